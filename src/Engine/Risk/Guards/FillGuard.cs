using Gateway.Engine.Orders;
using Gateway.Engine.Positions;
using Gateway.Engine.Risk.Enforcement;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>
/// Looks after each fill at what it did to the scopes of its order: the day's result, the last trade's result, numbers of trades, positions.
/// Scopes without such a rule cost a look at a mask.
/// </summary>
sealed class FillGuard(EngineState state, Ledger ledger, Calendar calendar, Breaches breaches)
{
    const ulong Results = 1UL << (int)Rule.DailyRealizedLoss | 1UL << (int)Rule.DailyProfitTarget | 1UL << (int)Rule.Cooldown | 1UL << (int)Rule.Cooldown2
                          | 1UL << (int)Rule.Cooldown3 | 1UL << (int)Rule.RejectStorm;
    const ulong Trades = 1UL << (int)Rule.TradeFrequency | 1UL << (int)Rule.TradeFrequency2 | 1UL << (int)Rule.TradeFrequency3 | 1UL << (int)Rule.RepeatedExecution;
    const ulong Managed = 1UL << (int)Rule.TradeManagement;
    const ulong Holdings = 1UL << (int)Rule.MaxContracts | 1UL << (int)Rule.MaxContractsInstrument | 1UL << (int)Rule.CreditLimit;

    internal void AfterFill<TOutbox>(ref readonly Order order, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var scopes = new OrderScopes(state, in order);
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (scopes[place] < 0) continue;
            var rules = state.Scopes.States[scopes[place]].Enabled & (Results | Trades | Holdings | Managed);
            if (rules != 0) Look(scopes[place], place, rules, in order, ref outbox);
        }

