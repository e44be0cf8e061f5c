using Gateway.Engine.Orders;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>
/// Chooses where an order goes: the whole order to the one venue with the best effective price, which is its quote with the fee for
/// taking; then by the route's priority; then by the venue's number. Only venues that are up and not restricted; a venue
/// without a quote stands behind those that have one.
/// </summary>
sealed class Router(EngineState state, VenueRequests requests, VenueGate gate)
{
    /// <summary>Sets the candidate's route; refuses when no venue can take the order now.</summary>
    internal Rejection Choose(ref Candidate c)
    {
        c.Route = -1;
        var best = 0L;
        var refusal = default(Rejection);
        for (var next = state.Registry.Instruments[c.Instrument].FirstRoute; next != 0; next = state.Registry.Routes[next - 1].Next)
        {
            ref var route = ref state.Registry.Routes[next - 1];
            var closed = gate.Check(in c, in route);
            if (closed.IsRejected)
            {
                // A venue that is up tells more than one that is down.
                if (!refusal.IsRejected || refusal.Reason == RejectReason.VenueDown) refusal = closed;
                continue;
            }

            var price = EffectivePrice(in route, c.Direction);
            if (c.Route >= 0 && !IsBetter(price, in route, best, in state.Registry.Routes[c.Route], c.Direction)) continue;
            c.Route = next - 1;
            best = price;
        }

        if (c.Route < 0)
            return refusal.IsRejected && (refusal.Reason != RejectReason.VenueDown || refusal.Limit != 0) ? refusal
                : Rejection.Of(RejectReason.VenueDown).At(ScopeKind.Instrument, state.Registry.Symbols[c.Instrument]);
        return state.Legs.HasRoom ? default : EngineTable.VenueOrders.Full(state.Legs.Capacity);
    }

    /// <summary>Whether a replace may go to the order's venue now.</summary>
    internal Rejection CheckReplace(ref readonly Order order) => gate.Rates(state.Scopes.Of(ScopeKind.Venue, state.Legs[order.VenueLeg].Venue), replace: true);

    /// <summary>The order goes to the venue of the route.</summary>
    internal void Send<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => requests.SendNew(slot, ref outbox);

    /// <summary>Gives an order its leg at the venue of the route.</summary>
    internal void Attach(int slot, int route)
    {
        ref var order = ref state.Orders[slot];
        order.VenueLeg = state.Legs.Take(slot, route, state.Registry.Routes[route].Venue);
        order.Status = OrdStatus.PendingNew;
        state.Scopes.Usages[state.Scopes.Of(ScopeKind.Venue, state.Registry.Routes[route].Venue)].OpenOrders++;
    }

    static long EffectivePrice(ref readonly Route route, Side direction)
    {
        var quote = direction == Side.Buy ? route.AskPrice : route.BidPrice;
        var fee = FixedMath.Micros(quote, route.TakerFeeMicros);
        return direction == Side.Buy ? quote + fee : quote - fee;
    }

    static bool IsBetter(long price, ref readonly Route route, long bestPrice, ref readonly Route best, Side direction)
    {
        if (price != bestPrice)
            return price != 0 && (bestPrice == 0 || (direction == Side.Buy ? price < bestPrice : price > bestPrice));
        return route.Priority != best.Priority ? route.Priority < best.Priority : route.Venue < best.Venue;
    }
}
