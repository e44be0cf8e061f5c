using Gateway.Fix.Codec;

namespace Gateway.Fix.Dictionary;

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
    // Tags of the specifications lie below 8192; firms' own may lie above.
    readonly FieldDefinition?[] _byTag = new FieldDefinition?[8_192];
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
    public FieldDefinition? Field(int tag) => (uint)tag < (uint)_byTag.Length ? _byTag[tag] : _fields.GetValueOrDefault(tag);

    /// <summary>The message, or null.</summary>
    public MessageDefinition? Message(ulong type) => _messages.GetValueOrDefault(type);

    /// <summary>True for a type that the version knows, whether or not this dictionary describes it.</summary>
    public bool KnowsType(ulong type) =>
        _messages.ContainsKey(type)
        || Field(Tag.MsgType) is { Values.Count: > 0 } field && field.Values.Contains(MsgType.ToText(type));

    internal void Add(FieldDefinition field)
    {
        _fields[field.Number] = field;
        if (field.Number < _byTag.Length)
            _byTag[field.Number] = field;
    }

    internal void Add(ulong type, MessageDefinition message) => _messages[type] = message;
}
