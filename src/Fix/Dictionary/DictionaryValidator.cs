using System.Collections.Concurrent;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Fix.Dictionary;

/// <summary>
/// Checks messages against a data dictionary. What is plainly right passes by a table, for the rest one walk over the fields tells. The first
/// fault of structure (order of parts, repetition, groups) is reported before a missing field, and that before the first fault of content
/// (tag, form, value). Nothing is allocated for a message that passes. Any threads may share one.
/// </summary>
public sealed class DictionaryValidator : MessageValidator
{
    readonly DataDictionary _transport;
    readonly DataDictionary _application;
    readonly ValidationSettings _settings;
    // Made when a type is first seen: a session uses few. Types of one character have a place of their own.
    readonly ConcurrentDictionary<ulong, QuickCheck?> _quick = new();
    readonly QuickCheck?[] _shortQuick = new QuickCheck?[128];

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
        ulong type = message.MsgType;
        QuickCheck? quick = type < (ulong)_shortQuick.Length ? _shortQuick[type] ?? Quick(type) : Quick(type);
        return quick is not null && quick.Passes(message) ? ValidationResult.Ok : Examine(message);
    }

    QuickCheck? Quick(ulong type)
    {
        // What a peer makes up is not remembered.
        if (_quick.TryGetValue(type, out QuickCheck? quick) || DictionaryOf(type).Message(type) is not { } message)
            return quick;
        quick = QuickCheck.Of(message, DictionaryOf(type), _transport, _settings);
        _quick[type] = quick;
        if (type < (ulong)_shortQuick.Length)
            _shortQuick[type] = quick;
        return quick;
    }

    DataDictionary DictionaryOf(ulong type) => MsgType.IsAdmin(type) ? _transport : _application;

    /// <summary>The whole check, which names what is wrong.</summary>
    internal ValidationResult Examine(in FixMessage message)
    {
        DataDictionary dictionary = DictionaryOf(message.MsgType);
        if (_settings.ValidateFieldsOutOfOrder && FirstOutOfOrder(message) is > 0 and int misplaced)
            return new(SessionRejectReason.TagOutOfOrder, misplaced);
        MessageDefinition? definition = dictionary.Message(message.MsgType);
        if (definition is null)
            // A type of the version that the dictionary does not describe is the application's to refuse.
            return dictionary.KnowsType(message.MsgType) || _transport.KnowsType(message.MsgType)
                ? ValidationResult.Ok
                : new(SessionRejectReason.InvalidMsgType, Tag.MsgType);
        Walk walk = new(message, _settings, dictionary, _transport);
        if (walk.Run(definition.Fields) is { Reason: not SessionRejectReason.None } fault)
            return fault;
        int missing = _settings.CheckRequiredFields ? FirstMissing(message, definition) : 0;
        return missing != 0 ? new(SessionRejectReason.RequiredTagMissing, missing) : walk.Content;
    }

    static int FirstOutOfOrder(in FixMessage message)
    {
        int i = 0;
        while (i < message.Count && Tag.IsHeader(message.TagAt(i)))
            i++;
        bool inTrailer = false;
        for (; i < message.Count; i++)
        {
            int tag = message.TagAt(i);
            bool isTrailer = Tag.IsTrailer(tag);
            if (Tag.IsHeader(tag) || inTrailer && !isTrailer)
                return tag;
            inTrailer = isTrailer;
        }
        return 0;
    }

    int FirstMissing(in FixMessage message, MessageDefinition definition)
    {
        int missing = FirstMissing(message, _transport.Header);
        return missing != 0 ? missing : FirstMissing(message, definition.Fields);
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
}
