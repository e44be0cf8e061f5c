using Gateway.Engine.Positions;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>
/// Looks at each clock tick at what positions are worth: unrealized loss and profit, drawdown, margin left. A mark counts once and only
/// while it is young enough, so that one bad tick, or silence after it, does not close anything.
/// </summary>
sealed class MarkGuard(EngineState state, PriceReference prices, Calendar calendar, Breaches breaches)
{
    const ulong Watched = 1UL << (int)Rule.UnrealizedLoss | 1UL << (int)Rule.ProfitTarget | 1UL << (int)Rule.Drawdown | 1UL << (int)Rule.MarginBuffer;
    const long MarksByDefault = 3;

    // Sums over the positions of an account during one look; mean nothing between two messages.
    readonly Int128[] _unrealized = new Int128[state.Limits.AccountsMax];
    readonly Int128[] _ofStrategies = new Int128[state.Limits.StrategiesMax];
    readonly bool[] _news = new bool[state.Limits.AccountsMax];

    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var accounts = state.Registry.AccountNames.Count;
        if (!IsWatched(accounts)) return;
        _unrealized.AsSpan(0, accounts).Clear();
        _news.AsSpan(0, accounts).Clear();
        for (var number = 0; number < state.Positions.Count; number++)
            if (state.Positions[number].Quantity != 0)
                Look(number, ref outbox);
        Int128 total = 0;
        for (var account = 0; account < accounts; account++)
        {
            LookAtAccount(account, ref outbox);
            total += _unrealized[account];
        }

