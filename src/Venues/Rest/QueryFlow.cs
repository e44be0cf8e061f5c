using Gateway.Messages;
using Gateway.Venues.Rest.Json;

namespace Gateway.Venues.Rest;

/// <summary>
/// Tells how an order stands, without needing any memory of it: the gateway asks so after a restart for all that is open at a
/// venue. The ids of the legs follow from the order's number, so each revision that may have been placed is asked for, the oldest
/// first, and all trades of all legs are told (again: their ids show which are new).
/// </summary>
sealed class QueryFlow(Desk desk, OrderLedger ledger, LegFinder legs, OutcomeFinder finder)
{
    /// <param name="order">The order; without legs when this process did not place it.</param>
    /// <param name="request">The query; its revisions bound the search.</param>
    /// <param name="isTotalKnown">The query's quantity is that of the order, not of one leg.</param>
    public async Task RunAsync(TrackedOrder order, VenueOrder request, bool isTotalKnown = true)
    {
        var asked = desk.Now;
        var known = order.IsLoaded && order.Legs.Count > 0;
        order.Terms = request;
        var states = await legs.FindAsync(order, request, asked, isTotalKnown);
        if (!isTotalKnown && order.IsAskedFor) return; // The gateway's question follows.
        if (states.Count == 0)
        {
            order.IsLoaded = true;
            await ExpectAsync(order, order.Leg(0, desk.Ids.Mint(order.OrderId, 0)!, request.Price.Raw, request.Quantity.Raw), asked);
            return;
        }

        var follower = Follower(order, in request, states[^1]);
        foreach (var (leg, state) in states) await TellAsync(order, leg, state);
        order.IsLoaded = true;
        if (follower is not null) await ExpectAsync(order, follower, asked);
        else if (order.Recovered && request.Revision > order.Live.Revision && !order.IsDone) await SettleAsync(order, request.Revision, asked);
        else if (known) ledger.Restate(order, request.Revision);
    }

    /// <summary>Tells a leg with all its trades: those of the next leg are sums over them.</summary>
    async Task TellAsync(TrackedOrder order, Leg leg, SpotOrder state)
    {
        var wait = new BackOff(desk.Options.BackOff, desk.Options.BackOffMax);
        while (!await ledger.ApplyAsync(order, leg, state)) await desk.DelayAsync(wait.Next());
    }

    /// <summary>A request of an earlier process may still take effect; once it cannot, an order that works shows that it did not.</summary>
    async Task SettleAsync(TrackedOrder order, int revision, TimeSpan asked)
    {
        await finder.AwaitCancelAsync(order, order.Live, desk.SettledAfter(asked));
        if (!order.IsDone) ledger.Restate(order, revision);
    }

    /// <summary>When the last leg found was cancelled, and a later request is known, the leg of a replace may still be on its way.</summary>
    Leg? Follower(TrackedOrder order, in VenueOrder request, (Leg Leg, SpotOrder State) last)
        => last.State.Status == "CANCELED" && request.Revision > last.Leg.Revision && desk.Ids.Mint(order.OrderId, request.Revision) is { } clientId
            ? order.Leg(request.Revision, clientId, request.Price.Raw, request.Quantity.Raw - last.State.ExecutedQty)
            : null;

    /// <summary>Waits for a leg that may still appear. If it certainly does not, the order ends as its other legs say.</summary>
    async Task ExpectAsync(TrackedOrder order, Leg leg, TimeSpan asked)
    {
        if (await finder.FindAsync(order, leg, asked)) return;
        desk.Orders.Finish(order);
        leg.FinalStatus = "REJECTED";
        if (order.Legs[0] == leg) ledger.Tell(order, leg, VenueReportType.NotFound, leg.Revision, "the venue never received it");
        else ledger.Tell(order, leg, VenueReportType.Canceled, leg.Revision, "");
    }
}
