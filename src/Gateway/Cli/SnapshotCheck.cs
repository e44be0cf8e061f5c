using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Journal.Snapshots;
using Gateway.Pipeline;

namespace Gateway.Cli;

/// <summary>What <c>journal verify</c> finds out about snapshots: their checksums, and on demand their state against a replay.</summary>
static class SnapshotCheck
{
    /// <summary>What is wrong with the files.</summary>
    internal static IEnumerable<string> Files(IReadOnlyList<SnapshotFile> snapshots)
    {
        foreach (var file in snapshots)
        {
            var fault = file.Fault;
            if (fault.Length == 0) Snapshot.TryOpen(file.Path, out fault)?.Dispose();
            if (fault.Length > 0) yield return $"The snapshot {Path.GetFileName(file.Path)} is damaged: {fault}.";
        }
    }

    /// <summary>Replays from the first message, or from the oldest snapshot where the log no longer has it, and compares the state at each snapshot.</summary>
    internal static IEnumerable<string> States(string directory, IReadOnlyList<SnapshotFile> snapshots)
    {
        using var start = StartingPoint.Find(directory, new EngineLimits(), new(Snapshots: SnapshotUse.Oldest));
        if (start.Snapshot is null && FirstSequence(directory) is > 1 and var first)
        {
            yield return $"The Inbound log begins with sequence {first}, and no snapshot leads there.";
            yield break;
        }

        using var bar = new ProgressBar("replaying", ProgressBar.Messages(directory, LogName.Inbound));
        var observer = new Counter(bar) { Outbound = start.Outbound };
        var position = start.Position;
        foreach (var file in snapshots.Where(file => file.Header is not null && file.Sequence > position.Sequence).OrderBy(file => file.Sequence))
        {
            position = JournalReplay.Run(directory, start.Engine, observer, file.Sequence, from: new(position, observer.Outbound));
            var header = file.Header!.Value;
            var (hash, told) = (start.Engine.StateHash(), new StateHash(header.HashHigh, header.HashLow));
            if (position.Sequence < file.Sequence) yield return $"The snapshot {Path.GetFileName(file.Path)} is of sequence {file.Sequence}; the inbound log leads only to {position.Sequence}.";
            else if (hash != told) yield return $"The snapshot {Path.GetFileName(file.Path)} holds another state than the replay leads to: {told}, replayed {hash}.";
            else if (header.OutboundSequence != observer.Outbound)
                yield return $"The snapshot {Path.GetFileName(file.Path)} stands at outbound sequence {header.OutboundSequence}, the replay at {observer.Outbound}.";
        }
    }

    static long FirstSequence(string directory)
    {
        using var reader = LogReader.Open(directory, LogName.Inbound);
        return reader.LastSequence + 1;
    }

    sealed class Counter(ProgressBar bar) : ReplayObserver
    {
        internal long Outbound { get; set; }

        internal override void OnInbound(in Messages.Inbound inbound) => bar.Step();

        internal override void OnOutbound(in Messages.Outbound outbound) => Outbound = outbound.Sequence;
    }
}
