using Gateway.Engine.Matching;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>
/// The states of an instrument's market: collecting orders for an auction, open, halted, closed. A market that opens, or closes out of an
/// auction, first trades at the one price that the maximum-volume rule gives; what only that auction was for ends behind it.
/// </summary>
sealed class MarketDesk(EngineState state, TradeDesk trades, CancelDesk cancels, ExpiryDesk expiries, ReportWriter reports)
{
    /// <summary>When the next volatility auction ends; the greatest time when there is none.</summary>
    internal long NextEnd
    {
        get
        {
            var next = long.MaxValue;
            for (var instrument = 0; state.Markets.SpecialCount > 0 && instrument < state.Registry.Symbols.Count; instrument++)
                if (state.Markets[instrument].Until != 0)
                    next = Math.Min(next, state.Markets[instrument].Until);
            return next;
        }
    }

    internal void On<TOutbox>(ref readonly MarketStateSet set, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var all = FixedText.IsEmpty(in set.Symbol);
        var number = all ? -1 : state.Registry.Symbols.Find(in set.Symbol);
        if (!all && number < 0)
        {
            Refuse(in set, RejectReason.UnknownInstrument, ref outbox);
            return;
        }

        for (var instrument = all ? 0 : number; instrument < (all ? state.Registry.Symbols.Count : number + 1); instrument++)
            if (Allows(instrument, set.State)) Change(instrument, set.State, 0, in set.By, ref outbox);
            else if (!all) Refuse(in set, RejectReason.NotInThisState, ref outbox);
    }

    // An exchange's auctions are its own; what is routed there may be halted or closed here.
    bool Allows(int instrument, MarketState next) => next switch
    {
        MarketState.Open or MarketState.Halted or MarketState.Closed => true,
        MarketState.PreOpen or MarketState.OpeningAuction or MarketState.ClosingAuction => state.Registry.Instruments[instrument].Matching == MatchingPlace.Internal,
        _ => false,
    };

    /// <summary>A trade would have left the dynamic band: continuous matching stops and a call begins.</summary>
    internal void Interrupt<TOutbox>(int instrument, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var until = state.Now + Math.Max(1, state.Registry.Instruments[instrument].VolatilityAuctionNanos);
        state.Due = Math.Min(state.Due, until);
        Change(instrument, MarketState.VolatilityAuction, until, default, ref outbox);
    }

