using Gateway.Engine;
using Gateway.Journal.Writing;
using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.Pipeline;

/// <summary>The engine's view of <see cref="OutboxChannel"/>: a struct, so that its calls are inlined into the engine.</summary>
readonly struct RingOutbox(OutboxChannel channel) : IOutbox
{
    internal void Begin(in Inbound cause) => channel.Begin(in cause);

    /// <inheritdoc/>
    public ref Outbound Claim() => ref channel.Claim();

    /// <inheritdoc/>
    public void Commit() => channel.Commit();
}

/// <summary>
/// Carries results from the engine into the outbound log and the outbound ring, in that order: the evidence is written before
/// any byte can leave. The engine writes straight into the slot of the ring.
/// </summary>
sealed class OutboxChannel
{
    readonly RingBuffer<Outbound> _ring;
    readonly OutboundLog _log;
    readonly Action _relieve;
    TraceStamps _trace;
    long _sequence;
    long _claimed;

    /// <param name="ring">The outbound ring; this is its only producer.</param>
    /// <param name="log">Takes the evidence.</param>
    /// <param name="sequence">The last sequence in the outbound log.</param>
    /// <param name="relieve">Called while the ring is full: lets the consumers go on. They never wait for the pipeline.</param>
    internal OutboxChannel(RingBuffer<Outbound> ring, OutboundLog log, long sequence, Action relieve)
        => (_ring, _log, _sequence, _relieve) = (ring, log, sequence, relieve);

    /// <summary>The trace stamps of the results to come are those of their cause.</summary>
    internal void Begin(in Inbound cause) => _trace = cause.Trace;

    /// <summary>A zeroed slot with its sequence.</summary>
    internal ref Outbound Claim()
    {
        while (!_ring.TryClaim(out _claimed)) _relieve();
        ref var slot = ref _ring[_claimed];
        slot = default;
        slot.Sequence = ++_sequence;
        slot.Trace = _trace;
        return ref slot;
    }

    /// <summary>Logs and publishes the slot that was claimed last.</summary>
    internal void Commit()
    {
        if (!_log.TryAppend(in _ring[_claimed])) throw new JournalFailedException(_log);
        _ring.Publish(_claimed);
    }
}
