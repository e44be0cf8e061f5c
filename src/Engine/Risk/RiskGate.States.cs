using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Trading states and lockouts: the strictest of all scopes counts. Cancels never come here.</summary>
sealed partial class RiskGate
{
    // R005 and R099
    Rejection TradingState(in Candidate c)
    {
        var strictest = Messages.TradingState.Active;
        var where = 0;
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (c.Scopes[place] < 0 || state.Scopes.States[c.Scopes[place]].State <= strictest) continue;
            strictest = state.Scopes.States[c.Scopes[place]].State;
            where = place;
        }

        if (strictest >= Messages.TradingState.CancelOnly)
        {
            var killed = state.Scopes.States[c.Scopes[where]].Killed;
            return At(in c, where, killed ? RejectReason.KillSwitch : RejectReason.TradingHalted, 0, 0);
        }

        return strictest == Messages.TradingState.ReduceOnly && !c.Reduces && !c.IsBlock
            ? At(in c, where, RejectReason.ReduceOnlyWouldIncrease, c.Leaves - c.Opening, c.Leaves)
            : default;
    }

    // R006: an order that can only shrink the position passes, so that one can get out.
    Rejection Lockout(in Candidate c)
    {
        if (c.Reduces) return default;
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (c.Scopes[place] < 0) continue;
            ref var scope = ref state.Scopes.States[c.Scopes[place]];
            if (scope.LockedUntil > state.Now) return At(in c, place, RejectReason.LockedOut, scope.LockedUntil, state.Now);
        }

        return default;
    }

    // The order itself asks for it.
    Rejection ReduceOnly(in Candidate c)
        => (c.Flags & OrderFlags.ReduceOnly) != 0 && !c.Reduces && !c.IsBlock
            ? Rejection.Of(RejectReason.ReduceOnlyWouldIncrease, c.Leaves - c.Opening, c.Leaves)
                .At(ScopeKind.Account, Reference.Texts.Widen(in state.Registry.AccountNames[c.Account]))
            : default;
}
