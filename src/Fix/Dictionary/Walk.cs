using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Fix.Dictionary;

/// <summary>One validation's way over the fields of a message: faults of structure end it, the first fault of content is kept.</summary>
ref struct Walk
{
    const int DepthMax = 8;

    readonly FixMessage _message;
    readonly ValidationSettings _settings;
    readonly DataDictionary _dictionary;
    readonly DataDictionary _transport;
    int _at;

    public Walk(in FixMessage message, ValidationSettings settings, DataDictionary dictionary, DataDictionary transport)
    {
        _message = message;
        _settings = settings;
        _dictionary = dictionary;
        _transport = transport;
        Content = ValidationResult.Ok;
    }

    /// <summary>First fault of content.</summary>
    public ValidationResult Content { get; private set; }

    /// <summary>Walks all fields; returns the first fault of structure.</summary>
    public ValidationResult Run(FieldSet body)
    {
        while (_at < _message.Count)
        {
            int tag = _message.TagAt(_at);
            // The index remembers each tag's first appearance; a later one outside any group is a repetition.
            if (_message.Index.Find(tag) != _at && tag > 0)
                return new(SessionRejectReason.TagAppearsMoreThanOnce, tag);
            FieldSet set = Tag.IsHeader(tag) ? _transport.Header : Tag.IsTrailer(tag) ? _transport.Trailer : body;
            ValidationResult result = Step(set, tag, 0);
            if (result.Reason != SessionRejectReason.None)
                return result;
        }
        return ValidationResult.Ok;
    }

    /// <summary>One field and, when it counts a group, that group.</summary>
    ValidationResult Step(FieldSet set, int tag, int depth)
    {
        if (Content.Reason == SessionRejectReason.None && !IsFine(_at, tag, set))
            Content = CheckField(_at, set);
        GroupDefinition? group = set.GroupOf(tag);
        _at++;
        return group is null ? ValidationResult.Ok : Group(group, depth);
    }

    ValidationResult Group(GroupDefinition group, int depth)
    {
        if (depth > DepthMax || !FieldParser.TryInteger(_message.ValueAt(_at - 1), out long count))
            return new(SessionRejectReason.IncorrectDataFormat, group.CountTag);
        FieldSet members = group.Members;
        if (count > 0 && IsAt(members) && _message.TagAt(_at) != members.Delimiter)
            return new(SessionRejectReason.Other, group.CountTag,
                $"Group {group.CountTag}'s first entry does not start with delimiter {members.Delimiter}");
        long found = 0;
        while (_at < _message.Count && _message.TagAt(_at) == members.Delimiter)
        {
            found++;
            ValidationResult entry = Entry(members, depth);
            if (entry.Reason != SessionRejectReason.None)
                return entry;
        }
        return found == count ? ValidationResult.Ok : new(SessionRejectReason.IncorrectNumInGroup, group.CountTag);
    }

    readonly bool IsAt(FieldSet members) => _at < _message.Count && members.Contains(_message.TagAt(_at));

    ValidationResult Entry(FieldSet members, int depth)
    {
        int start = _at;
        int place = -1;
        while (IsAt(members) && (_at == start || _message.TagAt(_at) != members.Delimiter))
        {
            int tag = _message.TagAt(_at);
            int after = members.OrderOf(tag);
            if (_message.Index.FindFrom(tag, start, _at) >= 0)
                return new(SessionRejectReason.TagAppearsMoreThanOnce, tag);
            if (_settings.ValidateUnorderedGroupFields && after < place)
                return new(SessionRejectReason.GroupFieldsOutOfOrder, tag);
            place = after;
            ValidationResult result = Step(members, tag, depth + 1);
            if (result.Reason != SessionRejectReason.None)
                return result;
        }
        NoteMissing(members, start);
        return ValidationResult.Ok;
    }

    void NoteMissing(FieldSet members, int start)
    {
        if (!_settings.CheckRequiredFields || Content.Reason != SessionRejectReason.None)
            return;
        for (int i = 0; i < members.Required.Count; i++)
        {
            if (_message.Index.FindFrom(members.Required[i], start, _at) < 0)
            {
                Content = new(SessionRejectReason.RequiredTagMissing, members.Required[i]);
                return;
            }
        }
    }

    // Nearly every field is: the rest is for the one that has to be named.
    readonly bool IsFine(int i, int tag, FieldSet set) =>
        (_dictionary.Field(tag) ?? _transport.Field(tag)) is { } field && set.Contains(tag) && _message.ValueAt(i) is { IsEmpty: false } value
        && HasForm(field.Type, value)
        && (!field.IsEnumerated || tag == Tag.MsgType || _settings.AllowUnknownEnumValues || field.Allows(value));

    readonly bool HasForm(FieldType type, ReadOnlySpan<byte> value) => type switch
    {
        FieldType.Text => true,
        FieldType.UtcTimestamp => _message.Index.Dates.TryTimestamp(value, out _),
        _ => FieldTypes.HasForm(type, value),
    };

    readonly ValidationResult CheckField(int i, FieldSet set)
    {
        int tag = _message.TagAt(i);
        FieldDefinition? field = _dictionary.Field(tag) ?? _transport.Field(tag);
        if (field is null && !IsLetThrough(tag))
            return new(tag > 0 && tag <= _dictionary.LastTag ? SessionRejectReason.TagNotDefinedForMessage
                : SessionRejectReason.InvalidTagNumber, tag);
        ReadOnlySpan<byte> value = _message.ValueAt(i);
        if (value.IsEmpty)
            return _settings.ValidateFieldsHaveValues ? new(SessionRejectReason.TagWithoutValue, tag) : ValidationResult.Ok;
        if (field is not null && !FieldTypes.HasForm(field.Type, value))
            return new(SessionRejectReason.IncorrectDataFormat, tag);
        // MsgType is judged by the messages, not by its list of values.
        if (field is { IsEnumerated: true } && tag != Tag.MsgType && !_settings.AllowUnknownEnumValues && !field.Allows(value))
            return new(SessionRejectReason.ValueIncorrect, tag);
        if (!set.Contains(tag) && !_settings.AllowUnknownMsgFields && !IsLetThrough(tag))
            return new(SessionRejectReason.TagNotDefinedForMessage, tag);
        return ValidationResult.Ok;
    }

    readonly bool IsLetThrough(int tag) =>
        tag >= 5_000 ? !_settings.ValidateUserDefinedFields : tag > 0 && _settings.AllowUnknownMsgFields;
}
