using Gateway.Engine.Orders;
using Gateway.Engine.Reference;
using Gateway.Messages;

namespace Gateway.Engine.Positions;

/// <summary>What a venue says that a fill cost; the account's own rates count when it does not.</summary>
/// <param name="IsGiven">The venue named a fee.</param>
/// <param name="Amount">Units of 1e-8.</param>
/// <param name="Asset">Number of the asset it is taken from.</param>
readonly record struct FeeCharge(bool IsGiven, long Amount, int Asset);

/// <summary>
/// Keeps what orders claim and what fills change. An order claims when it is accepted, frees with every fill, cancel and reject, and
/// holds nothing when it is done. What a claim must be is computed from the order's open part each time, so no remainder can stay behind.
/// </summary>
/// <remarks>
/// Margin: <c>initialMarginPercent</c> of the part that opens or enlarges the position, and the dearest fee on all of it; a fill
/// moves the margin from the order to the position, which holds its percentage of its cost until it is closed. Spot: a buy claims currency with the fee, a sell claims the base
/// asset. The price is the order's limit; a sell is valued at the best bid if that is higher, a market order at the price of the deepest
/// level that it would reach, bounded by the collar, or at the venue's quote.
/// </remarks>
sealed class Ledger(EngineState state)
{
    readonly UsageCount _usage = new(state);

    /// <summary>What the last fill realized for its account, after fees, in the money that limits are in; means nothing between two messages.</summary>
    internal long Result { get; private set; }

    /// <summary>The same for its strategy, against the strategy's own entry.</summary>
    internal long StrategyResult { get; private set; }

    /// <summary>What an order must claim for an open quantity of which a part opens.</summary>
    internal long ClaimFor(ref readonly Order order, long leaves, long opening)
        => ClaimFor(order.Instrument, order.Account, order.Direction, order.ValuationPrice, leaves, opening);

    /// <inheritdoc cref="ClaimFor(ref readonly Order, long, long)"/>
    internal long ClaimFor(int instrument, int account, Side direction, long price, long leaves, long opening)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        ref var payer = ref state.Registry.Accounts[account];
        if (traded.Settlement == Settlement.Spot)
        {
            if (direction == Side.Sell) return leaves;
            var cost = FixedMath.Notional(price, leaves);
            return cost + FixedMath.Micros(cost, payer.FeeMicrosMax);
        }

