using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Fix.Dictionary;

/// <summary>
/// Checks messages against a data dictionary: type, order of parts, required fields, then field by field tag, form, value, repetition
/// and groups. Nothing is allocated for a message that passes.
/// </summary>
public sealed class DictionaryValidator : MessageValidator
{
    readonly DataDictionary _transport;
    readonly DataDictionary _application;
    readonly ValidationSettings _settings;

    /// <summary>Creates a validator for FIX 4.x: one dictionary for everything.</summary>
    public DictionaryValidator(DataDictionary dictionary, ValidationSettings? settings = null)
        : this(dictionary, dictionary, settings)
    {
    }

    /// <summary>Creates a validator for FIXT.1.1: header, trailer and session messages of one, application messages of the other.</summary>
    public DictionaryValidator(DataDictionary transport, DataDictionary application, ValidationSettings? settings = null)
    {
        _transport = transport;
        _application = application;
        _settings = settings ?? new ValidationSettings();
    }

    /// <inheritdoc/>
    public override ValidationResult Validate(in FixMessage message)
    {
        DataDictionary dictionary = MsgType.IsAdmin(message.MsgType) ? _transport : _application;
        MessageDefinition? definition = dictionary.Message(message.MsgType);
        int bodyStart = BodyStart(message);
        ValidationResult order = _settings.ValidateFieldsOutOfOrder ? CheckOrder(message, bodyStart) : ValidationResult.Ok;
        if (order.Reason != SessionRejectReason.None)
            return order;
        if (definition is null)
            // A type of the version that the dictionary does not describe is the application's to refuse.
            return dictionary.KnowsType(message.MsgType) || _transport.KnowsType(message.MsgType)
                ? ValidationResult.Ok
                : new(SessionRejectReason.InvalidMsgType, Tag.MsgType);
        ValidationResult required = _settings.CheckRequiredFields ? CheckRequired(message, definition) : ValidationResult.Ok;
        return required.Reason != SessionRejectReason.None ? required : CheckFields(message, definition.Fields);
    }

    /// <summary>Number of header fields at the front.</summary>
    static int BodyStart(in FixMessage message)
    {
        int i = 0;
        while (i < message.Count && Tag.IsHeader(message.TagAt(i)))
            i++;
        return i;
    }

    static ValidationResult CheckOrder(in FixMessage message, int bodyStart)
    {
        bool inTrailer = false;
        for (int i = bodyStart; i < message.Count; i++)
        {
            int tag = message.TagAt(i);
            bool isTrailer = Tag.IsTrailer(tag);
            if (Tag.IsHeader(tag) || inTrailer && !isTrailer)
                return new(SessionRejectReason.TagOutOfOrder, tag);
            inTrailer = isTrailer;
        }
        return ValidationResult.Ok;
    }

    ValidationResult CheckRequired(in FixMessage message, MessageDefinition definition)
    {
        int missing = FirstMissing(message, _transport.Header);
        if (missing == 0)
            missing = FirstMissing(message, definition.Fields);
        return missing == 0 ? ValidationResult.Ok : new(SessionRejectReason.RequiredTagMissing, missing);
    }

    static int FirstMissing(in FixMessage message, FieldSet set)
    {
        IReadOnlyList<int> required = set.Required;
        for (int i = 0; i < required.Count; i++)
        {
            if (!message.Has(required[i]))
                return required[i];
        }
        return 0;
    }

    ValidationResult CheckFields(in FixMessage message, FieldSet body)
    {
        for (int i = 0; i < message.Count;)
        {
            int tag = message.TagAt(i);
            FieldSet set = Tag.IsHeader(tag) ? _transport.Header : Tag.IsTrailer(tag) ? _transport.Trailer : body;
            ValidationResult result = CheckField(message, i, set);
            if (result.Reason == SessionRejectReason.None && IsRepeated(message, i))
                result = new(SessionRejectReason.TagAppearsMoreThanOnce, tag);
            if (result.Reason != SessionRejectReason.None)
                return result;
            GroupDefinition? group = set.GroupOf(tag);
            i++;
            if (group is null)
                continue;
            result = CheckGroup(message, i - 1, group, 0, out i);
            if (result.Reason != SessionRejectReason.None)
                return result;
        }
        return ValidationResult.Ok;
    }

