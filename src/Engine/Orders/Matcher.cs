using Gateway.Engine.Matching;
using Gateway.Engine.Positions;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>An order meets the own book: what crosses trades, the rest rests or is cancelled.</summary>
sealed class Matcher(EngineState state, TradeDesk trades, CancelDesk cancels, MarketDesk markets, ReportWriter reports)
{
    // A maker may have rested for long: it is fetched while the taker is told.
    const int FetchedMax = 8;

    /// <summary>Matches the open quantity of an order that is not in the book.</summary>
    /// <param name="slot">The order.</param>
    /// <param name="worstPrice">The furthest a market order may go; 0 for any.</param>
    /// <param name="outbox">Takes the reports.</param>
    internal void Execute<TOutbox>(int slot, long worstPrice, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        var book = state.Registry.Books[order.Instrument]!;
        if (state.Markets[order.Instrument].State != MarketState.Open)
        {
            Gather(slot, book, worstPrice, ref outbox);
            return;
        }

        var reach = LimitTicks(in order, worstPrice);
        var limit = WithinBand(in order, reach);
        if (!CanStart(slot, book, limit))
        {
            cancels.End(slot, Missed(in order), default, ref outbox);
            return;
        }

        var outcome = Match(in order, book, limit);
        if (state.Fills.Count != 0)
        {
            BookFills(slot, ref outbox);
            NoteTrades(order.Instrument);
        }

        if (outcome.PreventedLots > 0) Decrement(slot, outcome.PreventedLots * state.Registry.Instruments[order.Instrument].LotSize, ref outbox);
        if (order.Done) return;
        if (outcome.Stopped) cancels.End(slot, new CancelCause(RejectReason.SelfTrade, Unsolicited: true), default, ref outbox);
        else if (limit != reach && book.Crosses(SideOf(in order), reach)) Interrupt(slot, book, worstPrice, ref outbox);
        else if (order.Price == 0 || order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)
            cancels.End(slot, new CancelCause(Leftover(in order), Unsolicited: false), default, ref outbox);
        else if (order.Type == OrderType.MarketToLimit) RestAsLimit(slot, book, ref outbox);
        else Rest(slot, book, reach, ref outbox);
    }

    // The furthest that the order may trade before the market is interrupted: the dynamic band around the last trade.
    long WithinBand(ref readonly Order order, long limit)
    {
        ref var instrument = ref state.Registry.Instruments[order.Instrument];
        if (instrument.DynamicBandMicros == 0) return limit;
        var reference = instrument.LastPrice != 0 ? instrument.LastPrice : instrument.ReferencePrice;
        if (reference == 0) return limit;
        var distance = FixedMath.Micros(reference, instrument.DynamicBandMicros);
        return order.Side == Side.Buy
            ? Math.Min(limit, (reference + distance) / instrument.BookTick)
            : Math.Max(limit, (reference - distance + instrument.BookTick - 1) / instrument.BookTick);
    }

    // The next trade would leave the band: a call begins, and what is left of the order waits in it if it may.
    void Interrupt<TOutbox>(int slot, Book book, long worstPrice, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        markets.Interrupt(order.Instrument, ref outbox);
        if (order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)
            cancels.End(slot, new CancelCause(RejectReason.NotInThisState, Unsolicited: false), default, ref outbox);
        else if (order.Type == OrderType.MarketToLimit) RestAsLimit(slot, book, ref outbox);
        else Gather(slot, book, worstPrice, ref outbox);
    }

    // Outside continuous matching orders rest, crossed or not; a market order at its collar, else (and where that is below zero) beyond every price.
    void Gather<TOutbox>(int slot, Book book, long worstPrice, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        var price = order.Price != 0 ? order.Price : worstPrice;
        var any = order.Side == Side.Buy ? Book.PriceTicksMax : -Book.PriceTicksMax;
        Rest(slot, book, price > 0 ? price / state.Registry.Instruments[order.Instrument].BookTick : any, ref outbox);
    }

    // A sweep goes one way: its first and its last price are the least and the greatest.
    void NoteTrades(int instrument)
    {
        if (state.Registry.Stops[instrument] is not { Count: > 0 }) return;
        var (first, last) = (0L, 0L);
        for (var i = 0; i < state.Fills.Count; i++)
        {
            if (state.Fills[i].Prevented) continue;
            if (first == 0) first = state.Fills[i].Ticks;
            last = state.Fills[i].Ticks;
        }

        if (first != 0) state.Triggers.Note(instrument, Math.Min(first, last), Math.Max(first, last));
    }

    void RestAsLimit<TOutbox>(int slot, Book book, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        state.Orders[slot].Type = OrderType.Limit;
        reports.Restate(slot, RejectReason.None, ref outbox);
        Rest(slot, book, state.Orders[slot].Price / state.Registry.Instruments[state.Orders[slot].Instrument].BookTick, ref outbox);
    }

