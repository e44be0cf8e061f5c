using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Open orders, positions in their worst case, exposure, balance.</summary>
sealed partial class RiskGate
{
    Rejection Room(in Candidate c)
    {
        if (c.Position < 0 && state.Positions.IsFull) return Rejection.Of(RejectReason.TableFull, state.Limits.PositionsMax, state.Limits.PositionsMax + 1L);
        return c.IsReplace || state.Orders.HasRoom(1) ? default
            : Rejection.Of(RejectReason.TableFull, state.Orders.Capacity, state.Orders.OpenCount + 1L);
    }

    // R036
    Rejection MaxOpenOrders(in Candidate c)
    {
        if (c.IsReplace) return default;
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.MaxOpenOrders)) continue;
            var limit = LimitAt(in c, place, Rule.MaxOpenOrders).Value / FixedPoint.One;
            var open = UsageAt(in c, place).OpenOrders + 1L;
            if (open > limit) return At(in c, place, RejectReason.MaxOpenOrders, limit, open);
        }

        return default;
    }

    // R095
    Rejection UnknownOutcomes(in Candidate c)
    {
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.UnknownOutcomes)) continue;
            var limit = LimitAt(in c, place, Rule.UnknownOutcomes).Value / FixedPoint.One;
            var unknown = UsageAt(in c, place).UnknownOrders;
            if (unknown > limit) return At(in c, place, RejectReason.UnknownOutcomes, limit, unknown);
        }

        return default;
    }

    // R037
    Rejection OpenOrderValue(in Candidate c)
    {
        var more = c.Notional - c.OldNotional;
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.OpenOrderValue)) continue;
            var limit = LimitAt(in c, place, Rule.OpenOrderValue).Value;
            var value = UsageAt(in c, place).OpenNotional + more;
            if (more > 0 && value > limit) return At(in c, place, RejectReason.OpenOrderValue, limit, value);
        }

        return default;
    }

    // R042: the account's own permission; a limit at any scope forbids short sales there.
    Rejection ShortSell(in Candidate c)
    {
        if (c.Direction != Side.Sell || (c.Side == Side.Sell && c.Opening == 0)) return default;
        for (var place = 0; place < OrderScopes.Count; place++)
            if (Applies(in c, place, Rule.ShortSell))
                return At(in c, place, RejectReason.ShortSell, c.Leaves - c.Opening, c.Leaves);
        if (state.Registry.Accounts[c.Account].ShortAllowed) return default;
        var spot = state.Registry.Instruments[c.Instrument].Settlement == Settlement.Spot;
        return spot && c.Side == Side.Sell ? default // A sale of what is owned: the balance decides.
            : At(in c, OrderScopes.AccountPlace, RejectReason.ShortSell, c.Leaves - c.Opening, c.Leaves);
    }

    // R050: contracts of the account over all instruments in their worst case; Value2 = 1 counts net instead of gross.
    Rejection MaxContracts(in Candidate c)
    {
        const int Place = OrderScopes.AccountPlace;
        if (!Applies(in c, Place, Rule.MaxContracts)) return default;
        ref var account = ref state.Registry.Accounts[c.Account];
        ref readonly var limit = ref LimitAt(in c, Place, Rule.MaxContracts);
        var worst = limit.Value2 == 0
            ? account.WorstContracts - WorstQuantity(c.Held, c.WorkingBuys, c.WorkingSells) + WorstQuantityBothSides(in c)
            : WorstNet(in c, in account);
        return worst > limit.Value ? At(in c, Place, RejectReason.MaxContracts, limit.Value, worst) : default;
    }

    static Int128 WorstNet(in Candidate c, in Reference.Account account)
    {
        var more = c.Leaves - c.OldWorking;
        var buys = account.NetContracts + account.WorkingBuys + (c.Direction == Side.Buy ? more : 0);
        var sells = account.NetContracts - account.WorkingSells - (c.Direction == Side.Sell ? more : 0);
        return Int128.Max(Int128.Abs(buys), Int128.Abs(sells));
    }

    // R051: position of account and instrument in its worst case.
    Rejection MaxContractsInstrument(in Candidate c)
        => Cap(in c, Rule.MaxContractsInstrument, RejectReason.MaxContractsInstrument, WorstQuantity(in c));

    // R052: the same at the price that the order is valued at.
    Rejection MaxPositionNotional(in Candidate c)
        => Cap(in c, Rule.MaxPositionNotional, RejectReason.MaxPositionNotional, FixedMath.Notional(c.ValuationPrice, WorstQuantity(in c)));

    /// <summary>The position if all orders of the order's side were filled, this one included.</summary>
    static long WorstQuantity(in Candidate c)
        => Math.Abs(c.Direction == Side.Buy ? c.Held + c.WorkingBuys - c.OldWorking + c.Leaves : c.Held - c.WorkingSells + c.OldWorking - c.Leaves);

    static long WorstQuantityBothSides(in Candidate c)
        => Math.Max(WorstQuantity(in c), Math.Abs(c.Direction == Side.Buy ? c.Held - c.WorkingSells : c.Held + c.WorkingBuys));

    static long WorstQuantity(long held, long buys, long sells) => Math.Max(Math.Abs(held + buys), Math.Abs(held - sells));

    // R053: Value caps gross, Value2 net exposure of the scope (0 for none): positions at cost and opening orders at their price.
    Rejection ExposureCap(in Candidate c)
    {
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.ExposureCap)) continue;
            ref readonly var limit = ref LimitAt(in c, place, Rule.ExposureCap);
            ref var usage = ref UsageAt(in c, place);
            var gross = usage.LongCost + usage.ShortCost + usage.OpeningNotional - c.OldOpeningNotional + c.OpeningNotional;
            if (limit.Value > 0 && gross > limit.Value) return At(in c, place, RejectReason.ExposureCap, limit.Value, gross);
            var net = WorstNet(in c, in usage);
            if (limit.Value2 > 0 && net > limit.Value2) return At(in c, place, RejectReason.ExposureCap, limit.Value2, net);
        }

        return default;
    }

    static Int128 WorstNet(in Candidate c, in Usage usage)
    {
        var net = usage.LongCost - usage.ShortCost;
        var more = c.Notional - c.OldNotional;
        var buys = usage.BuyNotional + (c.Direction == Side.Buy ? more : 0);
        var sells = usage.OpenNotional - usage.BuyNotional + (c.Direction == Side.Sell ? more : 0);
        return c.Direction == Side.Buy ? Int128.Abs(net + buys) : Int128.Abs(net - sells);
    }

    // R055: traded today and still to be traded; Value in money, Value2 in quantity (0 for none).
    Rejection DailyTradedValue(in Candidate c)
    {
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.DailyTradedValue)) continue;
            ref readonly var limit = ref LimitAt(in c, place, Rule.DailyTradedValue);
            ref var usage = ref UsageAt(in c, place);
            var value = usage.TradedNotional + usage.OpenNotional - c.OldNotional + c.Notional;
            if (limit.Value > 0 && value > limit.Value) return At(in c, place, RejectReason.DailyTradedValue, limit.Value, value);
            var quantity = usage.TradedQuantity + c.Leaves;
            if (limit.Value2 > 0 && quantity > limit.Value2) return At(in c, place, RejectReason.DailyTradedValue, limit.Value2, quantity);
        }

        return default;
    }

    // R060: a balance that was never set is zero.
    Rejection BuyingPower(in Candidate c)
    {
        var spot = state.Registry.Instruments[c.Instrument].Settlement == Settlement.Spot;
        var more = c.Claim - c.OldClaim;
        if (more <= 0 || (c.Reduces && !spot)) return default;
        var free = state.Balances.Of(c.Account, ledger.AssetOf(c.Instrument, c.Direction)).Free;
        return more > free ? At(in c, OrderScopes.AccountPlace, RejectReason.InsufficientBalance, free, more) : default;
    }

    // R061: what stays free after the order, in percent (Value) of the total.
    Rejection MarginBuffer(in Candidate c)
    {
        const int Place = OrderScopes.AccountPlace;
        if (!Applies(in c, Place, Rule.MarginBuffer)) return default;
        ref var balance = ref state.Balances.Of(c.Account, ledger.AssetOf(c.Instrument, c.Direction));
        var buffer = (Int128)balance.Total * LimitAt(in c, Place, Rule.MarginBuffer).Value / (100 * (Int128)FixedPoint.One);
        var left = balance.Free - (c.Claim - c.OldClaim);
        return left < buffer ? At(in c, Place, RejectReason.MarginBuffer, buffer, left) : default;
    }

    // R063: positions at cost and all open orders against the credit line.
    Rejection CreditLimit(in Candidate c)
    {
        for (var place = 0; place <= OrderScopes.AccountPlace; place++)
        {
            if (!Applies(in c, place, Rule.CreditLimit)) continue;
            var limit = LimitAt(in c, place, Rule.CreditLimit).Value;
            ref var usage = ref UsageAt(in c, place);
            var used = usage.LongCost + usage.ShortCost + usage.OpenNotional - c.OldNotional + c.Notional;
            if (used > limit) return At(in c, place, RejectReason.CreditLimit, limit, used);
        }

        return default;
    }
}