    // The index remembers each tag's first appearance; a later one outside any group is a repetition.
    static bool IsRepeated(in FixMessage message, int i) => message.Index.Find(message.TagAt(i)) != i;

    ValidationResult CheckField(in FixMessage message, int i, FieldSet set)
    {
        int tag = message.TagAt(i);
        FieldDefinition? field = _application.Field(tag) ?? _transport.Field(tag);
        if (field is null && !IsLetThrough(tag))
            return new(tag > 0 && tag <= _application.LastTag ? SessionRejectReason.TagNotDefinedForMessage
                : SessionRejectReason.InvalidTagNumber, tag);
        ReadOnlySpan<byte> value = message.ValueAt(i);
        if (value.IsEmpty)
            return _settings.ValidateFieldsHaveValues ? new(SessionRejectReason.TagWithoutValue, tag) : ValidationResult.Ok;
        if (field is not null && !FieldTypes.HasForm(field.Type, value))
            return new(SessionRejectReason.IncorrectDataFormat, tag);
        // MsgType is judged by the messages, not by its list of values.
        if (field is not null && tag != Tag.MsgType && !_settings.AllowUnknownEnumValues && !field.Allows(value))
            return new(SessionRejectReason.ValueIncorrect, tag);
        if (!set.Contains(tag) && !_settings.AllowUnknownMsgFields && !IsLetThrough(tag))
            return new(SessionRejectReason.TagNotDefinedForMessage, tag);
        return ValidationResult.Ok;
    }

    bool IsLetThrough(int tag) => tag >= 5_000 ? !_settings.ValidateUserDefinedFields : tag > 0 && _settings.AllowUnknownMsgFields;

    /// <summary>Walks one group from its count field on; <paramref name="next"/> is the first field after it.</summary>
    ValidationResult CheckGroup(in FixMessage message, int at, GroupDefinition group, int depth, out int next)
    {
        next = at + 1;
        if (!FieldParser.TryInteger(message.ValueAt(at), out long count) || depth > 8)
            return new(SessionRejectReason.IncorrectDataFormat, group.CountTag);
        FieldSet members = group.Members;
        if (count > 0 && next < message.Count && members.Contains(message.TagAt(next)) && message.TagAt(next) != members.Delimiter)
            return new(SessionRejectReason.Other, group.CountTag,
                $"Group {group.CountTag}'s first entry does not start with delimiter {members.Delimiter}");
        long found = 0;
        while (next < message.Count && message.TagAt(next) == members.Delimiter)
        {
            found++;
            ValidationResult entry = CheckEntry(message, members, depth, ref next);
            if (entry.Reason != SessionRejectReason.None)
                return entry;
        }
        return found == count ? ValidationResult.Ok : new(SessionRejectReason.IncorrectNumInGroup, group.CountTag);
    }

    ValidationResult CheckEntry(in FixMessage message, FieldSet members, int depth, ref int next)
    {
        int start = next;
        int place = -1;
        while (next < message.Count && members.Contains(message.TagAt(next)) && (next == start || message.TagAt(next) != members.Delimiter))
        {
            int tag = message.TagAt(next);
            int after = members.OrderOf(tag);
            if (_settings.ValidateUnorderedGroupFields && after < place)
                return new(SessionRejectReason.GroupFieldsOutOfOrder, tag);
            if (message.Index.FindFrom(tag, start, next) >= 0)
                return new(SessionRejectReason.TagAppearsMoreThanOnce, tag);
            place = after;
            ValidationResult result = CheckField(message, next, members);
            GroupDefinition? nested = members.GroupOf(tag);
            if (result.Reason == SessionRejectReason.None && nested is not null)
                result = CheckGroup(message, next, nested, depth + 1, out next);
            else
                next++;
            if (result.Reason != SessionRejectReason.None)
                return result;
        }
        return CheckEntryRequired(message, members, start, next);
    }

    ValidationResult CheckEntryRequired(in FixMessage message, FieldSet members, int start, int end)
    {
        if (!_settings.CheckRequiredFields)
            return ValidationResult.Ok;
        for (int i = 0; i < members.Required.Count; i++)
        {
            if (message.Index.FindFrom(members.Required[i], start, end) < 0)
                return new(SessionRejectReason.RequiredTagMissing, members.Required[i]);
        }
        return ValidationResult.Ok;
    }
}