        var margin = FixedMath.PercentUp(FixedMath.Notional(price, opening), payer.InitialMarginPercent);
        return payer.FeeMicrosMax == 0 ? margin : margin + FixedMath.Micros(FixedMath.Notional(price, leaves), payer.FeeMicrosMax);
    }

    /// <summary>The asset that an order of this direction pays with.</summary>
    internal int AssetOf(int instrument, Side direction)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        return traded.Settlement == Settlement.Spot && direction == Side.Sell ? traded.Base : traded.Cash;
    }

    internal ref Balance BalanceOf(ref readonly Order order)
        => ref state.Balances.Of(order.Account, AssetOf(order.Instrument, order.Direction));

    /// <summary>An accepted order begins to count: claim, working quantity, use of limits.</summary>
    internal void Open(int slot, long opening)
    {
        ref var order = ref state.Orders[slot];
        state.Registry.Instruments[order.Instrument].OpenOrders++;
        _usage.OpenOrders(in order, 1);
        Resize(ref order, order.Quantity - order.Cum, opening);
    }

    /// <summary>An order no longer counts.</summary>
    internal void Close(int slot)
    {
        ref var order = ref state.Orders[slot];
        // Of a filled order nothing is left to be freed.
        if ((order.Working | order.Claim | order.OpenNotional | order.OpeningNotional | order.Opening) != 0) Resize(ref order, 0, 0);
        _usage.OpenOrders(in order, -1);
        state.Registry.Instruments[order.Instrument].OpenOrders--;
    }

    /// <summary>Brings claim, working quantity and use of limits to an open quantity of which a part opens.</summary>
    internal void Resize(ref Order order, long leaves, long opening)
    {
        var claim = ClaimFor(in order, leaves, opening);
        BalanceOf(in order).Reserved += claim - order.Claim;
        order.Claim = claim;
        ref readonly var instrument = ref state.Registry.Instruments[order.Instrument];
        var notional = instrument.Worth(FixedMath.Notional(order.ValuationPrice, leaves));
        var openingNotional = opening == leaves ? notional : instrument.Worth(FixedMath.Notional(order.ValuationPrice, opening));
        _usage.Notional(in order, notional - order.OpenNotional, openingNotional - order.OpeningNotional);
        order.OpenNotional = notional;
        order.OpeningNotional = openingNotional;
        order.Opening = opening;
        Work(ref order, leaves);
    }

    /// <summary>Books a fill: order, position, balances, fees, use of limits. Returns the fee.</summary>
    internal long Fill(int slot, long price, long quantity, Liquidity liquidity, in FeeCharge charge)
    {
        ref var order = ref state.Orders[slot];
        order.AddFill(price, quantity);
        if (!order.Done)
        {
            var leaves = Math.Max(0, order.Working - quantity);
            // What shrinks the position goes first.
            Resize(ref order, leaves, Math.Min(order.Opening, leaves));
        }

        ref var account = ref state.Registry.Accounts[order.Account];
        var notional = FixedMath.Notional(price, quantity);
        var fee = FixedMath.Micros(notional, liquidity == Liquidity.Maker ? account.MakerFeeMicros : account.TakerFeeMicros);
        if (charge.IsGiven)
        {
            fee = charge.Amount;
            if (charge.Asset != state.Registry.Instruments[order.Instrument].Cash)
            {
                // Paid in another asset: no money of the trade.
                state.Balances.Of(order.Account, charge.Asset).Total -= fee;
                fee = 0;
            }
        }

        _usage.Trade(in order, state.Registry.Instruments[order.Instrument].Worth(notional), quantity);
        Settle(ref order, price, quantity, notional, fee);
        return fee;
    }

    void Settle(ref Order order, long price, long quantity, long notional, long fee)
    {
        ref var traded = ref state.Registry.Instruments[order.Instrument];
        ref var position = ref state.Positions[order.Position];
        var signed = order.Direction == Side.Buy ? quantity : -quantity;
        var costBefore = position.Cost;
        var wasShort = position.Quantity < 0;
        var worst = position.WorstQuantity;
        var net = position.Quantity;
        var realized = Money(position.Realized);
        position.Book(price, signed);
        position.Note(net, state.Now);
        position.Fees += fee;
        realized = Money(position.Realized) - realized;
        ref var cash = ref state.Balances.Of(order.Account, traded.Cash);
        if (traded.Settlement == Settlement.Spot)
        {
            state.Balances.Of(order.Account, traded.Base).Total += signed;
            cash.Total -= Math.Sign(signed) * notional + fee;
        }
        else
        {
            cash.Total += realized - fee;
            HoldMargin(ref position, ref cash, state.Registry.Accounts[order.Account].InitialMarginPercent);
        }

        Result = traded.Worth(realized - fee);
        CountPosition(in position, costBefore, wasShort, Result);
        StrategyResult = order.StrategyShare == 0 ? 0 : CountShare(order.StrategyShare - 1, price, signed, fee);
        if (order.GroupShare != 0) CountShare(order.GroupShare - 1, price, signed, fee);
        CountContracts(ref position, worst, net);
        state.Positions.MarkChanged(order.Position);
    }

    static void HoldMargin(ref Position position, ref Balance cash, int percent)
    {
        var margin = FixedMath.PercentUp(Money(position.Cost), percent);
        cash.Reserved += margin - position.Margin;
        position.Margin = margin;
    }

    /// <summary>An exact amount at 1e-16 as money, toward zero.</summary>
    internal static long Money(Int128 amount) => FixedMath.DivideByOne(amount);

    void Work(ref Order order, long leaves)
    {
        ref var position = ref state.Positions[order.Position];
        var worst = position.WorstQuantity;
        var change = leaves - order.Working;
        order.Working = leaves;
        ref var account = ref state.Registry.Accounts[order.Account];
        if (order.Direction == Side.Buy)
        {
            position.WorkingBuys += change;
            account.WorkingBuys += change;
        }
        else
        {
            position.WorkingSells += change;
            account.WorkingSells += change;
        }

        account.WorstContracts += position.WorstQuantity - worst;
        if (order.Type is OrderType.Stop or OrderType.StopLimit) Protect(ref position, in order, change);
        if (order.StrategyShare != 0) Work(ref state.Shares[order.StrategyShare - 1], order.Direction, change);
        if (order.GroupShare != 0) Work(ref state.Shares[order.GroupShare - 1], order.Direction, change);
    }

    void Protect(ref Position position, ref readonly Order order, long change)
    {
        position.Stops.Count(order.Direction, change);
        if (order.StrategyShare != 0) state.Shares[order.StrategyShare - 1].Stops.Count(order.Direction, change);
    }

    static void Work(ref Share share, Side direction, long change)
    {
        if (direction == Side.Buy) share.WorkingBuys += change;
        else share.WorkingSells += change;
    }

    void CountContracts(ref Position position, long worstBefore, long netBefore)
    {
        ref var account = ref state.Registry.Accounts[position.Account];
        account.WorstContracts += position.WorstQuantity - worstBefore;
        account.NetContracts += position.Quantity - netBefore;
        account.GrossContracts += Math.Abs(position.Quantity) - Math.Abs(netBefore);
    }

    void CountPosition(ref readonly Position position, Int128 costBefore, bool wasShort, long result)
    {
        ref readonly var traded = ref state.Registry.Instruments[position.Instrument];
        var (before, after) = (traded.Worth(Money(costBefore)), traded.Worth(Money(position.Cost)));
        Int128 longChange = (position.Quantity > 0 ? after : 0) - (wasShort ? 0 : before);
        Int128 shortChange = (position.Quantity < 0 ? after : 0) - (wasShort ? before : 0);
        _usage.Holding(in position, longChange, shortChange, result);
    }

    // What a strategy or a group holds by its own orders, against its own entry.
    long CountShare(int number, long price, long signed, long fee)
    {
        ref var share = ref state.Shares[number];
        ref readonly var traded = ref state.Registry.Instruments[share.Instrument];
        var (longBefore, shortBefore) = share.Exposure(in traded);
        var result = traded.Worth(Money(share.Book(price, signed)) - fee);
        var (longAfter, shortAfter) = share.Exposure(in traded);
        _usage.Exposure(share.Scope, longAfter - longBefore, shortAfter - shortBefore, result);
        return result;
    }
}
