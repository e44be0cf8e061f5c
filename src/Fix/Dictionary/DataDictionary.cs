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

/// <summary>The fields of a message, of the header or trailer, or of one entry of a repeating group.</summary>
public sealed class FieldSet
{
    readonly Dictionary<int, GroupDefinition> _groups = [];
    readonly Dictionary<int, int> _order = [];
    readonly List<int> _required = [];

    /// <summary>Tags that must be there, in the order of the dictionary.</summary>
    public IReadOnlyList<int> Required => _required;

    /// <summary>Every tag, in the order of the dictionary.</summary>
    public IReadOnlyCollection<int> Tags => _order.Keys;

    /// <summary>The first tag, which begins each entry of a group.</summary>
    public int Delimiter { get; private set; }

    /// <summary>True for a field of this set (members of its groups are in the groups' sets).</summary>
    public bool Contains(int tag) => _order.ContainsKey(tag);

    /// <summary>Place of a field in the dictionary's order, or -1.</summary>
    public int OrderOf(int tag) => _order.TryGetValue(tag, out int place) ? place : -1;

    /// <summary>The group that <paramref name="tag"/> counts, or null.</summary>
    public GroupDefinition? GroupOf(int tag) => _groups.GetValueOrDefault(tag);

    internal void Add(int tag, bool required)
    {
        if (_order.Count == 0)
            Delimiter = tag;
        if (!_order.TryAdd(tag, _order.Count))
            return;
        if (required)
            _required.Add(tag);
    }

    internal FieldSet AddGroup(int countTag, bool required)
    {
        Add(countTag, required);
        FieldSet members = new();
        _groups[countTag] = new GroupDefinition(countTag, members);
        return members;
    }
}

/// <summary>A repeating group.</summary>
/// <param name="CountTag">Its NumInGroup field.</param>
/// <param name="Members">Fields of one entry.</param>
public sealed record GroupDefinition(int CountTag, FieldSet Members);

/// <summary>One message of a dictionary.</summary>
/// <param name="Name">Its name, e.g. <c>NewOrderSingle</c>.</param>
/// <param name="Fields">Fields of its body.</param>
public sealed record MessageDefinition(string Name, FieldSet Fields);

/// <summary>What a FIX version, or a firm's or exchange's dialect of one, knows: fields, messages, header and trailer.</summary>
public sealed class DataDictionary
{
    readonly Dictionary<int, FieldDefinition> _fields = [];
    readonly Dictionary<ulong, MessageDefinition> _messages = [];

    /// <summary>E.g. <c>FIX.4.4</c> or <c>FIXT.1.1</c>.</summary>
    public string Version { get; internal set; } = "";

    /// <summary>Largest tag of the specification. A tag up to it that the dictionary does not list belongs to messages that it leaves out.</summary>
    public int LastTag { get; internal set; }

    /// <summary>Fields of the header.</summary>
    public FieldSet Header { get; } = new();

    /// <summary>Fields of the trailer.</summary>
    public FieldSet Trailer { get; } = new();

    /// <summary>All fields by tag.</summary>
    public IReadOnlyDictionary<int, FieldDefinition> Fields => _fields;

    /// <summary>All messages by packed type.</summary>
    public IReadOnlyDictionary<ulong, MessageDefinition> Messages => _messages;

    /// <summary>The field, or null.</summary>
    public FieldDefinition? Field(int tag) => _fields.GetValueOrDefault(tag);

    /// <summary>The message, or null.</summary>
    public MessageDefinition? Message(ulong type) => _messages.GetValueOrDefault(type);

    /// <summary>True for a type that the version knows, whether or not this dictionary describes it.</summary>
    public bool KnowsType(ulong type) =>
        _messages.ContainsKey(type)
        || Field(Tag.MsgType) is { Values.Count: > 0 } field && field.Values.Contains(MsgType.ToText(type));

    internal void Add(FieldDefinition field) => _fields[field.Number] = field;

    internal void Add(ulong type, MessageDefinition message) => _messages[type] = message;
}
