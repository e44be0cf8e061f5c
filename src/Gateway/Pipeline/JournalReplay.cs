using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Snapshots;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Pipeline;

/// <summary>Sees what a replay does.</summary>
abstract class ReplayObserver
{
    /// <summary>A journaled message, before the engine takes it.</summary>
    internal virtual void OnInbound(in Inbound inbound)
    {
    }

    /// <summary>What the engine says to it, with the sequence it has in the outbound log.</summary>
    internal virtual void OnOutbound(in Outbound outbound)
    {
    }
}

/// <summary>
/// Feeds the inbound log to an engine, which says again all that it ever said. Start, recovery and the <c>replay</c> verb are this
/// same code.
/// </summary>
static class JournalReplay
{
    /// <summary>Replays a directory.</summary>
    /// <param name="directory">The journal directory.</param>
    /// <param name="engine">New, with the capacities of the journal.</param>
    /// <param name="observer">Told of every message.</param>
    /// <param name="until">The last sequence to take.</param>
    /// <param name="files">The file system; the machine's when not given.</param>
    /// <param name="from">What the engine knows already.</param>
    /// <param name="ended">Told how the log ends when it ends before <paramref name="until"/>.</param>
    /// <returns>How far it came.</returns>
    /// <exception cref="UserErrorException">A frame holds no message that this version knows, or the log does not go on where the engine stands.</exception>
    internal static JournalPosition Run(
        string directory, ExecutionEngine engine, ReplayObserver observer, long until = long.MaxValue, IJournalFiles? files = null, ReplayedTo from = default,
        Action<LogEnd>? ended = null)
    {
        using var reader = LogReader.Open(directory, LogName.Inbound, from.Position.Sequence + 1, files);
        if (reader.LastSequence > from.Position.Sequence) throw NoBeginning(reader, from.Position.Sequence);
        var outbox = new ReplayOutbox(new ReplayChannel(observer, from.Outbound));
        var position = from.Position;
        var groups = new InboundGroups(reader, until);
        var memory = new ReplayMemory(engine);
        for (var group = groups.Next(); group.Length > 0; group = groups.Next())
        {
            Take(group, engine, observer, ref outbox);
            position = new(group[^1].Sequence, group[^1].Time);
            memory.After(group.Length);
        }

        if (position.Sequence < until) ended?.Invoke(reader.FindPresentEnd());
        return position;
    }

    static void Take(ReadOnlySpan<Inbound> group, ExecutionEngine engine, ReplayObserver observer, ref ReplayOutbox outbox)
    {
        foreach (ref readonly var message in group) engine.Prepare(in message);
        engine.PrepareOrders(group.Length);
        foreach (ref readonly var message in group)
        {
            observer.OnInbound(in message);
            engine.On(in message, ref outbox);
        }
    }

    /// <summary>The capacities that a journal was begun with, or those given when it is empty.</summary>
    internal static EngineLimits LimitsOf(string directory, EngineLimits otherwise, IJournalFiles? files = null)
    {
        if (files is null && !Directory.Exists(directory)) return otherwise;
        using var reader = LogReader.Open(directory, LogName.Inbound, files: files);
        if (!reader.TryRead(out var frame) || !frame.Decode(out Inbound message).IsOk || message.Kind != InboundKind.RunStarted)
            return LimitsOfSnapshot(directory, otherwise, files);
        return EngineLimits.Of(in message.RunStarted.Capacities);
    }

    // The log has lost its beginning to an archive: a snapshot says the same.
    static EngineLimits LimitsOfSnapshot(string directory, EngineLimits otherwise, IJournalFiles? files)
        => SnapshotList.Load(directory, files).FirstOrDefault(file => file.Header is not null)?.Header is { } header
            ? EngineLimits.Of(header.Capacities) : otherwise;

    static UserErrorException NoBeginning(LogReader reader, long sequence) => new(
        $"The inbound log in '{reader.Directory}' begins with sequence {reader.LastSequence + 1}, and no snapshot leads there{(sequence == 0 ? "" : $" from {sequence}")}.",
        ExitCode.Findings);

    readonly struct ReplayOutbox(ReplayChannel channel) : IOutbox
    {
        public ref Outbound Claim() => ref channel.Claim();

        public void Commit() => channel.Commit();
    }

    sealed class ReplayChannel(ReplayObserver observer, long sequence)
    {
        Outbound _slot;
        long _sequence = sequence;

        internal ref Outbound Claim()
        {
            _slot = default;
            _slot.Sequence = ++_sequence;
            return ref _slot;
        }

        internal void Commit() => observer.OnOutbound(in _slot);
    }
}

/// <summary>What an engine knows before a replay goes on.</summary>
/// <param name="Position">The last inbound message.</param>
/// <param name="Outbound">The last outbound message it said.</param>
readonly record struct ReplayedTo(JournalPosition Position, long Outbound);
