using Gateway.Messages;

namespace Gateway.Venues;

/// <summary>
/// The way back in. What the gateway's ring has no room for stays here, in order. The adapter takes on nothing new while
/// something is held, so what is held is bounded by the requests and frames already in work.
/// </summary>
sealed class RetainingInbox(IVenueInbox inbox)
{
    readonly Queue<Inbound> _held = new();

    public bool IsClear => _held.Count == 0;

    public void Post(in Inbound message)
    {
        if (_held.Count > 0 || !inbox.TryPost(in message)) _held.Enqueue(message);
    }

    /// <summary>Offers what is held; returns how many were taken.</summary>
    public int Flush()
    {
        var taken = 0;
        for (; _held.TryPeek(out var message) && inbox.TryPost(in message); taken++) _held.Dequeue();
        return taken;
    }
}
