using Gateway.Engine.Matching;
using Gateway.Engine.Positions;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>An order meets the own book: what crosses trades, the rest rests or is cancelled.</summary>
sealed class Matcher(EngineState state, TradeDesk trades, CancelDesk cancels, MarketDesk markets, Reach reach, ReportWriter reports)
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

        var furthest = reach.LimitTicks(in order, worstPrice);
        var limit = reach.WithinBand(in order, furthest);
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
        else if (limit != furthest && book.Crosses(Reach.SideOf(in order), furthest)) Interrupt(slot, book, worstPrice, ref outbox);
        else if (order.Price == 0 || IsImmediate(in order))
            cancels.End(slot, new CancelCause(Leftover(in order), Unsolicited: false), default, ref outbox);
        else if (order.Type == OrderType.MarketToLimit) RestAsLimit(slot, book, ref outbox);
        else Rest(slot, book, furthest, ref outbox);
    }

    // The next trade would leave the band: a call begins, and what is left of the order waits in it if it may.
    void Interrupt<TOutbox>(int slot, Book book, long worstPrice, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        markets.Interrupt(order.Instrument, ref outbox);
        if (order.Type == OrderType.MarketToLimit && !IsImmediate(in order)) RestAsLimit(slot, book, ref outbox);
        else Gather(slot, book, worstPrice, ref outbox);
    }

    // Outside continuous matching orders rest, crossed or not; a market order at its collar, else (and where that is below zero) beyond every
    // price. What may not rest is an order that interrupted the market, or a leg behind one.
    void Gather<TOutbox>(int slot, Book book, long worstPrice, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        if (IsImmediate(in order))
        {
            cancels.End(slot, new CancelCause(RejectReason.NotInThisState, Unsolicited: false), default, ref outbox);
            return;
        }

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
            ? book.Add(Reach.SideOf(in order), ticks, lots, reach.OwnerOf(in order), slot)
            : book.AddIceberg(Reach.SideOf(in order), ticks, peak, lots - peak, peak, reach.OwnerOf(in order), slot);
        if (order.Handle == Book.None) cancels.End(slot, new CancelCause(RejectReason.TableFull, Unsolicited: true), default, ref outbox);
    }

    static RejectReason Leftover(ref readonly Order order)
        => order.Price == 0 && order.Cum == 0 ? RejectReason.MarketNoLiquidity : RejectReason.None;

    static bool IsImmediate(ref readonly Order order) => order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;

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
        return reach.CanFill(in order, book, limit, quantity);
    }

    static CancelCause Missed(ref readonly Order order)
        => order.TimeInForce == TimeInForce.FillOrKill ? default : new CancelCause(RejectReason.MinimumQuantity, Unsolicited: false);

    MatchOutcome Match(ref readonly Order order, Book book, long limit)
    {
        state.Fills.Clear();
        var sink = new FillCollector(state.Fills);
        var lots = order.Leaves / state.Registry.Instruments[order.Instrument].LotSize;
        var action = reach.Prevention(in order);
        if (action == SelfTradeAction.Trade) return new MatchOutcome(book.Match(Reach.SideOf(in order), limit, lots, ref sink), 0, false);
        var policy = new SameAccountPolicy(state.Fills, reach.OwnerOf(in order), action);
        return book.Match(Reach.SideOf(in order), limit, lots, ref sink, ref policy);
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
