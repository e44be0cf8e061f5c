using System.CommandLine;
using System.Globalization;
using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Export;
using Gateway.Journal.Reading;
using Gateway.Journal.Snapshots;
using Gateway.Messages;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary><c>journal</c>: looks into a journal, live, copied or damaged; read-only.</summary>
static class JournalCommands
{
    internal static readonly Argument<string> Dir = new("dir") { Description = "Data directory or its journal folder." };
    internal static readonly Option<bool> AsJson = new("--json") { Description = "Print JSON." };

    static readonly Option<bool> Messages = new("--messages") { Description = "Decode every message as well." };
    static readonly Option<bool> States = new("--snapshots") { Description = "Replay the inbound log and compare the state at each snapshot." };

    internal static Command Create() => new("journal", "Look into a journal, also while it is written; only snapshot and archive write.")
    {
        Inspect(), JournalTail.Create(), Verify(), JournalExport.Create(), JournalSnapshot.Create(), JournalArchive.Create(), JournalDiff.Create(),
    };

    static Command Inspect()
    {
        var command = new Command("inspect", "Segments, ranges, counts by kind, and snapshots.") { Dir, AsJson };
        command.SetAction(result => Inspect(Summaries(result, decode: false), Snapshots(result), result.GetValue(AsJson)));
        return command;
    }

    static Command Verify()
    {
        var command = new Command("verify", "Check frames, checksums, the gap-free sequence, and snapshots.") { Dir, Messages, States, AsJson };
        command.SetAction(result => Verify(result, Summaries(result, decode: result.GetValue(Messages))));
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

    /// <summary>Tells where logs are torn or damaged; a crash leaves a torn tail, which is no finding.</summary>
    internal static int TellEnds(MergedReader reader)
    {
        var ends = reader.FindEnds().Where(end => end.Kind != LogEndKind.Clean).ToList();
        foreach (var end in ends) Console.Error.WriteLine(end);
        return ends.Exists(end => end.Kind == LogEndKind.Damaged) ? ExitCode.Findings : ExitCode.Fine;
    }

    static IReadOnlyList<LogSummary> Summaries(ParseResult result, bool decode)
    {
        var directory = JournalLocation.Of(result.GetValue(Dir)!);
        return Reading(() =>
        {
            using var bar = new ProgressBar("reading", ProgressBar.Messages(directory, Enum.GetValues<LogName>()));
            return LogSummary.ReadAll(directory, decode, bar.Steps);
        });
    }

    static IReadOnlyList<SnapshotFile> Snapshots(ParseResult result) => Reading(() => SnapshotList.Load(JournalLocation.Of(result.GetValue(Dir)!)));

    static List<string> SnapshotFindings(ParseResult result)
    {
        var snapshots = Snapshots(result);
        return Reading(() =>
        {
            var findings = SnapshotCheck.Files(snapshots).ToList();
            if (result.GetValue(States)) findings.AddRange(SnapshotCheck.States(JournalLocation.Of(result.GetValue(Dir)!), snapshots));
            return findings;
        });
    }

    static int Inspect(IReadOnlyList<LogSummary> logs, IReadOnlyList<SnapshotFile> snapshots, bool json)
    {
        if (json) Json.Print(new { logs = logs.Select(Shape), snapshots = snapshots.Select(Shape) });
        else
        {
            foreach (var log in logs) Print(log);
            Print(snapshots);
        }

        return logs.Any(log => log.End.Kind == LogEndKind.Damaged) ? ExitCode.Findings : ExitCode.Fine;
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

    static object Shape(SnapshotFile file) => new
    {
        name = Path.GetFileName(file.Path), file.Sequence, file.Bytes, time = file.Header?.Time.ToString(), outboundSequence = file.Header?.OutboundSequence,
        stateHash = HashOf(file), fault = file.Fault.Length == 0 ? null : file.Fault,
    };

    static string? HashOf(SnapshotFile file) => file.Header is { } header ? new StateHash(header.HashHigh, header.HashLow).ToString() : null;

    static void Print(IReadOnlyList<SnapshotFile> snapshots)
    {
        if (snapshots.Count == 0) return;
        var table = Tables.New("snapshots", "file", "sequence", "time", "bytes", "state hash");
        foreach (var file in snapshots)
            table.AddRow(Tables.Cells(Path.GetFileName(file.Path), file.Sequence, file.Header?.Time.ToString() ?? "", file.Bytes, HashOf(file) ?? file.Fault));
        AnsiConsole.Write(table);
    }

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

    static int Verify(ParseResult result, IReadOnlyList<LogSummary> logs)
    {
        var directory = JournalLocation.Of(result.GetValue(Dir)!);
        List<string> findings = [.. logs.SelectMany(Findings), .. Evidence(directory, logs), .. SnapshotFindings(result)];
        if (result.GetValue(AsJson))
        {
            Json.Print(new { ok = findings.Count == 0, findings, logs = logs.Select(log => new { log = log.Log, count = log.Count, lastSequence = log.End.LastSequence, end = log.End }) });
            return findings.Count == 0 ? ExitCode.Fine : ExitCode.Findings;
        }

        foreach (var log in logs)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{log.Log,-10} {log.Count,12} messages in {log.Segments.Count} segment{(log.Segments.Count == 1 ? "" : "s")}, last sequence {log.End.LastSequence}: {(Findings(log).Any() ? "NOT FINE" : "fine")}"));
        foreach (var finding in findings) Console.Error.WriteLine(finding);
        return findings.Count == 0 ? ExitCode.Fine : ExitCode.Findings;
    }

    static List<string> Evidence(string directory, IReadOnlyList<LogSummary> logs)
        => Reading(() => EvidenceCheck.Of(directory, logs).Concat(EvidenceCheck.Of(directory, logs, SnapshotList.Load(directory))).ToList());

    static IEnumerable<string> Findings(LogSummary log)
    {
        if (log.End.Kind != LogEndKind.Clean) yield return log.End.ToString();
        if (log.Undecodable is { } undecodable) yield return undecodable;
    }
}
