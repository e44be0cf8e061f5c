using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
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
    /// <returns>How far it came.</returns>
    /// <exception cref="UserErrorException">A frame holds no message that this version knows.</exception>
    internal static JournalPosition Run(string directory, ExecutionEngine engine, ReplayObserver observer, long until = long.MaxValue, IJournalFiles? files = null)
    {
        using var reader = LogReader.Open(directory, LogName.Inbound, files: files);
        var outbox = new ReplayOutbox(new ReplayChannel(observer));
        var position = default(JournalPosition);
        while (position.Sequence < until && reader.TryRead(out var frame))
        {
            var result = frame.Decode(out Inbound message);
            if (!result.IsOk) throw NotDecoded(reader, frame.Sequence, result);
            observer.OnInbound(in message);
            engine.On(in message, ref outbox);
            position = new(message.Sequence, message.Time);
        }

        return position;
    }

    /// <summary>The capacities that a journal was begun with, or those given when it is empty.</summary>
    internal static EngineLimits LimitsOf(string directory, EngineLimits otherwise, IJournalFiles? files = null)
    {
        if (files is null && !Directory.Exists(directory)) return otherwise;
        using var reader = LogReader.Open(directory, LogName.Inbound, files: files);
        if (!reader.TryRead(out var frame) || !frame.Decode(out Inbound message).IsOk || message.Kind != InboundKind.RunStarted) return otherwise;
        return otherwise with { OrdersMax = message.RunStarted.OpenOrdersMax, ClientIdsMax = message.RunStarted.ClOrdIdsMax };
    }

    static UserErrorException NotDecoded(LogReader reader, long sequence, DecodeResult result)
        => new($"{Path.Combine(reader.Directory, reader.Segment)}: inbound sequence {sequence} holds no known message: {result}.", ExitCode.Findings);

    readonly struct ReplayOutbox(ReplayChannel channel) : IOutbox
    {
        public ref Outbound Claim() => ref channel.Claim();

        public void Commit() => channel.Commit();
    }

    sealed class ReplayChannel(ReplayObserver observer)
    {
        Outbound _slot;
        long _sequence;

        internal ref Outbound Claim()
        {
            _slot = default;
            _slot.Sequence = ++_sequence;
            return ref _slot;
        }

        internal void Commit() => observer.OnOutbound(in _slot);
    }
}
