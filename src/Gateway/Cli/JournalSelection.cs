using System.CommandLine;
using Gateway.Journal;
using Gateway.Journal.Export;
using Gateway.Journal.Reading;
using Gateway.Messages;

namespace Gateway.Cli;

/// <summary>The filters that <c>tail</c> and <c>export</c> have in common.</summary>
sealed class JournalSelection
{
    readonly Option<LogName?> _log = new("--log") { Description = "One log: inbound, outbound or sessions. Default: all, merged by time." };
    readonly Option<string?> _from = new("--from") { Description = "First sequence (of the inbound log, or of --log), or time in ISO 8601." };
    readonly Option<string?> _to = new("--to") { Description = "Last sequence or time." };
    readonly Option<string[]> _kind = new("--kind") { Description = "Kinds by name: NewOrder, ExecutionReport …", AllowMultipleArgumentsPerToken = true };
    readonly Option<string?> _order = new("--order") { Description = "An order by OrderID, ClOrdID or the exchange's id; orderId:27, clOrdId:27 or venueOrderId:27 for one of them." };
    readonly Option<string?> _session = new("--session") { Description = "A FIX session by CompID or number." };
    readonly Option<string?> _account = new("--account") { Description = "An account or allocation group." };
    readonly Option<string?> _instrument = new("--instrument") { Description = "A symbol." };
    readonly Option<long?> _correlation = new("--correlation") { Description = "Inbound sequence that began a story." };

    static readonly Timestamp First = new(long.MinValue), Last = new(long.MaxValue);

    internal void AddTo(Command command)
    {
        command.Options.Add(_log);
        command.Options.Add(_from);
        command.Options.Add(_to);
        command.Options.Add(_kind);
        command.Options.Add(_order);
        command.Options.Add(_session);
        command.Options.Add(_account);
        command.Options.Add(_instrument);
        command.Options.Add(_correlation);
    }

    internal LogName[] Logs(ParseResult result) => result.GetValue(_log) is { } log ? [log] : Enum.GetValues<LogName>();

    internal MessageFilter Filter(ParseResult result, string directory)
    {
        var (fromSequence, fromTime) = Place(result, _from) ?? default;
        var (toSequence, toTime) = Place(result, _to) ?? default;
        if (toSequence < fromSequence || toTime?.Nanos < fromTime?.Nanos) throw new UserErrorException("--to: it lies before --from.");
        return new()
        {
            OwnSequence = result.GetValue(_log) is not null,
            FromSequence = fromSequence ?? long.MinValue, ToSequence = toSequence ?? long.MaxValue,
            FromTime = fromTime ?? First, ToTime = toTime ?? Last,
            SessionTimes = result.GetValue(_log) is null ? (TimeOf(directory, fromSequence) ?? First, TimeOf(directory, toSequence < long.MaxValue ? toSequence + 1 : null) ?? Last) : (First, Last),
            Kinds = Kinds(result), Order = result.GetValue(_order) is { } order ? OrderName.Parse(order) : null, Session = Session(result.GetValue(_session), directory),
            Account = result.GetValue(_account), Instrument = result.GetValue(_instrument), Correlation = result.GetValue(_correlation),
        };
    }

    /// <summary>The place that an option names; null when it is not given.</summary>
    internal static JournalPlace? Place(ParseResult result, Option<string?> option)
    {
        if (result.GetValue(option) is not { } text) return null;
        return JournalPlace.TryParse(text, out var place)
            ? place
            : throw new UserErrorException($"{option.Name}: '{text}' is neither a sequence nor a time like 2026-01-31T09:30:00Z.");
    }

    // A session record stands among the inbound messages by its time alone.
    static Timestamp? TimeOf(string directory, long? sequence)
    {
        if (sequence is not { } wanted) return null;
        using var reader = LogReader.Open(directory, LogName.Inbound, wanted);
        return reader.TryRead(out var frame) ? frame.Time : Last;
    }

    string[] Kinds(ParseResult result)
    {
        var kinds = result.GetValue(_kind) ?? [];
        var known = Logs(result).SelectMany(log => Enumerable.Range(1, 255).Select(kind => JournalMessage.NameOfKind(log, (byte)kind)));
        return kinds.FirstOrDefault(kind => !known.Contains(kind, StringComparer.OrdinalIgnoreCase)) is { } unknown
            ? throw new UserErrorException($"--kind: there is no kind '{unknown}'{(result.GetValue(_log) is { } log ? $" in the {log} log" : "")}.")
            : kinds;
    }

    /// <summary>The number of a CompID, as the journal itself defines it.</summary>
    static ushort? Session(string? text, string directory)
    {
        if (text is null) return null;
        if (ushort.TryParse(text, out var number)) return number;
        using var reader = LogReader.Open(directory, LogName.Inbound);
        while (reader.TryRead(out var frame))
        {
            if (frame.Kind != (byte)InboundKind.SessionDefined || !frame.Decode(out Inbound message).IsOk) continue;
            if (message.SessionDefined.CompId.ToString() == text) return message.Session;
        }

        throw new UserErrorException($"--session: the journal defines no session '{text}'.");
    }
}
