using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>Looks at what venues do: lost credentials (R090), silence (R092), refusals and open outcomes (R094), differences to our books (R096).</summary>
sealed class VenueGuard(EngineState state, Breaches breaches)
{
    int ScopeOf(int venue) => state.Scopes.Of(ScopeKind.Venue, venue);

    /// <summary>The venue was heard of.</summary>
    internal void Heard<TOutbox>(int venue, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!state.Registry.KnowsVenue((ushort)venue)) return;
        var scope = ScopeOf(venue);
        state.Scopes.Activities[scope].HeardAt = state.Now;
        breaches.Lift(scope, Restriction.Heartbeat, RejectReason.HeartbeatLost, ref outbox);
    }

    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var venue = 1; venue < state.Registry.Venues.Length; venue++)
        {
            if (!state.Registry.Venues[venue].Defined || state.Registry.Venues[venue].State != VenueState.Up) continue;
            var scope = ScopeOf(venue);
            if (!breaches.IsSet(scope, Rule.HeartbeatLost, out var terms) || state.Scopes.Usages[scope].OpenOrders == 0) continue;
            var silent = state.Now - state.Scopes.Activities[scope].HeardAt;
            if (silent > terms.Window) breaches.Restrict(scope, Restriction.Heartbeat, RejectReason.HeartbeatLost, terms.Window, silent, ref outbox);
        }
    }

    // R090
    internal void StateChanged<TOutbox>(ref readonly VenueStateChanged changed, int venue, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var scope = ScopeOf(venue);
        if (!breaches.IsSet(scope, Rule.VenueAuth, out var terms)) return;
        if (changed.AuthLost) breaches.Restrict(scope, Restriction.VenueAuth, RejectReason.VenueAuthLost, 0, 0, ref outbox);
        else if (changed.State == VenueState.Up && terms.Value == 1) breaches.Lift(scope, Restriction.VenueAuth, RejectReason.VenueAuthLost, ref outbox);
    }

    /// <summary>A refusal or an open outcome; the router reads the count.</summary>
    internal void Failed(int venue)
    {
        var scope = ScopeOf(venue);
        if (breaches.IsSet(scope, Rule.VenueHealth, out var terms)) state.Scopes.Activities[scope].Refusals.Add(state.Now, terms.Window);
    }

    /// <summary>R096: the venue says something else than we do, by this quantity.</summary>
    internal void Differs<TOutbox>(int venue, ref readonly Order order, long difference, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        Differs(ScopeOf(venue), difference, ref outbox);
        if (order.Account >= 0) Differs(state.Scopes.Of(ScopeKind.Account, order.Account), difference, ref outbox);
    }

    internal void Differs<TOutbox>(int scope, long difference, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (breaches.IsSet(scope, Rule.Reconciliation, out var terms) && difference > terms.Value)
            breaches.Impose(scope, Restriction.Reconciliation, RejectReason.ReconMismatch, terms.Value, difference, ref outbox);
    }
}
