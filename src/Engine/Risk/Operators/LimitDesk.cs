using Gateway.Messages;

namespace Gateway.Engine.Risk.Operators;

/// <summary>Limits as configurations and operators set them. What is refused changes nothing and is told.</summary>
sealed class LimitDesk(EngineState state, ScopeFinder finder, EventWriter events)
{
    internal void On<TOutbox>(ref readonly LimitSet set, bool person, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var refusal = Check(in set, out var cell);
        if (!refusal.IsRejected && !person && !state.ChangedLimits.IsNews(in cell, LimitOf(in set))) return;
        if (!refusal.IsRejected && !Apply(in set, in cell, person)) refusal = EngineTable.ChangedLimits.Full(state.Limits.ChangedLimitsMax);
        state.Outcome.Refusal = refusal;
        var what = new Rejection { Reason = (RejectReason)(set.Rule * 10), Scope = set.Scope, Key = set.Key, Limit = set.Value, Observed = set.Value2 };
        events.Tell(
            refusal.IsRejected ? RiskEventType.LimitRefused : RiskEventType.LimitApplied, in what, TradingState.Active, set.Until.Nanos, in set.By,
            ref outbox);
    }

    Rejection Check(ref readonly LimitSet set, out LimitCell cell)
    {
        cell = new LimitCell { Kind = set.Scope, Scope = LimitCell.Everyone };
        if (!Rules.TryFind(set.Rule, set.Tier, out cell.Rule) || (set.Enabled && !Rules.IsValid(cell.Rule, LimitOf(in set)))) return Rejection.Of(RejectReason.LimitInvalid).At(set.Scope, set.Key);
        if (!Rules.Allows(cell.Rule, set.Scope)) return Rejection.Of(RejectReason.ScopeUnknown).At(set.Scope, set.Key);
        if (set.Override ? set.Until.Nanos <= state.Now : set.Until.Nanos != 0) return Rejection.Of(RejectReason.OverrideExpiry).At(set.Scope, set.Key);
        if (set.Scope != ScopeKind.Firm && FixedText.IsEmpty(in set.Key)) return default;
        cell.Scope = finder.Find(set.Scope, in set.Key);
        return cell.Scope < 0 ? finder.Missing(set.Scope, in set.Key) : default;
    }

    bool Apply(ref readonly LimitSet set, in LimitCell cell, bool person)
    {
        var limit = LimitOf(in set);
        if (!person) state.ChangedLimits.Forget(in cell);
        else if (!state.ChangedLimits.TryChange(in cell, state.Scopes.Of(in cell), in limit, set.Until.Nanos)) return false;
        state.Scopes.Set(in cell, limit);
        return true;
    }

    static Limit LimitOf(ref readonly LimitSet set)
        => new() { Value = set.Value, Value2 = set.Value2, Value3 = set.Value3, WindowNanos = set.WindowNanos, Enabled = set.Enabled, Own = true };

    /// <summary>Overrides whose end has come give way to what was there before.</summary>
    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        while (state.ChangedLimits.TryExpire(state.Now, out var cell, out var limit))
        {
            state.Scopes.Set(in cell, limit);
            var key = cell.Scope > 0 ? state.Scopes.KeyOf(cell.Scope, state.Registry) : default;
            var what = new Rejection { Reason = (RejectReason)(Rules.Number(cell.Rule) * 10), Scope = cell.Kind, Key = key, Limit = limit.Value, Observed = limit.Value2 };
            events.Tell(RiskEventType.OverrideEnded, in what, TradingState.Active, 0, default, ref outbox);
        }
    }
}
