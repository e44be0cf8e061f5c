using Gateway.Fix.Codec;

namespace Gateway.Fix.Dictionary;

/// <summary>One field of a dictionary.</summary>
public sealed class FieldDefinition
{
    readonly HashSet<string> _values;
    readonly ulong[] _packed;
    // Bit c of the two words: the character c is one of the values, as nearly all enumerated values are.
    readonly ulong _lowCharacters;
    readonly ulong _highCharacters;

    internal FieldDefinition(int tag, string name, FieldType type, IEnumerable<string> values)
    {
        Number = tag;
        Name = name;
        Type = type;
        _values = [.. values];
        // Values are compared as packed integers; longer ones, which few dictionaries have, as text.
        _packed = [.. _values.Where(v => v.Length is > 0 and <= 8).Select(v => MsgType.Pack(System.Text.Encoding.Latin1.GetBytes(v))).Order()];
        foreach (string value in _values.Where(v => v.Length == 1 && char.IsAscii(v[0])))
        {
            if (value[0] < 64)
                _lowCharacters |= 1UL << value[0];
            else
                _highCharacters |= 1UL << (value[0] - 64);
        }
        IsEnumerated = _values.Count > 0;
    }

    /// <summary>The tag.</summary>
    public int Number { get; }

    /// <summary>The name, e.g. <c>ClOrdID</c>.</summary>
    public string Name { get; }

    /// <summary>Form of its value.</summary>
    public FieldType Type { get; }

    /// <summary>Not every value is allowed.</summary>
    internal bool IsEnumerated { get; }

    /// <summary>Its enumerated values; empty when any is allowed.</summary>
    public IReadOnlySet<string> Values => _values;

    /// <summary>True when the value is one of the enumerated ones, or when there are none.</summary>
    public bool Allows(ReadOnlySpan<byte> value)
    {
        if (!IsEnumerated)
            return true;
        if (value.Length == 1 && value[0] < 128)
            return ((value[0] < 64 ? _lowCharacters >> value[0] : _highCharacters >> (value[0] - 64)) & 1) != 0;
        if (Type != FieldType.MultipleValue)
            return AllowsOne(value);
        foreach (Range one in value.Split((byte)' '))
        {
            if (!AllowsOne(value[one]))
                return false;
        }
        return true;
    }

    bool AllowsOne(ReadOnlySpan<byte> value)
    {
        if (value.Length <= 8)
            return Array.BinarySearch(_packed, MsgType.Pack(value)) >= 0;
        return _values.Contains(System.Text.Encoding.Latin1.GetString(value));
    }
}
