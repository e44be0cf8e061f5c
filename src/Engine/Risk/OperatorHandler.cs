using Gateway.Engine.Orders;
using Gateway.Engine.Reference;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Operators' acts: limits, trading states, kill switches. What is refused changes nothing and is told.</summary>
sealed class OperatorHandler(EngineState state, MassCancelHandler cancels, EventWriter events)
{
    internal void On<TOutbox>(ref readonly LimitSet set, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var what = new Rejection { Reason = (RejectReason)(set.Rule * 10), Scope = set.Scope, Key = set.Key, Limit = set.Value, Observed = set.Value2 };
        var applied = Rules.TryFind(set.Rule, out var rule) && Rules.Allows(rule, set.Scope)
                      && set.Value >= 0 && set.Value2 >= 0 && set.WindowNanos >= 0 && Apply(in set, rule);
        events.Tell(applied ? RiskEventType.LimitApplied : RiskEventType.LimitRefused, in what, TradingState.Active, 0, in set.By, ref outbox);
    }

    bool Apply(ref readonly LimitSet set, Rule rule)
    {
        var limit = new Limit { Value = set.Value, Value2 = set.Value2, WindowNanos = set.WindowNanos, Enabled = set.Enabled };
        if (set.Scope != ScopeKind.Firm && FixedText.IsEmpty(in set.Key))
        {
            state.Scopes.SetDefault(set.Scope, rule, limit);
            return true;
        }

        var scope = Find(set.Scope, in set.Key);
        if (scope < 0) return false;
        state.Scopes.Set(scope, rule, limit);
        return true;
    }

    internal void On<TOutbox>(ref readonly TradingStateSet set, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var what = new Rejection { Reason = set.CancelWorking ? RejectReason.KillSwitch : RejectReason.TradingHalted, Scope = set.Scope, Key = set.Key };
        var scope = set.State > TradingState.Halted ? -1 : Find(set.Scope, in set.Key);
        if (scope < 0)
        {
            events.Tell(RiskEventType.LimitRefused, in what, set.State, 0, in set.By, ref outbox);
            return;
        }

        ref var present = ref state.Scopes.States[scope];
        present.State = set.State;
        present.Killed = set.CancelWorking && set.State >= TradingState.CancelOnly;
        if (set.State == TradingState.Active) (present.LockedUntil, present.LockReason) = (0, RejectReason.None);
        // The state stands and is told before the first cancel, so that nothing slips in between.
        events.Tell(RiskEventType.StateChanged, in what, set.State, 0, in set.By, ref outbox);
        if (set.CancelWorking) cancels.CancelScope(scope, new CancelCause(what.Reason, Unsolicited: true), ref outbox);
    }

    /// <summary>The scope of a kind by its key, or -1.</summary>
    internal int Find(ScopeKind kind, in Text24 key)
    {
        if (kind == ScopeKind.Firm) return FixedText.IsEmpty(in key) ? 0 : -1;
        var number = kind switch
        {
            ScopeKind.Session => state.Registry.FindSession(in key),
            ScopeKind.Venue => state.Registry.FindVenue(in key),
            ScopeKind.Instrument => state.Registry.Symbols.Find(in key),
            ScopeKind.Account or ScopeKind.Strategy or ScopeKind.Group => FindShort(kind, in key),
            _ => -1,
        };
        return number < 0 ? -1 : state.Scopes.Of(kind, number);
    }

    int FindShort(ScopeKind kind, in Text24 key)
    {
        if (FixedText.IsEmpty(in key) || !Texts.TryNarrow(in key, out var name)) return -1;
        if (kind == ScopeKind.Account) return state.Registry.AccountNames.Find(in name);
        if (kind == ScopeKind.Group) return state.Registry.GroupNames.Find(in name);
        // A strategy need not have sent an order before it is limited.
        var strategy = state.Registry.Strategies.FindOrAdd(in name);
        if (strategy >= 0) state.Scopes.Use(ScopeKind.Strategy, strategy);
        return strategy;
    }
}
