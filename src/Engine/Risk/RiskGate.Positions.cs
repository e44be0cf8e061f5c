using System.Numerics;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Open orders, positions in their worst case, exposure.</summary>
sealed partial class RiskGate
{
    Rejection Room(in Candidate c)
    {
        if (c.Position < 0 && state.Positions.IsFull) return EngineTable.Positions.Full(state.Limits.PositionsMax);
        if ((c.Strategy >= 0 || c.Group != 0) && !state.Shares.HasRoom(2)) return EngineTable.StrategyPositions.Full(state.Limits.StrategyPositionsMax);
        if (!state.Registry.Store.TakesNewPrice) return EngineTable.BookNodes.Full(state.Registry.Store.NodesMax);
        return c.IsReplace || state.Orders.HasRoom(1) ? default : EngineTable.OpenOrders.Full(state.Orders.Capacity);
    }

    // R036
    Rejection MaxOpenOrders(in Candidate c)
    {
        if (c.IsReplace) return default;
        for (var places = c.Places(Rule.MaxOpenOrders); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var limit = TermsAt(in c, place, Rule.MaxOpenOrders).Value;
            var open = UsageAt(in c, place).OpenOrders + 1L;
            if (open > limit) return At(in c, place, RejectReason.MaxOpenOrders, limit, open);
        }

        return default;
    }

    // R095
    Rejection UnknownOutcomes(in Candidate c)
    {
        for (var places = c.Places(Rule.UnknownOutcomes); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var limit = TermsAt(in c, place, Rule.UnknownOutcomes).Value;
            var unknown = UsageAt(in c, place).UnknownOrders;
            if (unknown > limit) return At(in c, place, RejectReason.UnknownOutcomes, limit, unknown);
        }

        return default;
    }

    // R037
    Rejection OpenOrderValue(in Candidate c)
    {
        var more = c.Notional - c.OldNotional;
        if (more <= 0) return default;
        for (var places = c.Places(Rule.OpenOrderValue); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var limit = TermsAt(in c, place, Rule.OpenOrderValue).Value;
            var value = UsageAt(in c, place).OpenNotional + more;
            if (value > limit) return At(in c, place, RejectReason.OpenOrderValue, limit, value);
        }

        return default;
    }

    // R042: the account's own permission; a limit at any scope forbids short sales there.
    Rejection ShortSell(in Candidate c)
    {
        if (c.Direction != Side.Sell || (c.Side == Side.Sell && c.Opening == 0)) return default;
        var places = c.Places(Rule.ShortSell);
        if (places != 0) return At(in c, BitOperations.TrailingZeroCount(places), RejectReason.ShortSell, c.Leaves - c.Opening, c.Leaves);
        if (state.Registry.Accounts[c.Account].ShortAllowed) return default;
        var spot = state.Registry.Instruments[c.Instrument].Settlement == Settlement.Spot;
        return spot && c.Side == Side.Sell ? default // A sale of what is owned: the balance decides.
            : At(in c, OrderScopes.AccountPlace, RejectReason.ShortSell, c.Leaves - c.Opening, c.Leaves);
    }

    // R050: contracts of the account over all instruments in their worst case; Value2 = 1 counts net instead of gross.
    Rejection MaxContracts(in Candidate c)
    {
        const int Place = OrderScopes.AccountPlace;
        if (c.Places(Rule.MaxContracts) == 0) return default;
        ref var account = ref state.Registry.Accounts[c.Account];
        ref readonly var terms = ref TermsAt(in c, Place, Rule.MaxContracts);
        var worst = terms.Value2 == 0
            ? account.WorstContracts - WorstQuantity(c.Held, c.WorkingBuys, c.WorkingSells) + WorstQuantityBothSides(in c)
            : WorstNet(in c, in account);
        return worst > terms.Value ? At(in c, Place, RejectReason.MaxContracts, terms.Value, worst) : default;
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

    // R052: the same at the price that the order is valued at; a strategy's and a group's own part of it at theirs.
    Rejection MaxPositionNotional(in Candidate c)
    {
        ref readonly var instrument = ref state.Registry.Instruments[c.Instrument];
        var value = instrument.Worth(FixedMath.Notional(c.ValuationPrice, WorstQuantity(in c)));
        for (var places = c.Places(Rule.MaxPositionNotional); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var limit = TermsAt(in c, place, Rule.MaxPositionNotional).Value;
            var observed = place is OrderScopes.StrategyPlace or OrderScopes.GroupPlace
                ? instrument.Worth(FixedMath.Notional(c.ValuationPrice, WorstShare(in c, c.Scopes[place], place == OrderScopes.GroupPlace ? Positions.Share.Everyone : c.Account)))
                : value;
            if (observed > limit) return At(in c, place, RejectReason.MaxPositionNotional, limit, observed);
        }

        return default;
    }

    /// <summary>The position that a scope's own orders have made and can make, this one included.</summary>
    long WorstShare(in Candidate c, int scope, int account)
    {
        var number = state.Shares.Find(scope, account, c.Instrument);
        if (number < 0) return c.Leaves;
        ref var share = ref state.Shares[number];
        return Math.Abs(c.Direction == Side.Buy ? share.Quantity + share.WorkingBuys - c.OldWorking + c.Leaves : share.Quantity - share.WorkingSells + c.OldWorking - c.Leaves);
    }

    /// <summary>The position if all orders of the order's side were filled, this one included.</summary>
    static long WorstQuantity(in Candidate c)
        => Math.Abs(c.Direction == Side.Buy ? c.Held + c.WorkingBuys - c.OldWorking + c.Leaves : c.Held - c.WorkingSells + c.OldWorking - c.Leaves);

    static long WorstQuantityBothSides(in Candidate c)
        => Math.Max(WorstQuantity(in c), Math.Abs(c.Direction == Side.Buy ? c.Held - c.WorkingSells : c.Held + c.WorkingBuys));

    static long WorstQuantity(long held, long buys, long sells) => Math.Max(Math.Abs(held + buys), Math.Abs(held - sells));

    // R053: Value caps gross, Value2 net exposure of the scope (0 for none): positions at cost and opening orders at their price.
    Rejection ExposureCap(in Candidate c)
    {
        for (var places = c.Places(Rule.ExposureCap); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.ExposureCap);
            ref var usage = ref UsageAt(in c, place);
            var gross = usage.Exposure - c.OldOpeningNotional + c.OpeningNotional;
            if (terms.Value > 0 && gross > terms.Value) return At(in c, place, RejectReason.ExposureCap, terms.Value, gross);
            if (terms.Value2 == 0) continue;
            var net = WorstNet(in c, in usage);
            if (net > terms.Value2) return At(in c, place, RejectReason.ExposureCap, terms.Value2, net);
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
        for (var places = c.Places(Rule.DailyTradedValue); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.DailyTradedValue);
            ref var usage = ref UsageAt(in c, place);
            var value = usage.TradedAndOpen - c.OldNotional + c.Notional;
            if (terms.Value > 0 && value > terms.Value) return At(in c, place, RejectReason.DailyTradedValue, terms.Value, value);
            var quantity = usage.TradedQuantity + c.Leaves;
            if (terms.Value2 > 0 && quantity > terms.Value2) return At(in c, place, RejectReason.DailyTradedValue, terms.Value2, quantity);
        }

        return default;
    }
}
