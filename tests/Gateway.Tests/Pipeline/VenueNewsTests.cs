using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Venues;

namespace Gateway.Tests.Pipeline;

/// <summary>What operators read of exchanges that come and go.</summary>
public sealed class VenueNewsTests
{
    sealed class EveryoneIn : IVenueInbox
    {
        public bool TryPost(in Inbound message) => true;
    }

    static Inbound Down() => new()
    {
        Kind = InboundKind.VenueStateChanged,
        Venue = 1,
        VenueStateChanged = new() { State = VenueState.Down, Cause = Text64.From("session ended: Logout") },
    };

    [Fact]
    public void An_exchange_that_is_left_because_the_gateway_stops_is_no_alarm()
    {
        List<string> told = [];
        var news = new VenueNews(new EveryoneIn(), new Dictionary<ushort, string> { [1] = "X" }, told.Add);
        news.TryPost(Down());
        news.Stop();
        news.TryPost(Down());
        Assert.Equal(["venue X is down: session ended: Logout. Orders for it are refused until it is up.", "venue X is down: session ended: Logout. The gateway stops."], told);
    }
}
