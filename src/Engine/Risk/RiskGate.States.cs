using System.Numerics;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Trading states, lockouts, switched strategies and hours: the strictest of all scopes counts. Cancels never come here.</summary>
sealed partial class RiskGate
{
    // R005, R099 and what rules have imposed.
    Rejection TradingState(in Candidate c)
    {
        var strictest = Messages.TradingState.Active;
        var where = 0;
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (c.Scopes[place] < 0 || state.Scopes.States[c.Scopes[place]].Strictest <= strictest) continue;
            strictest = state.Scopes.States[c.Scopes[place]].Strictest;
            where = place;
        }

        if (strictest >= Messages.TradingState.CancelOnly) return At(in c, where, state.Scopes.States[c.Scopes[where]].Reason, 0, 0);
        return strictest == Messages.TradingState.ReduceOnly && !c.Reduces && !c.IsBlock
            ? At(in c, where, ReasonOfReduceOnly(in state.Scopes.States[c.Scopes[where]]), c.Leaves - c.Opening, c.Leaves)
            : default;
    }

    static RejectReason ReasonOfReduceOnly(ref readonly ScopeState scope)
        => scope.State == Messages.TradingState.ReduceOnly ? RejectReason.ReduceOnlyWouldIncrease : Restrictions.ReasonOf(scope.Imposed);

    // R006: an order that can only shrink the position passes, so that one can get out.
    Rejection Lockout(in Candidate c)
    {
        if (c.Reduces) return default;
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (c.Scopes[place] < 0) continue;
            ref var scope = ref state.Scopes.States[c.Scopes[place]];
            if (scope.LockedUntil > state.Now)
                return At(in c, place, scope.LockReason == RejectReason.Cooldown ? RejectReason.Cooldown : RejectReason.LockedOut, scope.LockedUntil, state.Now);
        }

        return default;
    }

    // R004: where a limit asks for it, only pairs that were enabled; elsewhere all but those that were disabled.
    Rejection StrategyDisabled(in Candidate c)
    {
        var asked = c.Places(Rule.StrategyEnabled);
        if (c.Strategy < 0 ? asked == 0 : state.Switches.Allows(c.Strategy, c.Account, unless: asked == 0)) return default;
        return At(in c, c.Strategy >= 0 ? OrderScopes.StrategyPlace : BitOperations.TrailingZeroCount(asked), RejectReason.StrategyDisabled, 0, 0);
    }

    // R043: an unknown calendar is a closed one.
    Rejection SessionHours(in Candidate c)
    {
        for (var places = c.Places(Rule.SessionHours); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var session = ref state.Scopes.SessionOf(c.Scopes[place]);
            if (!session.IsOpen(state.Now)) return At(in c, place, RejectReason.OutsideSession, session.OpensAt, state.Now);
        }

        return default;
    }

    // R044: shortly before the close what opens is refused.
    Rejection SquareOff(in Candidate c)
    {
        if (c.Reduces || c.IsBlock) return default;
        for (var places = c.Places(Rule.SquareOff); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var session = ref state.Scopes.SessionOf(c.Scopes[place]);
            var from = session.ClosesAt - TermsAt(in c, place, Rule.SquareOff).Window;
            if (!session.HasSession || (state.Now >= from && state.Now < session.ClosesAt)) return At(in c, place, RejectReason.SquareOff, from, state.Now);
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
