using Gateway.Engine.Orders;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>
/// Orders of which nobody knows what became of the last request. Nothing is freed and nothing is sent again; the venue is asked, with growing
/// pauses, until it proves an outcome.
/// </summary>
sealed class UnknownOutcomes(EngineState state, VenueRequests requests, EventWriter events)
{
    internal void Begin<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        if (order.Done) return;
        ref var leg = ref state.Legs[order.VenueLeg];
        if (leg.Unknown) return; // The pause before the next question is under way.
        leg.Unknown = true;
        leg.Queries = 0;
        Count(in order, 1);
        events.Alert(RejectReason.VenueUnknown, ScopeKind.Account, Reference.Texts.Widen(in state.Registry.AccountNames[order.Account]), 0, order.OrderId, ref outbox);
        requests.SendQuery(slot, ref outbox);
    }

    internal void Resolve(int slot)
    {
        ref var order = ref state.Orders[slot];
        ref var leg = ref state.Legs[order.VenueLeg];
        if (!leg.Unknown) return;
        leg.Unknown = false;
        leg.Queries = 0;
        Count(in order, -1);
    }

    /// <summary>Asks again where the pause is over.</summary>
    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (state.Legs.UnknownCount == 0) return;
        for (var leg = 1; leg <= state.Legs.Used; leg++)
            if (state.Legs[leg].Unknown && state.Legs[leg].QueryTime <= state.Now)
                requests.SendQuery(state.Legs[leg].Slot, ref outbox);
    }

    /// <summary>A venue is back: its open outcomes are asked for at the next tick.</summary>
    internal void HurryUp(ushort venue)
    {
        if (state.Legs.UnknownCount == 0) return;
        for (var leg = 1; leg <= state.Legs.Used; leg++)
            if (state.Legs[leg].Unknown && state.Legs[leg].Venue == venue)
                state.Legs[leg].QueryTime = state.Now;
    }

    void Count(ref readonly Order order, int change)
    {
        state.Legs.UnknownCount += change;
        state.Scopes.Usages[state.Scopes.Of(ScopeKind.Venue, state.Legs[order.VenueLeg].Venue)].UnknownOrders += change;
        var scopes = new OrderScopes(state, in order);
        for (var place = 0; place < OrderScopes.Count; place++)
            if (scopes[place] >= 0)
                state.Scopes.Usages[scopes[place]].UnknownOrders += change;
    }
}
