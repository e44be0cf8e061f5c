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

    // R090: at the venue its orders go; an account with the rule stops everywhere, and what it holds is closed where that is possible.
    internal void StateChanged<TOutbox>(ref readonly VenueStateChanged changed, int venue, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!changed.AuthLost && changed.State != VenueState.Up) return;
        state.Registry.Venues[venue].AuthLost = changed.AuthLost;
        StateChanged(ScopeOf(venue), changed.AuthLost, flatten: false, ref outbox);
        var lost = IsAnyLost();
        for (var account = 0; account < state.Registry.AccountNames.Count; account++)
            StateChanged(state.Scopes.Of(ScopeKind.Account, account), lost, flatten: true, ref outbox);
    }

    bool IsAnyLost()
    {
        foreach (ref readonly var venue in state.Registry.Venues.AsSpan())
            if (venue.AuthLost)
                return true;
        return false;
    }

    void StateChanged<TOutbox>(int scope, bool lost, bool flatten, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!breaches.IsSet(scope, Rule.VenueAuth, out var terms)) return;
        if (!lost && terms.Value == 1) breaches.Lift(scope, Restriction.VenueAuth, RejectReason.VenueAuthLost, ref outbox);
        if (!lost || !breaches.Impose(scope, Restriction.VenueAuth, RejectReason.VenueAuthLost, 0, 0, ref outbox)) return;
        if (flatten) breaches.Flatten(scope, RejectReason.VenueAuthLost, 0, 0, ref outbox);
        else breaches.CancelWorking(scope, RejectReason.VenueAuthLost, 0, 0, ref outbox);
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