    /// <summary>Puts the open quantity at the back of the queue of its price.</summary>
    void Rest<TOutbox>(int slot, Book book, long ticks, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var instrument = ref state.Registry.Instruments[order.Instrument];
        var lots = order.Leaves / instrument.LotSize;
        var peak = state.Orders.Terms(slot).DisplayQuantity / instrument.LotSize;
        order.Handle = peak == 0 || peak >= lots
            ? book.Add(SideOf(in order), ticks, lots, OwnerOf(in order), slot)
            : book.AddIceberg(SideOf(in order), ticks, peak, lots - peak, peak, OwnerOf(in order), slot);
        if (order.Handle == Book.None) cancels.End(slot, new CancelCause(RejectReason.TableFull, Unsolicited: true), default, ref outbox);
    }

    static RejectReason Leftover(ref readonly Order order)
        => order.Price == 0 && order.Cum == 0 ? RejectReason.MarketNoLiquidity : RejectReason.None;

    static BookSide SideOf(ref readonly Order order) => order.Side == Side.Buy ? BookSide.Buy : BookSide.Sell;

    long LimitTicks(ref readonly Order order, long worstPrice)
    {
        var price = order.Price != 0 ? order.Price : worstPrice;
        if (price != 0) return price / state.Registry.Instruments[order.Instrument].BookTick;
        return order.Side == Side.Buy ? long.MaxValue : long.MinValue;
    }

    // Fill or kill, all or none and a least quantity ask before anything trades; the latter two hold on entry only.
    bool CanStart(int slot, Book book, long limit)
    {
        ref var order = ref state.Orders[slot];
        var least = state.Orders.Terms(slot).MinQuantity;
        var whole = order.TimeInForce == TimeInForce.FillOrKill || (order.Flags & OrderFlags.AllOrNone) != 0;
        var quantity = whole ? order.Leaves : least;
        if (quantity == 0) return true;
        if (least != 0) state.Orders.ChangeTerms(slot).MinQuantity = 0;
        order.Flags &= ~OrderFlags.AllOrNone;
        return Reaches(in order, book, limit, quantity);
    }

    static CancelCause Missed(ref readonly Order order)
        => order.TimeInForce == TimeInForce.FillOrKill ? default : new CancelCause(RejectReason.MinimumQuantity, Unsolicited: false);

    bool Reaches(ref readonly Order order, Book book, long limit, long quantity)
    {
        var lots = quantity / state.Registry.Instruments[order.Instrument].LotSize;
        var action = Prevention(in order);
        if (action == SelfTradeAction.Trade) return book.CanFill(SideOf(in order), limit, lots);
        var policy = new SameAccountPolicy(state.Fills, OwnerOf(in order), action);
        return book.CanFill(SideOf(in order), limit, lots, ref policy);
    }

    MatchOutcome Match(ref readonly Order order, Book book, long limit)
    {
        state.Fills.Clear();
        var sink = new FillCollector(state.Fills);
        var lots = order.Leaves / state.Registry.Instruments[order.Instrument].LotSize;
        var action = Prevention(in order);
        if (action == SelfTradeAction.Trade) return new MatchOutcome(book.Match(SideOf(in order), limit, lots, ref sink), 0, false);
        var policy = new SameAccountPolicy(state.Fills, OwnerOf(in order), action);
        return book.Match(SideOf(in order), limit, lots, ref sink, ref policy);
    }

    int OwnerOf(ref readonly Order order) => state.Registry.Accounts[order.Account].Owner;

    SelfTradeAction Prevention(ref readonly Order order)
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

    void BookFills<TOutbox>(int taker, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var instrument = ref state.Registry.Instruments[state.Orders[taker].Instrument];
        for (var i = 0; i < Math.Min(state.Fills.Count, FetchedMax); i++) state.Orders.Prefetch(state.Fills[i].Maker);
        for (var i = 0; i < state.Fills.Count; i++)
        {
            ref var fill = ref state.Fills[i];
            // The book has let go of a maker without leaves.
            if (fill.MakerLeaves == 0) state.Orders[fill.Maker].Handle = 0;
            if (fill.Prevented)
            {
                Decrement(fill.Maker, fill.Lots * instrument.LotSize, ref outbox);
                continue;
            }

            var price = fill.Ticks * instrument.BookTick;
            PriceReference.Trade(state, state.Orders[taker].Instrument, price);
            var trade = new Execution(price, fill.Lots * instrument.LotSize, ++state.LastTradeId, Liquidity.Taker);
            trades.Book(taker, in trade, default, ref outbox);
            trade = trade with { Liquidity = Liquidity.Maker };
            trades.Book(fill.Maker, in trade, default, ref outbox);
        }
    }

    /// <summary>Quantity that self-trade prevention took away without a trade.</summary>
    void Decrement<TOutbox>(int slot, long quantity, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        var cause = new CancelCause(RejectReason.SelfTrade, Unsolicited: true);
        if (quantity >= order.Leaves)
        {
            cancels.End(slot, in cause, default, ref outbox);
            return;
        }

        cancels.Shrink(slot, quantity);
        var parent = trades.ParentOf(in order);
        ref var report = ref reports.Describe(parent != 0 ? parent : slot, ExecType.Restated, ref outbox);
        report.Unsolicited = true;
        report.Rejection.Reason = RejectReason.SelfTrade;
        outbox.Commit();
    }
}
