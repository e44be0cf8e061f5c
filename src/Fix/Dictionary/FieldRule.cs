using Gateway.Fix.Codec;

namespace Gateway.Fix.Dictionary;

/// <summary>Parts of a message in their order.</summary>
enum MessagePart : byte
{
    /// <summary>The rule of no field.</summary>
    None,
    /// <summary>The order is not checked.</summary>
    Any,
    Header,
    Body,
    Trailer,
}

/// <summary>What <see cref="QuickCheck"/> asks of one field.</summary>
readonly record struct FieldRule
{
    enum Form : byte
    {
        /// <summary>Any value.</summary>
        Open,
        /// <summary>One of some characters, as nearly all enumerated values are.</summary>
        Character,
        Integer,
        Decimal,
        Timestamp,
        /// <summary>The definition knows.</summary>
        Other,
    }

    // Bit c of the two words: the character c is right.
    readonly ulong _lowCharacters;
    readonly ulong _highCharacters;
    readonly Form _form;
    readonly bool _isOpen;

    /// <summary>Makes the rule of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="part">Where it belongs.</param>
    /// <param name="isOpen">Values that are not listed pass as well.</param>
    public FieldRule(FieldDefinition field, MessagePart part, bool isOpen)
    {
        Field = field;
        Part = part;
        _isOpen = isOpen || !field.IsEnumerated;
        _form = FormOf(field.Type, _isOpen);
        for (int c = 0; c < 128; c++)
        {
            if (!field.Allows([(byte)c]) || !FieldTypes.HasForm(field.Type, [(byte)c]))
                continue;
            if (c < 64)
                _lowCharacters |= 1UL << c;
            else
                _highCharacters |= 1UL << (c - 64);
        }
    }

    /// <summary>The field.</summary>
    public FieldDefinition Field { get; }

    /// <summary>Where it belongs.</summary>
    public MessagePart Part { get; }

    /// <summary>Its bit among the required fields, or 0.</summary>
    public ulong Required { get; init; }

    static Form FormOf(FieldType type, bool isOpen) => type switch
    {
        FieldType.Text when isOpen => Form.Open,
        _ when !isOpen => Form.Character,
        FieldType.Integer => Form.Integer,
        FieldType.Decimal => Form.Decimal,
        FieldType.UtcTimestamp => Form.Timestamp,
        _ => Form.Other,
    };

    /// <summary>True when the value of field number <paramref name="i"/>, which is not empty, is right.</summary>
    public bool Admits(in FixMessage message, int i)
    {
        switch (_form)
        {
            case Form.Open:
                return true;
            case Form.Character:
                ReadOnlySpan<byte> value = message.ValueAt(i);
                return value.Length == 1 && IsListed(value[0]) || IsRight(value);
            case Form.Integer:
                return message.TryInteger(i, out _) || IsRight(message.ValueAt(i));
            case Form.Decimal:
                return message.TryDecimal(i, out _) || IsRight(message.ValueAt(i));
            case Form.Timestamp:
                return message.Index.Dates.TryTimestamp(message.ValueAt(i), out _);
            default:
                return IsRight(message.ValueAt(i));
        }
    }

    bool IsListed(byte c) => c < 128 && ((c < 64 ? _lowCharacters >> c : _highCharacters >> (c - 64)) & 1) != 0;

    bool IsRight(ReadOnlySpan<byte> value) => FieldTypes.HasForm(Field.Type, value) && (_isOpen || Field.Allows(value));
}
