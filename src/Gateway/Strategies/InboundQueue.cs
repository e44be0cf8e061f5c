using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.Strategies;

/// <summary>
/// The front door for messages that cannot be refused for lack of room (logons, logouts, market data requests): they wait here while the ring is
/// full, and no request overtakes them. Belongs to the thread of the FIX sessions.
/// </summary>
sealed class InboundQueue(RingBuffer<Inbound> inbound)
{
    readonly Queue<Inbound> _waiting = new();

    /// <summary>Publishes a message, now or as soon as there is room.</summary>
    internal void Add(in Inbound message)
    {
        if (_waiting.Count > 0 || !inbound.TryPublish(in message)) _waiting.Enqueue(message);
    }

    /// <summary>Publishes what waits; false while something still does.</summary>
    internal bool Drain()
    {
        while (_waiting.TryPeek(out var message))
        {
            if (!inbound.TryPublish(in message)) return false;
            _waiting.Dequeue();
        }

        return true;
    }
}
