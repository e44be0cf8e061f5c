using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Snapshots;
using Gateway.Messages;
using Gateway.Strategies;

namespace Gateway.Pipeline;

/// <summary>How to look for a starting point.</summary>
/// <param name="Until">The greatest inbound sequence it may have.</param>
/// <param name="Snapshots">Which snapshots are used.</param>
/// <param name="MessagesMax">Messages of a session that a resend finds.</param>
/// <param name="Files">The file system; the machine's when not given.</param>
/// <param name="Tell">Hears of snapshots that are of no use, and why.</param>
sealed record StartingOptions(
    long Until = long.MaxValue, SnapshotUse Snapshots = SnapshotUse.Newest, int MessagesMax = 1 << 22, IJournalFiles? Files = null, Action<string>? Tell = null);

/// <summary>Which snapshots serve as a starting point.</summary>
enum SnapshotUse
{
    /// <summary>The newest that is of use: for a quick start.</summary>
    Newest,

    /// <summary>None, unless the inbound log no longer has its beginning; then the oldest: for a replay of all there is.</summary>
    Oldest,

    /// <summary>As <see cref="Oldest"/>, and also where the outbound log no longer has its beginning: for a replay that is compared with it.</summary>
    OldestCompared,
}

/// <summary>
/// An engine and sessions from which the logs lead on: those of the newest snapshot that is whole and that the logs still reach, or new ones
/// before the first message.
/// </summary>
sealed class StartingPoint : IDisposable
{
    StartingPoint(ExecutionEngine engine, EngineLimits limits, SessionHistory history) => (Engine, Limits, History) = (engine, limits, history);

    /// <summary>The engine; whoever takes it over disposes this.</summary>
    internal ExecutionEngine Engine { get; }

    /// <summary>The engine's capacities.</summary>
    internal EngineLimits Limits { get; }

    /// <summary>The sessions.</summary>
    internal SessionHistory History { get; }

    /// <summary>The last inbound message that the engine knows.</summary>
    internal JournalPosition Position { get; private init; }

    /// <summary>The last outbound message that the engine has said.</summary>
    internal long Outbound { get; private init; }

    /// <summary>The snapshot's file; null when there is none.</summary>
    internal string? Snapshot { get; private init; }

    /// <summary>Finds the nearest one.</summary>
    /// <param name="directory">The journal directory.</param>
    /// <param name="otherwise">Capacities of an empty journal.</param>
    /// <param name="options">How to look.</param>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    internal static StartingPoint Find(string directory, EngineLimits otherwise, StartingOptions options)
    {
        var limits = JournalReplay.LimitsOf(directory, otherwise, options.Files);
        foreach (var file in Candidates(directory, options))
            if (TryLoad(directory, file, options) is { } point)
                return point;
        return new StartingPoint(new ExecutionEngine(limits), limits, new SessionHistory(options.MessagesMax));
    }

    /// <summary>What the newest snapshot vouches for, when the logs are opened for append.</summary>
    internal static CheckedSequences Checked(string directory, IJournalFiles files)
    {
        if (files == PosixFiles.Instance && !Directory.Exists(directory)) return default;
        var newest = SnapshotList.Load(directory, files).FirstOrDefault(file => file.Header is not null);
        return newest?.Header is { } header ? new(header.Sequence, header.SentSequence, header.SessionsSequence) : default;
    }

    static IEnumerable<SnapshotFile> Candidates(string directory, StartingOptions options)
    {
        if (options.Files is null && !Directory.Exists(directory)) return [];
        var candidates = SnapshotList.Load(directory, options.Files).Where(file => file.Sequence <= options.Until);
        if (options.Snapshots == SnapshotUse.Newest) return candidates;
        LogName[] logs = options.Snapshots == SnapshotUse.OldestCompared ? [LogName.Inbound, LogName.Outbound] : [LogName.Inbound];
        return logs.Any(log => FirstSequence(directory, log, options.Files) > 1) ? candidates.Reverse() : [];
    }

    static long FirstSequence(string directory, LogName log, IJournalFiles? files)
    {
        using var reader = LogReader.Open(directory, log, files: files);
        return reader.LastSequence + 1;
    }

    static StartingPoint? TryLoad(string directory, SnapshotFile file, StartingOptions options)
    {
        var fault = file.Fault;
        var point = fault.Length > 0 ? null : TryLoad(directory, file.Path, options, out fault);
        if (point is null) options.Tell?.Invoke($"The snapshot {Path.GetFileName(file.Path)} is of no use: {fault}.");
        return point;
    }

    static StartingPoint? TryLoad(string directory, string path, StartingOptions options, out string fault)
    {
        using var snapshot = Journal.Snapshots.Snapshot.TryOpen(path, out fault, options.Files);
        if (snapshot is null) return null;
        var header = snapshot.Header;
        (LogName Log, long Sequence)[] taken =
            [(LogName.Inbound, header.Sequence), (LogName.Outbound, header.OutboundSequence), (LogName.Outbound, header.SentSequence), (LogName.Sessions, header.SessionsSequence)];
        fault = taken.Select(place => Unreached(directory, place.Log, place.Sequence, options.Files)).FirstOrDefault(fault => fault.Length > 0, "");
        if (fault.Length > 0) return null;
        var limits = EngineLimits.Of(header.Capacities);
        var engine = new ExecutionEngine(limits);
        var history = new SessionHistory(options.MessagesMax);
        fault = Load(snapshot, engine, history);
        if (fault.Length == 0)
            return new(engine, limits, history) { Position = new(header.Sequence, header.Time), Outbound = header.OutboundSequence, Snapshot = path };
        engine.Dispose();
        history.Dispose();
        return null;
    }

    /// <summary>A log must still hold what follows, and must reach what the snapshot has taken in: what was lost there did not happen.</summary>
    static string Unreached(string directory, LogName log, long sequence, IJournalFiles? files)
    {
        using var reader = LogReader.Open(directory, log, sequence + 1, files);
        return reader.LastSequence == sequence ? ""
            : reader.LastSequence < sequence ? $"it knows the {log} log up to {sequence}, which ends after {reader.LastSequence}"
            : $"the {log} log no longer has what follows {sequence}";
    }

    static unsafe string Load(Snapshot snapshot, ExecutionEngine engine, SessionHistory history)
    {
        try
        {
            engine.Load(snapshot.State);
            fixed (byte* sessions = snapshot.Sessions)
            {
                using var stream = new UnmanagedMemoryStream(sessions, snapshot.Sessions.Length);
                history.Load(stream);
            }
        }
        catch (Exception error) when (error is IOException or FormatException or ArgumentException)
        {
            return error.Message.TrimEnd('.');
        }

        var hash = engine.StateHash();
        return (hash.High, hash.Low) == (snapshot.Header.HashHigh, snapshot.Header.HashLow) ? ""
            : $"its state hashes to {hash}, its header says {new StateHash(snapshot.Header.HashHigh, snapshot.Header.HashLow)}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Engine.Dispose();
        History.Dispose();
    }
}
