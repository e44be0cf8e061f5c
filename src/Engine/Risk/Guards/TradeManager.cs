using System.Buffers.Text;
using Gateway.Engine.Orders;
using Gateway.Engine.Positions;
using Gateway.Engine.Risk.Enforcement;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>
/// R081: keeps one stop order for each position of an account or strategy that asks for it: so many ticks from the entry, brought to the entry
/// once the profit is great enough, trailing behind the best price. It only ever moves toward the market, is as large as what it may close,
/// and goes with the position; so it can never open one. It stands back while the position is being closed by force, and where nothing but
/// cancels is allowed.
/// </summary>
sealed class TradeManager(
    EngineState state, RiskGate gate, PriceReference prices, CandidateFactory candidates, Ledger ledger, OrderDesk desk, NewOrderHandler orders,
    CancelDesk cancels, StopDesk stops, Enforcer enforcer, PositionCloser closer, ReportWriter reports)
{
    /// <summary>Positions that fills of the message at work have changed.</summary>
    internal void Run<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        while (!state.Managed.IsEmpty) Look(state.Managed.Take(), ref outbox);
    }

    /// <summary>Prices have moved since the last tick, or the rule was asked for when the position was there already.</summary>
    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var number = 0; number < state.Positions.Count; number++)
        {
            ref var position = ref state.Positions[number];
            var account = state.Scopes.Of(ScopeKind.Account, position.Account);
            if (position.ManagedBy == 0 && position.Quantity != 0 && IsAsked(account)) position.ManagedBy = account + 1;
            if (position.ManagedBy != 0) Look(number, ref outbox);
        }
    }

    void Look<TOutbox>(int number, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (enforcer.IsClosing(number)) return;
        ref var position = ref state.Positions[number];
        var side = position.Quantity > 0 ? Side.Sell : Side.Buy;
        var slot = StopOf(ref position);
        var managed = position.Quantity != 0 && IsAsked(position.ManagedBy - 1);
        if (slot != 0 && (!managed || state.Orders[slot].Direction != side)) Cancel(ref slot, ref outbox);
        if (!managed && slot == 0) position.ManagedBy = 0;
        if (!managed || (slot != 0 && !state.Orders[slot].Waiting) || IsClosed(in position)) return; // One that was triggered is closing.
        var present = slot == 0 ? 0 : state.Orders.Terms(slot).StopPrice;
        var wanted = PriceOf(ref position, present);
        var quantity = QuantityOf(in position);
        if (quantity == 0 && slot != 0) Cancel(ref slot, ref outbox);
        else if (quantity == 0 || wanted == 0) return;
        else if (slot == 0) Place(number, side, quantity, wanted, ref outbox);
        else if (wanted != present || quantity != state.Orders[slot].Leaves) Amend(slot, quantity, wanted, ref outbox);
    }

    bool IsAsked(int scope) => (state.Scopes.States[scope].Enabled >> (int)Rule.TradeManagement & 1) != 0;

    // Nothing but cancels is allowed: a kill would be none if an order came after it.
    bool IsClosed(ref readonly Position position)
    {
        Span<int> scopes = [0, state.Scopes.Of(ScopeKind.Account, position.Account), state.Scopes.Of(ScopeKind.Instrument, position.Instrument)];
        foreach (var scope in scopes)
            if (state.Scopes.States[scope].Strictest >= TradingState.CancelOnly)
                return true;
        return false;
    }

    // The slot of its stop order; 0 when it has none that is open.
    int StopOf(ref Position position)
    {
        var slot = position.StopOrderId == 0 ? 0 : state.Orders.Find(position.StopOrderId);
        if (slot != 0 && !state.Orders[slot].Done) return slot;
        position.StopOrderId = 0;
        return 0;
    }

    // All that is held, whatever else is to close it; of a strategy's part no more than that.
    long QuantityOf(ref readonly Position position)
    {
        var lot = state.Registry.Instruments[position.Instrument].LotSize;
        return Math.Abs(state.HeldBy(position.ManagedBy - 1, in position)) / lot * lot;
    }

    /// <summary>Where the stop has to be; 0 for nowhere yet.</summary>
    long PriceOf(ref Position position, long present)
    {
        ref readonly var terms = ref state.Scopes.TermsOf(position.ManagedBy - 1, Rule.TradeManagement);
        ref readonly var instrument = ref state.Registry.Instruments[position.Instrument];
        var sign = position.Quantity > 0 ? 1 : -1;
        var entry = position.AveragePrice;
        var tick = instrument.TickAt(entry);
        if (prices.TryReference(position.Instrument, 0, out var mark, out _) && (position.BestPrice == 0 || sign * (mark - position.BestPrice) > 0)) position.BestPrice = mark;
        var best = position.BestPrice == 0 ? entry : position.BestPrice;
        var stop = present;
        if (terms.Value > 0) Tighten(ref stop, entry - sign * terms.Value * tick, sign);
        if (terms.Value2 > 0 && sign * (best - entry) >= terms.Value2 * tick) Tighten(ref stop, entry, sign);
        if (terms.Value3 > 0) Tighten(ref stop, best - sign * terms.Value3 * tick, sign);
        return stop <= 0 ? 0 : OnGrid(stop, instrument.TickAt(stop), sign);
    }

    static void Tighten(ref long stop, long candidate, int sign)
    {
        if (stop == 0 || sign * (candidate - stop) > 0) stop = candidate;
    }

    // Onto the grid, toward the market.
    static long OnGrid(long price, long tick, int sign) => sign < 0 ? price / tick * tick : (price + tick - 1) / tick * tick;

    void Cancel<TOutbox>(ref int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!state.Orders[slot].Waiting) return; // It is closing: what it cannot take ends by itself.
        cancels.Cancel(slot, new CancelCause(RejectReason.TradeManagement, Unsolicited: true), default, ref outbox);
        slot = 0;
    }

    void Amend<TOutbox>(int slot, long quantity, long stopPrice, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        cancels.Unbook(ref order);
        state.Orders.ChangeTerms(slot).StopPrice = order.ValuationPrice = stopPrice;
        order.Quantity = order.Cum + quantity;
        ledger.Resize(ref order, quantity, 0);
        reports.Describe(slot, ExecType.Replaced, ref outbox).Rejection.Reason = RejectReason.TradeManagement;
        outbox.Commit();
        stops.Hold(slot, ref outbox);
    }

    void Place<TOutbox>(int number, Side side, long quantity, long stopPrice, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!state.Orders.HasRoom(1) || state.ClientIds.IsFull) return;
        ref var position = ref state.Positions[number];
        var message = new Inbound { Kind = InboundKind.NewOrder };
        ref var order = ref message.NewOrder;
        order.ClOrdId = NextId();
        order.Symbol = state.Registry.Symbols[position.Instrument];
        order.Account = state.Registry.AccountNames[position.Account];
        order.Side = side;
        order.Type = OrderType.Stop;
        order.TimeInForce = TimeInForce.GoodTillCancel;
        order.Flags = OrderFlags.ReduceOnly;
        order.Quantity = new Quantity(quantity);
        order.StopPrice = new Price(stopPrice);
        order.SelfTradePrevention = SelfTradePrevention.CancelOldest;
        var candidate = candidates.Of(in message);
        if (gate.AppraiseClosing(ref candidate).IsRejected) return;
        candidate.Opening = 0; // Its owner's closing orders give way to it, as soon as it is triggered.
        closer.UseSession();
        var slot = desk.Open(in candidate, in order);
        position.StopOrderId = state.Orders[slot].OrderId;
        orders.Work(slot, in candidate, ref outbox);
    }

    Text64 NextId()
    {
        Span<byte> id = stackalloc byte[32];
        "STOP-"u8.CopyTo(id);
        Utf8Formatter.TryFormat(state.LastOrderId + 1, id[5..], out var length);
        Text64 text = default;
        FixedText.TrySet(ref text, id[..(5 + length)]);
        return text;
    }
}
