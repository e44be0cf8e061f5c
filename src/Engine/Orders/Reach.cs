using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>How far an order may go in the own book, and whether enough to trade stands on the way.</summary>
sealed class Reach(EngineState state)
{
    /// <summary>The furthest price an order takes, in ticks: its own, else <paramref name="worstPrice"/>, else any.</summary>
    internal long LimitTicks(ref readonly Order order, long worstPrice)
    {
        var price = order.Price != 0 ? order.Price : worstPrice;
        if (price != 0) return price / state.Registry.Instruments[order.Instrument].BookTick;
        return order.Side == Side.Buy ? long.MaxValue : long.MinValue;
    }

    /// <summary>The furthest that the order may trade before the market is interrupted: the dynamic band around the last trade.</summary>
    internal long WithinBand(ref readonly Order order, long limit)
    {
        ref var instrument = ref state.Registry.Instruments[order.Instrument];
        var reference = instrument.LastPrice != 0 ? instrument.LastPrice : instrument.ReferencePrice;
        return WithinBand(in order, limit, reference);
    }

    long WithinBand(ref readonly Order order, long limit, long reference)
    {
        ref var instrument = ref state.Registry.Instruments[order.Instrument];
        if (instrument.DynamicBandMicros == 0 || reference == 0) return limit;
        var distance = FixedMath.Micros(reference, instrument.DynamicBandMicros);
        return order.Side == Side.Buy
            ? Math.Min(limit, (reference + distance) / instrument.BookTick)
            : Math.Max(limit, (reference - distance + instrument.BookTick - 1) / instrument.BookTick);
    }

    /// <summary>Whether an order could trade so much at once, its account's self-trades prevented.</summary>
    internal bool CanFill(ref readonly Order order, Book book, long limit, long quantity)
    {
        var lots = quantity / state.Registry.Instruments[order.Instrument].LotSize;
        var action = Prevention(in order);
        if (action == SelfTradeAction.Trade) return book.CanFill(SideOf(in order), limit, lots);
        var policy = new SameAccountPolicy(state.Fills, OwnerOf(in order), action);
        return book.CanFill(SideOf(in order), limit, lots, ref policy);
    }

    /// <summary>
    /// Whether the legs of an allocation, one after the other, fill whole at once. Counts only what each of them may take: within the tightest
    /// of their limits, within the band wherever their own trades move it, and of nobody whom self-trade prevention keeps from one of them.
    /// </summary>
    /// <param name="legs">Slots; 0 for a leg without a share.</param>
    /// <param name="worstPrices">The furthest each may go as a market order; 0 for any.</param>
    /// <param name="book">The instrument's book.</param>
    internal bool CanFillAll(ReadOnlySpan<int> legs, ReadOnlySpan<long> worstPrices, Book book)
    {
        var first = legs[legs.IndexOfAnyExcept(0)];
        ref readonly var order = ref state.Orders[first];
        ref var instrument = ref state.Registry.Instruments[order.Instrument];
        var buys = order.Side == Side.Buy;
        // The legs trade away from the best price: no later band ends before the one around it.
        var best = book.Best(SideOf(in order).Opposite()).PriceTicks;
        var limit = WithinBand(in order, WithinBand(in order, buys ? long.MaxValue : long.MinValue), best * instrument.BookTick);
        var lots = 0L;
        for (var leg = 0; leg < legs.Length; leg++)
        {
            if (legs[leg] == 0) continue;
            ref readonly var child = ref state.Orders[legs[leg]];
            var own = LimitTicks(in child, worstPrices[leg]);
            limit = buys ? Math.Min(limit, own) : Math.Max(limit, own);
            lots += child.Leaves / instrument.LotSize;
        }

        var policy = new AnyLegPolicy(state, this, legs);
        return book.CanFill(SideOf(in order), limit, lots, ref policy);
    }

    /// <summary>What happens when the order meets another of its account: as it says itself, else its account, else its instrument.</summary>
    internal SelfTradeAction Prevention(ref readonly Order order)
    {
        var mode = order.SelfTradePrevention;
        if (mode == SelfTradePrevention.Default) mode = state.Registry.Accounts[order.Account].SelfTradePrevention;
        if (mode == SelfTradePrevention.Default) mode = state.Registry.Instruments[order.Instrument].SelfTradePrevention;
        return mode switch
        {
            SelfTradePrevention.CancelNewest => SelfTradeAction.Stop,
            SelfTradePrevention.CancelOldest => SelfTradeAction.CancelMaker,
            SelfTradePrevention.CancelBoth => SelfTradeAction.CancelBoth,
            SelfTradePrevention.Decrement => SelfTradeAction.Decrement,
            _ => SelfTradeAction.Trade,
        };
    }

    /// <summary>Whose orders do not trade with those of this one's account, where self-trades are prevented.</summary>
    internal int OwnerOf(ref readonly Order order) => state.Registry.Accounts[order.Account].Owner;

    internal static BookSide SideOf(ref readonly Order order) => order.Side == Side.Buy ? BookSide.Buy : BookSide.Sell;
}
