using Gateway.Messages;
using Gateway.RingPipeline;
using Gateway.Venues;

namespace Gateway.Pipeline;

/// <summary>The front door for what exchanges say.</summary>
sealed class RingInbox(RingBuffer<Inbound> inbound, GatewayClock clock) : IVenueInbox
{
    /// <inheritdoc/>
    public bool TryPost(in Inbound message)
    {
        if (!inbound.TryClaim(out var sequence)) return false;
        ref var slot = ref inbound[sequence];
        slot = message;
        slot.Trace.Received = clock.MonotonicNanos;
        inbound.Publish(sequence);
        return true;
    }
}