        LookAtDrawdown(0, total, 0, ref outbox);
        LookAtStrategies(ref outbox);
    }

    void LookAtStrategies<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        _ofStrategies.AsSpan(0, state.Registry.Strategies.Count).Clear();
        for (var number = 0; number < state.Shares.Count; number++)
        {
            ref var share = ref state.Shares[number];
            if (share.Account != Share.Everyone && share.Quantity != 0 && breaches.IsSet(share.Scope, Rule.Drawdown, out _)
                && prices.TryReference(share.Instrument, 0, out var mark, out _))
                _ofStrategies[state.Scopes.NumberOf(share.Scope)] += Unrealized(share.Instrument, share.Quantity, share.Cost, mark);
        }

        for (var strategy = 0; strategy < state.Registry.Strategies.Count; strategy++)
            LookAtDrawdown(state.Scopes.Of(ScopeKind.Strategy, strategy), _ofStrategies[strategy], 0, ref outbox);
    }

    bool IsWatched(int accounts)
    {
        var rules = state.Scopes.States[0].Enabled;
        for (var account = 0; account < accounts; account++) rules |= state.Scopes.States[state.Scopes.Of(ScopeKind.Account, account)].Enabled;
        for (var strategy = 0; strategy < state.Registry.Strategies.Count; strategy++) rules |= state.Scopes.States[state.Scopes.Of(ScopeKind.Strategy, strategy)].Enabled;
        return (rules & Watched) != 0;
    }

    void Look<TOutbox>(int number, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var position = ref state.Positions[number];
        var scope = state.Scopes.Of(ScopeKind.Account, position.Account);
        if (!prices.TryReference(position.Instrument, 0, out var mark, out var age)) return;
        var result = Unrealized(position.Instrument, position.Quantity, position.Cost, mark);
        _unrealized[position.Account] += result;
        var time = state.Now - age;
        if (time <= position.MarkTime) return;
        position.MarkTime = time;
        _news[position.Account] = true;
        if (breaches.IsSet(scope, Rule.UnrealizedLoss, out var loss) && loss.Value2 == 1 && IsYoung(age, in loss)) LookAtLoss(scope, number, result, in loss, ref outbox);
        if (breaches.IsSet(scope, Rule.ProfitTarget, out var profit) && profit.Value3 == 0 && IsYoung(age, in profit)
            && IsDue(ref position.Armed, result, in profit))
            breaches.Close(scope, number, RejectReason.ProfitTarget, profit.Value, result, 0, ref outbox);
    }

    static bool IsYoung(long age, in Terms terms) => terms.Window == 0 || age <= terms.Window;

    long Unrealized(int instrument, long quantity, Int128 cost, long mark)
        => state.Registry.Instruments[instrument].Worth(Ledger.Money(FixedMath.BigMul(mark, quantity) - (quantity > 0 ? cost : -cost)));

    // R071 per position: that position is closed, no lockout.
    void LookAtLoss<TOutbox>(int scope, int number, long result, in Terms terms, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var limit = Effective(scope, in terms);
        if (!IsOver(ref state.Positions[number].MarksOver, -(Int128)result >= limit, in terms)) return;
        breaches.Close(scope, number, RejectReason.UnrealizedLoss, limit, -(Int128)result, 0, ref outbox);
    }

    /// <summary>The tighter of the rule's own limit and of what is left of the realized one.</summary>
    Int128 Effective(int scope, in Terms terms)
    {
        if (!breaches.IsSet(scope, Rule.DailyRealizedLoss, out var realized)) return terms.Value;
        var left = realized.Value + Int128.Min(0, state.Scopes.Usages[scope].RealizedToday);
        return Int128.Max(0, Int128.Min(terms.Value, left));
    }

    // So many marks in a row.
    static bool IsOver(ref int marks, bool isOver, in Terms terms)
    {
        marks = isOver ? marks + 1 : 0;
        if (marks < (terms.Value3 == 0 ? MarksByDefault : terms.Value3)) return false;
        marks = 0;
        return true;
    }

    // R072: at the target; or, once it was there, back at the entry.
    static bool IsDue(ref bool armed, Int128 result, in Terms terms)
    {
        if (terms.Value2 == 0) return result >= terms.Value;
        if (result >= terms.Value) armed = true;
        if (!armed || result > 0) return false;
        armed = false;
        return true;
    }

    void LookAtAccount<TOutbox>(int account, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var scope = state.Scopes.Of(ScopeKind.Account, account);
        if ((state.Scopes.States[scope].Enabled & Watched) == 0) return;
        var result = _unrealized[account];
        if (_news[account]) LookAtTotal(scope, result, ref outbox);
        ref var balance = ref BalanceOf(account);
        LookAtDrawdown(scope, result, Worth(account, balance.Total), ref outbox);
        if (breaches.IsSet(scope, Rule.MarginBuffer, out var buffer)) LookAtMargin(scope, Worth(account, balance.Total), Worth(account, balance.Free) + result, in buffer, ref outbox);
    }

    void LookAtTotal<TOutbox>(int scope, Int128 result, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var activity = ref state.Scopes.Activities[scope];
        if (breaches.IsSet(scope, Rule.UnrealizedLoss, out var loss) && loss.Value2 == 0
            && Effective(scope, in loss) is var limit && IsOver(ref activity.MarksOver, -result >= limit && result < 0, in loss))
            breaches.Lock(scope, RejectReason.UnrealizedLoss, limit, -result, calendar.EndOfDay(scope), flatten: true, ref outbox);
        if (breaches.IsSet(scope, Rule.ProfitTarget, out var profit) && profit.Value3 == 1 && IsDue(ref activity.Armed, result, in profit))
            breaches.Flatten(scope, RejectReason.ProfitTarget, profit.Value, result, ref outbox);
    }

    // R076: realized and unrealized result against the day's best; only an operator lifts it.
    void LookAtDrawdown<TOutbox>(int scope, Int128 unrealized, long balance, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!breaches.IsSet(scope, Rule.Drawdown, out var terms)) return;
        ref var peak = ref state.Scopes.Activities[scope].Peak;
        var result = state.Scopes.Usages[scope].RealizedToday + unrealized;
        if (result > peak) peak = result;
        var limit = terms.Value == 0 ? FixedMath.AmountMax : terms.Value;
        if (terms.Value2 != 0 && balance > 0) limit = Math.Min(limit, FixedMath.Micros(balance, terms.Value2));
        if (peak - result >= limit) breaches.Lock(scope, RejectReason.Drawdown, limit, peak - result, Enforcement.EnforcementRequest.UntilOperator, flatten: true, ref outbox);
    }

    // R061: below the buffer only reducing is allowed, until it is there again.
    void LookAtMargin<TOutbox>(int scope, long total, Int128 left, in Terms terms, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var buffer = FixedMath.Micros(total, terms.Value);
        if (left < buffer) breaches.Impose(scope, Restriction.Margin, RejectReason.MarginBuffer, buffer, left, ref outbox);
        else breaches.Lift(scope, Restriction.Margin, RejectReason.MarginBuffer, ref outbox);
    }

    ref Balance BalanceOf(int account) => ref state.Balances.Of(account, CurrencyOf(account));

    int CurrencyOf(int account) => Math.Max(0, state.Registry.Assets.Find(in state.Registry.Accounts[account].Currency));

    // An amount of the account's currency in the money that limits are in.
    long Worth(int account, long amount) => state.Registry.Rates[CurrencyOf(account)] is var rate && rate == FixedPoint.One ? amount : FixedMath.Notional(amount, rate);
}