        if (state.Positions[order.Position].ManagedBy != 0) state.Managed.Add(order.Position);
    }

    void Look<TOutbox>(int scope, int place, ulong rules, ref readonly Order order, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if ((rules & Results) != 0) LookAtResult(scope, place == OrderScopes.StrategyPlace ? ledger.StrategyResult : ledger.Result, ref outbox);
        if ((rules & Trades) != 0) LookAtTrades(scope, order.Direction, ref outbox);
        if ((rules & Holdings) != 0) LookAtHoldings(scope, order.Position, ref outbox);
        // R081: the account's word counts before the strategy's.
        if ((rules & Managed) == 0) return;
        ref var managedBy = ref state.Positions[order.Position].ManagedBy;
        if (place == OrderScopes.AccountPlace || managedBy == 0) managedBy = scope + 1;
    }

    void LookAtResult<TOutbox>(int scope, long result, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var today = state.Scopes.Usages[scope].RealizedToday;
        // R070: until the end of the scope's day.
        if (breaches.IsSet(scope, Rule.DailyRealizedLoss, out var loss) && -today >= loss.Value)
            breaches.Lock(scope, RejectReason.DailyLoss, loss.Value, -today, calendar.EndOfDay(scope), flatten: true, ref outbox);
        // R073
        if (breaches.IsSet(scope, Rule.DailyProfitTarget, out var profit) && today >= profit.Value)
            breaches.Lock(scope, RejectReason.DailyProfit, profit.Value, today, calendar.EndOfDay(scope), flatten: false, ref outbox);
        CoolDown(scope, -result, ref outbox);
        CountLosses(scope, result, ref outbox);
    }

    // R074: of the steps that the loss of the trade has reached, the one with the greatest threshold.
    void CoolDown<TOutbox>(int scope, long loss, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var reached = default(Terms);
        for (var rule = Rule.Cooldown; rule <= Rule.Cooldown3; rule++)
            if (breaches.IsSet(scope, rule, out var step) && step.Value > 0 && loss >= step.Value && step.Value > reached.Value)
                reached = step;
        if (reached.Value > 0) breaches.Lock(scope, RejectReason.Cooldown, reached.Value, loss, state.Now + reached.Window, reached.Value2 != 0, ref outbox);
    }

    // R077
    void CountLosses<TOutbox>(int scope, long result, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (result == 0 || !breaches.IsSet(scope, Rule.RejectStorm, out var terms) || terms.Value == 0) return;
        ref var losses = ref state.Scopes.Activities[scope].LossesInRow;
        losses = result < 0 ? losses + 1 : 0;
        if (losses < terms.Value) return;
        breaches.Restrict(scope, Restriction.RejectStorm, RejectReason.RejectStorm, terms.Value, losses, ref outbox);
        losses = 0;
    }

    void LookAtTrades<TOutbox>(int scope, Side direction, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var activity = ref state.Scopes.Activities[scope];
        if (breaches.IsSet(scope, Rule.TradeFrequency, out var first)) CountTrade(scope, in first, ref activity.TradeTime, ref outbox);
        if (breaches.IsSet(scope, Rule.TradeFrequency2, out var second)) CountTrade(scope, in second, ref activity.TradeTime2, ref outbox);
        if (breaches.IsSet(scope, Rule.TradeFrequency3, out var third)) CountTrade(scope, in third, ref activity.TradeTime3, ref outbox);
        if (breaches.IsSet(scope, Rule.RepeatedExecution, out var repeated)) CountRepeated(scope, in repeated, direction, ref outbox);
    }

    // R075: more than Value trades a window, or a day; a lockout of Value2, else of the window's length.
    void CountTrade<TOutbox>(int scope, in Terms terms, ref long arrival, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var window = terms.Window == 0 ? 60_000_000_000 : terms.Window;
        var rate = Math.Max(1, terms.Value);
        long trades = state.Scopes.Usages[scope].TradesToday;
        if (terms.Value3 == 0)
        {
            var increment = Math.Max(1, window / rate);
            arrival = Math.Max(arrival, state.Now) + increment;
            trades = (arrival - state.Now + increment - 1) / increment;
        }

        if (trades <= rate) return;
        var length = terms.Value2 == 0 ? window : terms.Value2;
        breaches.Lock(scope, RejectReason.TradeFrequency, rate, trades, state.Now + length, flatten: false, ref outbox);
    }

    // R033: until an operator re-enables the scope.
    void CountRepeated<TOutbox>(int scope, in Terms terms, Side direction, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var activity = ref state.Scopes.Activities[scope];
        ref var fills = ref direction == Side.Buy ? ref activity.Buys : ref activity.Sells;
        fills.Add(state.Now, terms.Window);
        var count = fills.Of(state.Now, terms.Window);
        if (count < terms.Value) return;
        breaches.Restrict(scope, Restriction.RepeatedExecution, RejectReason.RepeatedExecution, terms.Value, count, ref outbox);
        activity.Buys = activity.Sells = default;
    }

    void LookAtHoldings<TOutbox>(int scope, int number, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var position = ref state.Positions[number];
        var held = Math.Abs(position.Quantity);
        // R051: what exceeds goes, or all of it.
        if (breaches.IsSet(scope, Rule.MaxContractsInstrument, out var each) && held > each.Value)
            breaches.Close(scope, number, RejectReason.MaxContractsInstrument, each.Value, held, each.Value2 != 0 ? 0 : each.Value, ref outbox);
        // R050: the excess goes from the position that just grew.
        if (breaches.IsSet(scope, Rule.MaxContracts, out var all))
        {
            ref var account = ref state.Registry.Accounts[position.Account];
            var total = all.Value2 == 0 ? account.GrossContracts : Int128.Abs(account.NetContracts);
            if (total > all.Value) breaches.Close(scope, number, RejectReason.MaxContracts, all.Value, total, held - FixedMath.Clamp(total - all.Value), ref outbox);
        }

        // R063
        if (!breaches.IsSet(scope, Rule.CreditLimit, out var credit) || credit.Value2 == 0) return;
        var used = state.Scopes.Usages[scope].Held;
        if (used >= credit.Value) breaches.CancelWorking(scope, RejectReason.CreditLimit, credit.Value, used, ref outbox);
    }
}
