using Gateway.Fix.Codec;

namespace Gateway.Fix.Dictionary;

/// <summary>
/// Lets messages of one type pass that are right beyond doubt: no group, no field twice, each field in its part, of the right form and with a
/// listed value, none missing. One look at a table for each field; whatever is in doubt is left to <see cref="Walk"/>, which knows what to say.
/// </summary>
sealed class QuickCheck
{
    const int TagsMax = 2_048;
    const int RequiredMax = 64;

    // Number of a tag's rule; rule 0 is nobody's and passes nothing.
    readonly byte[] _numbers = new byte[TagsMax];
    readonly FieldRule[] _rules;
    readonly ulong _required;

    QuickCheck(List<FieldRule> rules, ulong required)
    {
        _rules = [.. rules];
        _required = required;
        for (int i = 1; i < _rules.Length; i++)
            _numbers[_rules[i].Field.Number] = (byte)i;
    }

    /// <summary>The check of one message, or null where only the walk can tell.</summary>
    public static QuickCheck? Of(MessageDefinition message, DataDictionary dictionary, DataDictionary transport, ValidationSettings settings)
    {
        List<FieldRule> rules = [default];
        Add(rules, transport.Header, MessagePart.Header, tag => transport.Field(tag), settings);
        Add(rules, message.Fields, MessagePart.Body, tag => dictionary.Field(tag) ?? transport.Field(tag), settings);
        Add(rules, transport.Trailer, MessagePart.Trailer, tag => transport.Field(tag), settings);
        int[] required = settings.CheckRequiredFields ? [.. transport.Header.Required, .. message.Fields.Required] : [];
        if (rules.Count > byte.MaxValue || required.Length > RequiredMax)
            return null;
        for (int i = 0; i < required.Length; i++)
        {
            int at = rules.FindIndex(1, rule => rule.Field.Number == required[i]);
            if (at < 0)
                return null;
            rules[at] = rules[at] with { Required = rules[at].Required | 1UL << i };
        }
        return new QuickCheck(rules, required.Length == RequiredMax ? ulong.MaxValue : (1UL << required.Length) - 1);
    }

    static void Add(List<FieldRule> rules, FieldSet set, MessagePart part, Func<int, FieldDefinition?> find, ValidationSettings settings)
    {
        foreach (int tag in set.Tags)
        {
            if (tag < TagsMax && PartOf(tag) == part && set.GroupOf(tag) is null && find(tag) is { } field)
                rules.Add(new FieldRule(field, settings.ValidateFieldsOutOfOrder ? part : MessagePart.Any, IsOpen(tag, settings)));
        }
    }

    // MsgType is judged by the messages, not by its list of values.
    static bool IsOpen(int tag, ValidationSettings settings) => settings.AllowUnknownEnumValues || tag == Tag.MsgType;

    static MessagePart PartOf(int tag) => Tag.IsHeader(tag) ? MessagePart.Header : Tag.IsTrailer(tag) ? MessagePart.Trailer : MessagePart.Body;

    /// <summary>True when the message passes; false says nothing.</summary>
    public bool Passes(in FixMessage message)
    {
        FieldIndex index = message.Index;
        if (index.RepeatedAt >= 0 || index.Defect != FieldDefect.None)
            return false;
        ulong seen = 0;
        MessagePart part = MessagePart.Any;
        for (int i = 0; i < index.Count; i++)
        {
            int tag = index.EntryAt(i).Tag;
            if ((uint)tag >= (uint)_numbers.Length)
                return false;
            ref readonly FieldRule rule = ref _rules[_numbers[tag]];
            if (rule.Part < part || !rule.Admits(message, i))
                return false;
            part = rule.Part;
            seen |= rule.Required;
        }
        return (seen & _required) == _required;
    }
}
