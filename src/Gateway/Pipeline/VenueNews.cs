using Gateway.Messages;
using Gateway.Venues;

namespace Gateway.Pipeline;

/// <summary>Tells operators of exchanges that come up or go down, on the way of the news to the engine.</summary>
/// <param name="inbox">The way.</param>
/// <param name="names">Of the exchanges, by their number.</param>
/// <param name="tell">Takes what operators want to know; must not wait.</param>
sealed class VenueNews(IVenueInbox inbox, IReadOnlyDictionary<ushort, string> names, Action<string> tell) : IVenueInbox
{
    volatile bool _isStopping;

    /// <summary>From now on an exchange that goes down does so because the gateway stops.</summary>
    internal void Stop() => _isStopping = true;

    /// <inheritdoc/>
    public bool TryPost(in Inbound message)
    {
        if (!inbox.TryPost(in message)) return false;
        if (message.Kind == InboundKind.VenueStateChanged) Tell(message.Venue, in message.VenueStateChanged);
        return true;
    }

    void Tell(ushort venue, in VenueStateChanged change)
    {
        var effect = change.State == VenueState.Up ? "" : _isStopping ? " The gateway stops." : " Orders for it are refused until it is up.";
        tell($"venue {names[venue]} is {change.State.ToString().ToLowerInvariant()}: {change.Cause}.{effect}");
    }
}
