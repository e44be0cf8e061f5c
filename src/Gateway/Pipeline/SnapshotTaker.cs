using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Snapshots;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>What came of taking a snapshot.</summary>
/// <param name="Path">The file; the newest one there was when nothing had happened since.</param>
/// <param name="Sequence">Its inbound sequence.</param>
/// <param name="StateHash">Its state hash.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Replayed">Messages that were replayed for it.</param>
sealed record SnapshotTaken(string Path, long Sequence, string StateHash, long Bytes, long Replayed);

/// <summary>
/// Takes a snapshot of a journal that another process may be writing: an engine of its own goes on from the last snapshot to the end of the
/// inbound log, by the code of recovery, and is saved. The gateway's pipeline takes no part in it and never waits.
/// </summary>
static class SnapshotTaker
{
    const string LockFile = "snapshot.lock";

    static readonly TimeSpan EvidenceLimit = TimeSpan.FromSeconds(10);

    /// <summary>Takes one.</summary>
    /// <param name="directory">The journal directory.</param>
    /// <param name="options">Where to begin, and how many messages of a session it keeps.</param>
    /// <param name="observer">Hears of the replay's progress.</param>
    /// <exception cref="IOException">A file cannot be read or written; a snapshot is there whole or not at all.</exception>
    /// <exception cref="UserErrorException">The journal cannot be replayed, or another process takes a snapshot.</exception>
    internal static SnapshotTaken Take(string directory, StartingOptions options, ReplayObserver? observer = null)
    {
        var files = options.Files ?? PosixFiles.Instance;
        using var turn = TakeTurn(directory, files);
        using var start = StartingPoint.Find(directory, new EngineLimits(), options);
        var replay = new Follower(start, observer);
        var until = Math.Min(LastOf(directory, LogName.Inbound, files), options.Until);
        var position = JournalReplay.Run(directory, start.Engine, replay, until, files, new(start.Position, start.Outbound));
        var hash = start.Engine.StateHash();
        var replayed = position.Sequence - start.Position.Sequence;
        if (start.Snapshot is { } present && replayed == 0) return new(present, position.Sequence, hash.ToString(), LengthOf(present, files), 0);
        if (position.Sequence == 0) throw new UserErrorException($"'{directory}' holds no message yet: there is nothing to take a snapshot of.", ExitCode.Unreachable);
        AwaitEvidence(directory, replay.Outbound, files);
        FollowSessions(directory, start, replay.Outbound, files);
        return Write(directory, start, position, replay.Outbound, hash, files) with { Replayed = replayed };
    }

    static long LengthOf(string path, IJournalFiles files)
    {
        using var file = files.Open(path, FileUse.Read);
        return file.Length;
    }

    static IDisposable TakeTurn(string directory, IJournalFiles files)
    {
        try
        {
            return files.Lock(Path.Combine(directory, LockFile));
        }
        catch (JournalLockedException held)
        {
            throw new UserErrorException($"Process {held.Owner} is taking a snapshot of '{directory}'.", ExitCode.Unreachable);
        }
    }

    static long LastOf(string directory, LogName log, IJournalFiles files)
    {
        using var reader = LogReader.Open(directory, log, long.MaxValue, files);
        return reader.LastSequence;
    }

    // The pipeline logs what it says right behind its cause; a journal at rest may lack what a crash kept from the log.
    static void AwaitEvidence(string directory, long outbound, IJournalFiles files)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (LastOf(directory, LogName.Outbound, files) is var logged && logged < outbound)
        {
            if (TimeProvider.System.GetElapsedTime(started) > EvidenceLimit)
                throw new UserErrorException(
                    $"The outbound log of '{directory}' ends after {logged}, the inbound log leads to {outbound}: a start of the gateway writes what is missing.", ExitCode.Findings);
            Thread.Sleep(10);
        }
    }

    // As far as the sessions log tells where each session stood; what follows is found in the logs at the start.
    static void FollowSessions(string directory, StartingPoint start, long outbound, IJournalFiles files)
    {
        using var records = new SessionRecords(directory, start.History, files);
        using var reader = LogReader.Open(directory, LogName.Outbound, start.History.Sent + 1, files);
        while (records.Next is { } next && next <= outbound)
        {
            while (start.History.Sent < next && reader.TryRead(out var frame) && frame.Decode(out Outbound message).IsOk) start.History.OnOutbound(in message);
            if (start.History.Sent < next) return;
            records.GiveBefore(next + 1);
        }
    }

    static SnapshotTaken Write(string directory, StartingPoint start, JournalPosition position, long outbound, StateHash hash, IJournalFiles files)
    {
        using var writer = new SnapshotWriter(directory, position.Sequence, files);
        start.Engine.Save(new Sink(writer));
        var stateLength = writer.Length;
        using (var sessions = new MemoryStream())
        {
            start.History.Save(sessions);
            writer.Write(sessions.GetBuffer().AsSpan(0, (int)sessions.Length));
        }

        // The snapshot may not survive a loss of power that what it knows does not survive.
        LogSync.Sync(directory, files);
        var header = new SnapshotHeader(
            position.Sequence, position.Time, outbound, start.History.Sent, start.History.Records, hash.High, hash.Low, start.Limits.Capacities,
            stateLength, writer.Length - stateLength);
        return new(writer.Complete(header), position.Sequence, hash.ToString(), SnapshotHeader.Length + writer.Length, 0);
    }

    readonly struct Sink(SnapshotWriter writer) : IStateSink
    {
        public void Write(ReadOnlySpan<byte> bytes) => writer.Write(bytes);
    }

    sealed class Follower(StartingPoint start, ReplayObserver? observer) : ReplayObserver
    {
        internal long Outbound { get; private set; } = start.Outbound;

        internal override void OnInbound(in Inbound inbound)
        {
            start.History.OnInbound(in inbound);
            observer?.OnInbound(in inbound);
        }

        internal override void OnOutbound(in Outbound outbound) => Outbound = outbound.Sequence;
    }
}
