using Gateway.Messages;

namespace Gateway.Venues;

/// <summary>Where adapters put what exchanges say: the gateway's inbound ring.</summary>
public interface IVenueInbox
{
    /// <summary>
    /// Copies the message into the ring; false when it is full: the adapter then keeps the message and offers it again, in order.
    /// May be called from any thread, never blocks.
    /// </summary>
    bool TryPost(in Inbound message);
}
