using Gateway.Engine.Orders;
using Gateway.Engine.Risk.Enforcement;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Looks at an account after each of its fills: the day's loss, the day's profit and the number of trades against their limits.</summary>
sealed class LossGuard(EngineState state, EnforcementQueue enforcement, Calendar calendar, EventWriter events)
{
    internal void AfterFill<TOutbox>(ref readonly Order order, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        const ulong Watched = 1UL << (int)Rule.DailyRealizedLoss | 1UL << (int)Rule.DailyProfitTarget | 1UL << (int)Rule.TradeFrequency;
        var scope = state.Scopes.Of(ScopeKind.Account, order.Account);
        if ((state.Scopes.States[scope].Enabled & Watched) == 0) return;
        Look(scope, ref outbox);
    }

    void Look<TOutbox>(int scope, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var result = state.Scopes.Usages[scope].RealizedToday;
        if (IsSet(scope, Rule.DailyRealizedLoss, out var loss) && -result >= loss.Value)
            Lock(scope, RejectReason.DailyLoss, calendar.EndOfDay(scope), loss.Value, FixedMath.Clamp(-result), EnforcementAction.LockAndFlatten, ref outbox);
        if (IsSet(scope, Rule.DailyProfitTarget, out var profit) && result >= profit.Value)
            Lock(scope, RejectReason.DailyProfit, calendar.EndOfDay(scope), profit.Value, FixedMath.Clamp(result), EnforcementAction.Lock, ref outbox);
        if (IsSet(scope, Rule.TradeFrequency, out var trades)) CountTrade(scope, in trades, ref outbox);
    }

    // R075: Value trades a window; Value2 is the length of the lockout in seconds, the window's when not given.
    void CountTrade<TOutbox>(int scope, in Limit limit, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var window = limit.WindowNanos == 0 ? 60_000_000_000 : limit.WindowNanos;
        var rate = Math.Max(1, limit.Value / FixedPoint.One);
        var increment = Math.Max(1, window / rate);
        ref var arrival = ref state.Scopes.Usages[scope].TradeTime;
        arrival = Math.Max(arrival, state.Now) + increment;
        var ahead = (arrival - state.Now + increment - 1) / increment;
        if (ahead <= rate) return;
        var length = limit.Value2 == 0 ? window : limit.Value2 * 10; // Units of 1e-8 seconds to nanoseconds.
        Lock(scope, RejectReason.TradeFrequency, state.Now + length, rate, ahead, EnforcementAction.Lock, ref outbox);
    }

    bool IsSet(int scope, Rule rule, out Limit limit)
    {
        limit = state.Scopes.LimitOf(scope, rule);
        return limit.Enabled;
    }

    void Lock<TOutbox>(int scope, RejectReason reason, long until, long limit, long observed, EnforcementAction action, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        var request = new EnforcementRequest { Action = action, Scope = scope, Position = -1, Until = until, What = Rejection.Of(reason, limit, observed) };
        enforcement.Raise(ref request, ref outbox);
    }

    /// <summary>Lockouts whose end has come are told and forgotten.</summary>
    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var account = 0; account < state.Registry.AccountNames.Count; account++)
        {
            var scope = state.Scopes.Of(ScopeKind.Account, account);
            ref var present = ref state.Scopes.States[scope];
            if (present.LockedUntil == 0 || present.LockedUntil > state.Now) continue;
            var what = Rejection.Of(present.LockReason).At(ScopeKind.Account, state.Scopes.KeyOf(scope, state.Registry));
            present.LockedUntil = 0;
            present.LockReason = RejectReason.None;
            events.Tell(RiskEventType.LockoutReleased, in what, present.State, 0, default, ref outbox);
        }
    }
}
