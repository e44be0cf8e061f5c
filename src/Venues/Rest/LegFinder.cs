using Gateway.Messages;
using Gateway.Venues.Rest.Json;
using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Rest;

/// <summary>
/// Finds the legs of an order that this process may know nothing of. The query side may lag, and a leg that is missed makes all later
/// sums too small: what the question itself shows to be there is asked for until it is seen, or has been missed for too long.
/// </summary>
sealed class LegFinder(Desk desk)
{
    /// <summary>All legs up to the newest revision that the question knows, the oldest first.</summary>
    /// <param name="order">The order.</param>
    /// <param name="request">The question.</param>
    /// <param name="asked">When it was asked.</param>
    /// <param name="isTotalKnown">The quantity of the question is the order's; else it is that of one leg, and every revision must be seen.</param>
    public async Task<List<(Leg Leg, SpotOrder State)>> FindAsync(TrackedOrder order, VenueOrder request, TimeSpan asked, bool isTotalKnown)
    {
        var wait = new BackOff(desk.Options.BackOff, desk.Options.BackOffMax);
        for (var misses = 0; ;)
        {
            var begun = desk.Now;
            var newest = Math.Max(request.Revision, request.OriginalRevision);
            var legs = await LookAsync(order, newest);
            if (isTotalKnown ? IsWhole(legs, in request) : legs.Count > newest || order.IsAskedFor) return legs;
            misses = begun > desk.SettledAfter(asked) ? misses + 1 : 0;
            if (misses >= desk.Options.AbsencesRequired) return GivenUp(order, legs);
            await desk.DelayAsync(wait.Next());
        }
    }

    List<(Leg Leg, SpotOrder State)> GivenUp(TrackedOrder order, List<(Leg Leg, SpotOrder State)> legs)
    {
        desk.Logger.LogWarning(
            "{Venue}: of order {Order} the exchange shows {Legs} placement(s) and not all that the journal leads to expect; after {Window} (receiveWindow and absenceMargin) the others count as never placed",
            desk.Options.Name, order.OrderId, legs.Count, desk.Options.ReceiveWindow + desk.Options.AbsenceMargin);
        return legs;
    }

    /// <summary>The first leg and the one that works are there, and they and those between them make up the quantity in force.</summary>
    static bool IsWhole(List<(Leg Leg, SpotOrder State)> legs, in VenueOrder request)
    {
        if (legs.Count == 0) return !WasSeen(in request);
        var working = request.OriginalRevision;
        var total = 0L;
        foreach (var (leg, state) in legs.Where(found => found.Leg.Revision <= working))
            total += leg.Revision == working ? state.OrigQty : state.ExecutedQty;
        return legs[0].Leg.Revision == 0 && legs.Exists(found => found.Leg.Revision == working) && total == request.Quantity.Raw;
    }

    /// <summary>The gateway has heard of the order from the exchange before.</summary>
    static bool WasSeen(in VenueOrder request)
        => request.OriginalRevision > 0 || request.CumQuantity.Raw > 0 || !FixedText.IsEmpty(in request.VenueOrderId);

    async Task<List<(Leg Leg, SpotOrder State)>> LookAsync(TrackedOrder order, int newest)
    {
        var legs = new List<(Leg, SpotOrder)>();
        for (var revision = 0; revision <= newest; revision++)
        {
            if (desk.Ids.Mint(order.OrderId, revision) is not { } clientId) break;
            if (await LookAsync(order, clientId) is { } state) legs.Add((order.Leg(revision, clientId, state.Price, state.OrigQty), state));
        }

        return legs;
    }

    /// <summary>Asks until there is an answer; null when the exchange does not have it now.</summary>
    async Task<SpotOrder?> LookAsync(TrackedOrder order, string clientId)
    {
        var wait = new BackOff(desk.Options.BackOff, desk.Options.BackOffMax);
        while (true)
        {
            var reply = await desk.Client.QueryAsync(order.VenueSymbol, clientId, desk.Stopping);
            if (reply.Value is not null || OutcomeFinder.IsAbsence(reply)) return reply.Value;
            await desk.DelayAsync(wait.Next());
        }
    }
}