    /// <summary>Volatility auctions whose end has come trade, and their markets open.</summary>
    internal void EndCalls<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var instrument = 0; state.Markets.SpecialCount > 0 && instrument < state.Registry.Symbols.Count; instrument++)
            if (state.Markets[instrument].Until != 0 && state.Markets[instrument].Until <= state.Now)
                Change(instrument, MarketState.Open, 0, default, ref outbox);
    }

    /// <summary>Tells what the calls would trade now, where it has changed.</summary>
    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var instrument = 0; state.Markets.SpecialCount > 0 && instrument < state.Registry.Symbols.Count; instrument++)
        {
            ref var market = ref state.Markets[instrument];
            if (!IsCall(market.State)) continue;
            var indication = Indication(instrument);
            if (indication == market.Told) continue;
            market.Told = indication;
            Tell(instrument, market.State, default, ref outbox);
        }
    }

    void Change<TOutbox>(int instrument, MarketState next, long until, in Text16 by, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var market = ref state.Markets[instrument];
        var previous = market.State;
        if (previous == next) return;
        state.Markets.SpecialCount += (next != MarketState.Open ? 1 : 0) - (previous != MarketState.Open ? 1 : 0);
        (market.State, market.Until, market.Told) = (next, until, default);
        Tell(instrument, previous, in by, ref outbox);
        // A book that a halt left crossed is uncrossed when it opens again.
        if (state.Registry.Books[instrument] is { } book && (next == MarketState.Open || (next == MarketState.Closed && IsCall(previous)))) Uncross(instrument, book, next, ref outbox);
        if (next == MarketState.Closed && state.Registry.Instruments[instrument].DayEnd == DayEnd.Close) expiries.EndDay(instrument, ref outbox);
        if (next == MarketState.Open) state.Triggers.Resume(instrument);
    }

    static bool IsCall(MarketState market) => market is MarketState.PreOpen or MarketState.OpeningAuction or MarketState.ClosingAuction or MarketState.VolatilityAuction;

    AuctionPrice Indication(int instrument)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        var reference = traded.LastPrice != 0 ? traded.LastPrice : traded.ReferencePrice;
        var indication = state.Registry.Books[instrument]!.IndicativePrice((reference - reference % traded.TickAt(reference)) / traded.BookTick);
        return indication.PriceTicks > 0 ? indication : default; // Market orders alone, and nothing that says at what price.
    }

    void Uncross<TOutbox>(int instrument, Book book, MarketState next, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var auction = Indication(instrument);
        if (auction.Lots > 0)
        {
            state.Fills.Clear();
            var sink = new CrossCollector(state.Fills);
            book.Uncross(auction, ref sink);
            BookCrosses(instrument, auction.PriceTicks, ref outbox);
            if (state.Registry.Stops[instrument] is { Count: > 0 }) state.Triggers.Note(instrument, auction.PriceTicks, auction.PriceTicks);
        }

        EndLeftovers(book, next == MarketState.Open ? TimeInForce.AtTheOpening : TimeInForce.AtTheClose, ref outbox);
    }

    void BookCrosses<TOutbox>(int instrument, long ticks, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        for (var i = 0; i < state.Fills.Count; i += 2)
        {
            PriceReference.Trade(state, instrument, ticks * traded.BookTick);
            var trade = new Execution(ticks * traded.BookTick, state.Fills[i].Lots * traded.LotSize, ++state.LastTradeId, Liquidity.Auction);
            for (var side = i; side <= i + 1; side++)
            {
                if (state.Fills[side].MakerLeaves == 0) state.Orders[state.Fills[side].Maker].Handle = Book.None;
                trades.Book(state.Fills[side].Maker, in trade, default, ref outbox);
            }
        }
    }

    // Market orders were for this auction, and so were those for the opening or the close.
    void EndLeftovers<TOutbox>(Book book, TimeInForce ends, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        state.Fills.Clear();
        foreach (var resting in book.Orders(BookSide.Buy)) NoteLeftover(resting.User, ends);
        foreach (var resting in book.Orders(BookSide.Sell)) NoteLeftover(resting.User, ends);
        for (var i = 0; i < state.Fills.Count; i++)
        {
            var slot = state.Fills[i].Maker;
            var cause = state.Orders[slot].TimeInForce == ends
                ? new CancelCause(RejectReason.None, Unsolicited: true, Expires: true) : new CancelCause(RejectReason.MarketNoLiquidity, Unsolicited: true);
            cancels.End(slot, in cause, default, ref outbox, cause.Status);
        }
    }

    void NoteLeftover(int slot, TimeInForce ends)
    {
        ref var order = ref state.Orders[slot];
        if (order.Price == 0 || order.TimeInForce == ends) state.Fills.Add(slot, 0, 0, 0, prevented: false);
    }

    void Tell<TOutbox>(int instrument, MarketState previous, in Text16 by, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var market = ref state.Markets[instrument];
        ref var traded = ref state.Registry.Instruments[instrument];
        ref var status = ref reports.Begin(OutboundKind.MarketStatus, 0, state.Cause, ref outbox).MarketStatus;
        status.Symbol = state.Registry.Symbols[instrument];
        status.State = market.State;
        status.Previous = previous;
        status.IndicativePrice = new Price(market.Told.PriceTicks * traded.BookTick);
        status.IndicativeQuantity = new Quantity(market.Told.Lots * traded.LotSize);
        status.Surplus = new Quantity(market.Told.SurplusLots * traded.LotSize);
        status.LastPrice = new Price(traded.LastPrice);
        status.Until = new Timestamp(market.Until);
        status.By = by;
        outbox.Commit();
        state.Registry.Books[instrument]?.Tape?.Market(instrument, market.State, in market.Told);
    }

    void Refuse<TOutbox>(ref readonly MarketStateSet set, RejectReason reason, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        state.Outcome.Refusal = Rejection.Of(reason).At(ScopeKind.Instrument, set.Symbol);
        ref var status = ref reports.Begin(OutboundKind.MarketStatus, 0, state.Cause, ref outbox).MarketStatus;
        status.Symbol = set.Symbol;
        status.State = status.Previous = set.State;
        status.By = set.By;
        status.Rejection = state.Outcome.Refusal;
        outbox.Commit();
    }
}
