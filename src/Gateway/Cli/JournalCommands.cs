using System.CommandLine;
using System.Globalization;
using Gateway.Journal;
using Gateway.Journal.Export;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary><c>journal</c>: looks into a journal, live, copied or damaged; read-only.</summary>
static class JournalCommands
{
    internal static readonly Argument<string> Dir = new("dir") { Description = "Data directory or its journal folder." };
    internal static readonly Option<bool> AsJson = new("--json") { Description = "Print JSON." };

    internal static Command Create() => new("journal", "Look into a journal; read-only, also while it is written.")
    {
        Inspect(), JournalTail.Create(), Verify(), JournalExport.Create(),
    };

    static Command Inspect()
    {
        var command = new Command("inspect", "Segments, ranges and counts by kind.") { Dir, AsJson };
        command.SetAction(result => Inspect(Summaries(result, decode: false), result.GetValue(AsJson)));
        return command;
    }

    static Command Verify()
    {
        var command = new Command("verify", "Check frames, checksums, the gap-free sequence and that every message can be decoded.") { Dir, AsJson };
        command.SetAction(result => Verify(Summaries(result, decode: true), result.GetValue(AsJson)));
        return command;
    }

    /// <summary>Runs what reads a journal; what cannot be read is the user's to hear in one sentence.</summary>
    internal static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutputClosedException && e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(e.Message, ExitCode.Unreachable);
        }
    }

    static List<LogSummary> Summaries(ParseResult result, bool decode)
    {
        var directory = JournalLocation.Of(result.GetValue(Dir)!);
        return Reading(() => Enum.GetValues<LogName>().Select(log => LogSummary.Read(directory, log, decode)).ToList());
    }

    static int Inspect(List<LogSummary> logs, bool json)
    {
        if (json) Json.Print(new { logs = logs.Select(Shape) });
        else foreach (var log in logs) Print(log);
        return logs.Exists(log => log.End.Kind == LogEndKind.Damaged) ? ExitCode.Findings : ExitCode.Fine;
    }

    static object Shape(LogSummary log) => new
    {
        log = log.Log, count = log.Count, lastSequence = log.End.LastSequence, end = log.End.Kind, message = log.End.ToString(),
        segments = log.Segments.Select(segment => new
        {
            segment.Name, segment.FirstSequence, segment.LastSequence, firstTime = segment.FirstTime.ToString(), lastTime = segment.LastTime.ToString(),
            segment.FrameBytes,
        }),
        kinds = log.Kinds.ToDictionary(kind => kind.Kind, kind => kind.Count),
    };

    static void Print(LogSummary log)
    {
        var segments = Tables.New($"{log.Log}: {log.Count} messages", "segment", "first", "last", "from", "to", "frame bytes");
        foreach (var segment in log.Segments)
            segments.AddRow(Tables.Cells(segment.Name, segment.FirstSequence, segment.LastSequence, segment.FirstTime, segment.LastTime, segment.FrameBytes));
        AnsiConsole.Write(segments);
        var kinds = Tables.New("", "kind", "count");
        foreach (var (kind, count) in log.Kinds) kinds.AddRow(Tables.Cells(kind, count));
        if (log.Count > 0) AnsiConsole.Write(kinds);
        if (log.End.Kind != LogEndKind.Clean) Console.Error.WriteLine(log.End);
    }

    static int Verify(List<LogSummary> logs, bool json)
    {
        var findings = logs.SelectMany(Findings).ToList();
        if (json)
        {
            Json.Print(new { ok = findings.Count == 0, findings, logs = logs.Select(log => new { log = log.Log, count = log.Count, lastSequence = log.End.LastSequence, end = log.End }) });
            return findings.Count == 0 ? ExitCode.Fine : ExitCode.Findings;
        }

        foreach (var log in logs)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{log.Log,-10} {log.Count,12} messages in {log.Segments.Count} segments, last sequence {log.End.LastSequence}: {(Findings(log).Any() ? "NOT FINE" : "fine")}"));
        foreach (var finding in findings) Console.Error.WriteLine(finding);
        return findings.Count == 0 ? ExitCode.Fine : ExitCode.Findings;
    }

    static IEnumerable<string> Findings(LogSummary log)
    {
        if (log.End.Kind != LogEndKind.Clean) yield return log.End.ToString();
        if (log.Undecodable is { } undecodable) yield return undecodable;
    }
}
