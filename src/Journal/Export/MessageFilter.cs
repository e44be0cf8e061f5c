using System.Text;
using Gateway.Journal.Reading;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>Which messages are wanted; what is not set does not restrict.</summary>
public sealed record MessageFilter : IFieldSink
{
    bool _order, _account, _instrument;
    byte[]? _orderText, _accountText, _instrumentText;
    bool[]? _kinds;

    /// <summary>First sequence: of the inbound log, or of the message that caused it, unless <see cref="OwnSequence"/>.</summary>
    public long FromSequence { get; init; } = long.MinValue;

    /// <summary>Last sequence.</summary>
    public long ToSequence { get; init; } = long.MaxValue;

    /// <summary>Sequences are those of the message's own log.</summary>
    public bool OwnSequence { get; init; }

    /// <summary>Earliest time.</summary>
    public Timestamp FromTime { get; init; } = new(long.MinValue);

    /// <summary>Latest time.</summary>
    public Timestamp ToTime { get; init; } = new(long.MaxValue);

    /// <summary>Names of kinds.</summary>
    public IReadOnlyCollection<string> Kinds { get; init; } = [];

    /// <summary>Times between which session records are wanted: they have no cause that could tell where in the inbound log they stand.</summary>
    public (Timestamp From, Timestamp To) SessionTimes { get; init; } = (new(long.MinValue), new(long.MaxValue));

    /// <summary>An order, by any of its ids.</summary>
    public OrderName? Order { get; init; }

    /// <summary>Number of a FIX session.</summary>
    public ushort? Session { get; init; }

    /// <summary>An account or group.</summary>
    public string? Account { get; init; }

    /// <summary>A symbol.</summary>
    public string? Instrument { get; init; }

    /// <summary>Inbound sequence that began a story.</summary>
    public long? Correlation { get; init; }

    /// <summary>
    /// True when the message is wanted. Of one that cannot be decoded only its frame is known: it is wanted unless that, or the wish for certain
    /// values, excludes it.
    /// </summary>
    public bool Matches(JournalMessage message)
        => MayMatch(message.Log, message.Kind, message.Sequence, message.Time) && (message.Result.IsOk ? InRange(message) && MatchesContent(message) : !WantsContent);

    bool WantsContent => Order is not null || Account is not null || Instrument is not null || Session is not null || Correlation is not null;

    bool MatchesContent(JournalMessage message)
        => (Session is null || SessionOf(message) == Session)
           && (Correlation is null || BelongsTo(message, Correlation.Value))
           && MatchesFields(message);

    /// <summary>False when already the frame tells that its message is not wanted: it need not be decoded then.</summary>
    internal bool MayMatch(LogName log, Frame frame) => MayMatch(log, frame.Kind, frame.Sequence, frame.Time);

    bool MayMatch(LogName log, byte kind, long sequence, Timestamp time)
        => time >= FromTime && time <= ToTime
           && (log != LogName.Sessions || time >= SessionTimes.From && time <= SessionTimes.To)
           && (log != LogName.Inbound && !OwnSequence || sequence >= FromSequence && sequence <= ToSequence)
           && HasKind(log, kind);

    bool HasKind(LogName log, byte kind) => Kinds.Count == 0 || (_kinds ??= KindTable())[(int)log << 8 | kind];

    bool[] KindTable()
        => [.. from log in Enum.GetValues<LogName>() from kind in Enumerable.Range(0, 256) select Kinds.Contains(JournalMessage.NameOfKind(log, (byte)kind), StringComparer.OrdinalIgnoreCase)];

    /// <summary>An effect stands where its cause does.</summary>
    bool InRange(JournalMessage message)
        => message.Log != LogName.Outbound || OwnSequence || message.Outbound.Cause >= FromSequence && message.Outbound.Cause <= ToSequence;

    static ushort SessionOf(JournalMessage message) => message.Log switch
    {
        LogName.Inbound => message.Inbound.Session,
        LogName.Outbound => message.Outbound.Session,
        _ => message.Session.Session,
    };

    static bool BelongsTo(JournalMessage message, long correlation) => message.Log switch
    {
        LogName.Inbound => message.Sequence == correlation,
        LogName.Outbound => message.Outbound.Correlation == correlation || message.Outbound.Cause == correlation,
        _ => false,
    };

    bool MatchesFields(JournalMessage message)
    {
        if (Order is null && Account is null && Instrument is null) return true;
        (_order, _account, _instrument) = (Order is null, Account is null, Instrument is null);
        var text = new FieldText<MessageFilter>(this);
        message.Visit(ref text);
        return _order && _account && _instrument;
    }

    void IFieldSink.Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault)
    {
        if (isDefault) return;
        if (!_order && Order!.IsOne(name))
            _order |= value.SequenceEqual(_orderText ??= Encoding.ASCII.GetBytes(Order.Id));
        if (!_account && name is "account" or "allocAccount" or "group" or "defaultAccount")
            _account |= value.SequenceEqual(_accountText ??= Encoding.ASCII.GetBytes(Account ?? ""));
        if (!_instrument && name is "symbol")
            _instrument |= value.SequenceEqual(_instrumentText ??= Encoding.ASCII.GetBytes(Instrument ?? ""));
    }
}
