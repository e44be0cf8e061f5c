using Gateway.Journal;
using Gateway.Journal.Export;
using Gateway.Journal.Reading;
using Gateway.Journal.Snapshots;
using Gateway.Messages;

namespace Gateway.Cli;

/// <summary>
/// What <c>journal verify</c> finds out about a log from another, or from the snapshots: whole segments that are gone at the end leave no trace in their own.
/// </summary>
static class EvidenceCheck
{
    /// <summary>Whether the last outbound message has its cause in the inbound log.</summary>
    internal static IEnumerable<string> Of(string directory, IReadOnlyList<LogSummary> logs)
    {
        var (inbound, outbound) = (logs[(int)LogName.Inbound].End, logs[(int)LogName.Outbound].End);
        if (inbound.Kind == LogEndKind.Damaged || outbound.LastSequence == 0) yield break;
        // The inbound log may have gone on since it was read.
        if (CauseOf(directory, outbound.LastSequence) is { } cause && cause > inbound.LastSequence && !Has(directory, LogName.Inbound, cause))
            yield return $"The Inbound log ends after sequence {inbound.LastSequence}, but the outbound message {outbound.LastSequence} comes from {cause}: it has lost its end.";
    }

    /// <summary>Whether the logs reach what the newest snapshot knows: they were synced before it got its name.</summary>
    internal static IEnumerable<string> Of(string directory, IReadOnlyList<LogSummary> logs, IReadOnlyList<SnapshotFile> snapshots)
    {
        if (snapshots.FirstOrDefault(file => file.Header is not null) is not { Header: { } header } newest) yield break;
        foreach (var (log, known) in ((LogName, long)[])[(LogName.Inbound, header.Sequence), (LogName.Sessions, header.SessionsSequence)])
            if (logs[(int)log].End is { Kind: not LogEndKind.Damaged } end && end.LastSequence < known && !Has(directory, log, known))
                yield return $"The {log} log ends after sequence {end.LastSequence}, but {Path.GetFileName(newest.Path)} knows it up to {known}: it has lost its end.";
    }

    static long? CauseOf(string directory, long sequence)
    {
        using var reader = LogReader.Open(directory, LogName.Outbound, sequence);
        return reader.TryRead(out var frame) && frame.Decode(out Outbound message).IsOk ? message.Cause : null;
    }

    static bool Has(string directory, LogName log, long sequence)
    {
        using var reader = LogReader.Open(directory, log, sequence);
        return reader.TryRead(out _);
    }
}
