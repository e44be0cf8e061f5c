using Gateway.Fix.Codec;

namespace Gateway.Fix.Dictionary;

/// <summary>One field of a dictionary.</summary>
public sealed class FieldDefinition
{
    readonly HashSet<string> _values;
    readonly ulong[] _packed;

    internal FieldDefinition(int tag, string name, FieldType type, IEnumerable<string> values)
    {
        Number = tag;
        Name = name;
        Type = type;
        _values = [.. values];
        // Values are compared as packed integers; longer ones, which few dictionaries have, as text.
        _packed = [.. _values.Where(v => v.Length is > 0 and <= 8).Select(v => MsgType.Pack(System.Text.Encoding.Latin1.GetBytes(v))).Order()];
    }

    /// <summary>The tag.</summary>
    public int Number { get; }

    /// <summary>The name, e.g. <c>ClOrdID</c>.</summary>
    public string Name { get; }

    /// <summary>Form of its value.</summary>
    public FieldType Type { get; }

    /// <summary>Its enumerated values; empty when any is allowed.</summary>
    public IReadOnlySet<string> Values => _values;

    /// <summary>True when the value is one of the enumerated ones, or when there are none.</summary>
    public bool Allows(ReadOnlySpan<byte> value)
    {
        if (_values.Count == 0)
            return true;
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
