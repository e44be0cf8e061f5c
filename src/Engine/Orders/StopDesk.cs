using Gateway.Engine.Matching;
using Gateway.Engine.Risk;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>
/// Stop orders from acceptance to trigger. They wait here, also those for exchanges; triggered, they meet the own book or go to a venue as
/// the market or limit order that they become. Buy orders are looked at before sell orders, the nearest trigger first, the oldest of
/// equal triggers first; each acts to its end before the next one is looked for, and its trades may trigger more.
/// </summary>
sealed class StopDesk(EngineState state, RiskGate gate, PriceReference prices, Matcher matcher, CancelDesk cancels, Router router, ReportWriter reports)
{
    /// <summary>Prices have moved where stop orders wait.</summary>
    internal bool HasWork => state.Triggers.HasPending || state.Triggers.HasQuoted;

    /// <summary>An accepted stop order begins to wait. One whose trigger has been reached already acts at the end of the message.</summary>
    internal void Hold<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var instrument = ref state.Registry.Instruments[order.Instrument];
        var stops = state.Registry.StopsOf(order.Instrument);
        order.Handle = stops.Add(SideOf(in order), state.Orders.Terms(slot).StopPrice / instrument.BookTick, slot);
        order.Waiting = order.Handle != Book.None;
        if (!order.Waiting)
        {
            cancels.End(slot, new CancelCause(RejectReason.TableFull, Unsolicited: true), default, ref outbox);
            return;
        }

        if (state.Registry.FollowsQuotes(order.Instrument)) state.Triggers.FollowQuotes(order.Instrument);
        else if (instrument.LastPrice != 0) state.Triggers.Note(order.Instrument, instrument.LastPrice / instrument.BookTick, instrument.LastPrice / instrument.BookTick);
    }

    /// <summary>Lets act what the prices of the message at work have triggered.</summary>
    internal void Run<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var instrument = state.Triggers.NextQuoted(0); instrument >= 0; instrument = state.Triggers.NextQuoted(instrument + 1)) RunQuoted(instrument, ref outbox);
        for (var instrument = state.Triggers.TakePending(); instrument >= 0; instrument = state.Triggers.TakePending()) RunTraded(instrument, ref outbox);
    }

    void RunTraded<TOutbox>(int instrument, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var stops = state.Registry.StopsOf(instrument); // Who waited may be gone, and a loaded state knows of no empty book.
        while (IsOpen(instrument) && (stops.TryTrigger(BookSide.Buy, state.Triggers.HighOf(instrument), out var slot)
               || stops.TryTrigger(BookSide.Sell, state.Triggers.LowOf(instrument), out slot)))
            Trigger(slot, ref outbox);
        if (IsOpen(instrument)) state.Triggers.Forget(instrument); // Else what was reached waits for the market to open.
    }

    void RunQuoted<TOutbox>(int instrument, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var stops = state.Registry.Stops[instrument]!;
        while (IsOpen(instrument) && (TryQuote(stops, instrument, BookSide.Buy, out var slot) || TryQuote(stops, instrument, BookSide.Sell, out slot))) Trigger(slot, ref outbox);
        if (stops.Count == 0) state.Triggers.IgnoreQuotes(instrument);
    }

    bool IsOpen(int instrument) => state.Markets[instrument].State == MarketState.Open;

    bool TryQuote(StopBook stops, int instrument, BookSide side, out int slot)
    {
        slot = 0;
        var price = prices.BestOpposite(instrument, side == BookSide.Buy ? Side.Buy : Side.Sell);
        return price != 0 && stops.TryTrigger(side, price / state.Registry.Instruments[instrument].BookTick, out slot);
    }

    void Trigger<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        order.Waiting = false;
        order.Handle = Book.None;
        reports.Change(slot, ExecType.Triggered, ref outbox);
        if (state.Positions[order.Position].StopOrderId == order.OrderId) ClearTheWay(slot, ref outbox);
        if ((order.Flags & OrderFlags.ReduceOnly) != 0 && !Reduces(slot, ref outbox)) return;
        if (state.Registry.Instruments[order.Instrument].Matching == MatchingPlace.Routed) Route(slot, ref outbox);
        else matcher.Execute(slot, order.Price != 0 ? 0 : gate.WorstPriceOf(in order), ref outbox);
    }

    // The gateway's own stop goes before its owner's other orders that close: with both the position would turn.
    void ClearTheWay<TOutbox>(int stop, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var (position, side) = (state.Orders[stop].Position, state.Orders[stop].Direction);
        if (state.Positions[position].Working(side) == state.Orders[stop].Working) return;
        for (var session = 0; session < state.Registry.Sessions.Length; session++)
            for (int slot = state.Registry.Sessions[session].FirstOrder, next; slot != 0; slot = next)
            {
                next = state.Orders.Next(slot);
                ref var order = ref state.Orders[slot];
                if (slot == stop || order.IsParent || order.Position != position || order.Direction != side) continue;
                cancels.Cancel(slot, new CancelCause(RejectReason.TradeManagement, Unsolicited: true), default, ref outbox);
            }
    }

    // The position may have gone while the order waited: it takes what is left of it, or ends.
    bool Reduces<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var position = ref state.Positions[order.Position];
        // What other orders of the side may still take is not its own.
        var held = (order.Direction == Side.Buy ? -position.Quantity : position.Quantity) - (position.Working(order.Direction) - order.Working - state.YieldingStop(in position, order.Direction));
        if (held <= 0)
        {
            cancels.End(slot, new CancelCause(RejectReason.ReduceOnlyWouldIncrease, Unsolicited: true), default, ref outbox);
            return false;
        }

        if (order.Leaves <= held) return true;
        cancels.Shrink(slot, order.Leaves - held);
        reports.Restate(slot, RejectReason.ReduceOnlyWouldIncrease, ref outbox);
        return true;
    }

    void Route<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        var c = gate.Again(in order);
        var rejection = router.Choose(ref c);
        if (rejection.IsRejected)
        {
            cancels.End(slot, new CancelCause(rejection.Reason, Unsolicited: true), default, ref outbox);
            return;
        }

        router.Attach(slot, c.Route);
        order.Status = OrdStatus.New; // Its owner knows it as such already.
        router.Send(slot, ref outbox);
    }

    static BookSide SideOf(ref readonly Order order) => order.Side == Side.Buy ? BookSide.Buy : BookSide.Sell;
}
