using System.Buffers.Text;
using Gateway.Engine.Orders;
using Gateway.Engine.Reference;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Enforcement;

/// <summary>
/// Sends the orders that close positions: limit orders at a collar around the reference price, immediate or cancel, never more than what the
/// position holds less what works against it, so that they cannot flip it. They belong to no strategy's session.
/// </summary>
sealed class PositionCloser(
    EngineState state, RiskGate gate, PriceReference prices, CandidateFactory candidates, OrderDesk desk, NewOrderHandler orders, Router router)
{
    /// <summary>How far from the reference a closing order may trade where no collar (R022) is configured, in millionths.</summary>
    const long CollarDefault = 50_000;

    /// <summary>CompID of the session that is none: closing orders are told to drop copies only.</summary>
    static readonly Text32 s_nobody = Text32.From("ENFORCEMENT");

    /// <summary>What a scope holds of a position beyond a size, in whole lots: less than a lot cannot be closed.</summary>
    internal long Excess(int scope, int number, long keep)
    {
        ref var position = ref state.Positions[number];
        var lot = state.Registry.Instruments[position.Instrument].LotSize;
        return Math.Max(0, Math.Abs(state.HeldBy(scope, in position)) - keep) / lot * lot;
    }

    /// <summary>Sends one closing order for a position; false when nothing can be sent now.</summary>
    internal bool Close<TOutbox>(int scope, int number, long keep, long correlation, ref int sent, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!Trades(number) || !TryPlan(scope, number, keep, out var quantity, out var price) || !state.Orders.HasRoom(1) || state.ClientIds.IsFull) return false;
        var request = Request(number, quantity, price, correlation, sent);
        if (state.Scopes.KindOf(scope) == ScopeKind.Strategy) request.NewOrder.Strategy = state.Registry.Strategies[state.Scopes.NumberOf(scope)];
        var candidate = candidates.Of(in request);
        if (gate.AppraiseClosing(ref candidate).IsRejected || candidate.Opening != 0) return false;
        if (state.Registry.Instruments[candidate.Instrument].Matching == MatchingPlace.Routed && router.Choose(ref candidate).IsRejected) return false;
        sent++;
        UseSession();
        var slot = desk.Open(in candidate, in request.NewOrder);
        state.Orders[slot].Correlation = correlation;
        orders.Work(slot, in candidate, ref outbox);
        return true;
    }

    // In a call it would wait, and rest when the market opens: it is to trade at once or not at all. An exchange's market is its own.
    bool Trades(int number)
    {
        var instrument = state.Positions[number].Instrument;
        return state.Registry.Instruments[instrument].Matching == MatchingPlace.Routed || state.Markets[instrument].State == MarketState.Open;
    }

    /// <summary>The order that would be sent now, and its worst price; false when there is nothing to close, or no price to go by.</summary>
    bool TryPlan(int scope, int number, long keep, out long quantity, out long price)
    {
        ref var position = ref state.Positions[number];
        var side = position.Quantity > 0 ? Side.Sell : Side.Buy;
        var lot = state.Registry.Instruments[position.Instrument].LotSize;
        quantity = Math.Min(Excess(scope, number, keep), position.Reducible(side, state.YieldingStop(in position, side))) / lot * lot;
        price = 0;
        return quantity != 0 && TryPrice(number, out price);
    }

    /// <summary>The worst price that a closing order would take; false when there is none to go by.</summary>
    internal bool TryPrice(int number, out long price)
    {
        ref var position = ref state.Positions[number];
        var side = position.Quantity > 0 ? Side.Sell : Side.Buy;
        price = 0;
        if (!prices.TryReference(position.Instrument, 0, out var reference, out _)) reference = prices.BestOpposite(position.Instrument, side);
        if (reference == 0) return false;
        price = OnGrid(PriceReference.Collar(reference, CollarOf(in position), side), position.Instrument, side);
        return price > 0;
    }

    /// <summary>How much of a plan could trade at once, as far as the book or the venues' quotes tell.</summary>
    internal long Fillable(int number, long quantity, long price)
    {
        ref var position = ref state.Positions[number];
        var side = position.Quantity > 0 ? Side.Sell : Side.Buy;
        return Math.Min(quantity, prices.Available(position.Instrument, side, price));
    }

    // Onto the grid, toward the reference.
    long OnGrid(long bound, int instrument, Side side)
    {
        var tick = state.Registry.Instruments[instrument].TickAt(bound);
        return side == Side.Buy ? bound / tick * tick : (bound + tick - 1) / tick * tick;
    }

    // The narrowest collar that the position's scopes know.
    long CollarOf(ref readonly Positions.Position position)
    {
        var collar = CollarDefault;
        Span<int> scopes = [0, state.Scopes.Of(ScopeKind.Account, position.Account), state.Scopes.Of(ScopeKind.Instrument, position.Instrument)];
        foreach (var scope in scopes)
            if (state.Scopes.LimitOf(scope, Rule.PriceCollar).Enabled && state.Scopes.TermsOf(scope, Rule.PriceCollar).Value is > 0 and var millionths)
                collar = Math.Min(collar, millionths);
        return collar;
    }

    Inbound Request(int number, long quantity, long price, long correlation, int sent)
    {
        ref var position = ref state.Positions[number];
        var message = new Inbound { Kind = InboundKind.NewOrder };
        ref var order = ref message.NewOrder;
        order.ClOrdId = IdOf(correlation, sent);
        order.Symbol = state.Registry.Symbols[position.Instrument];
        order.Account = state.Registry.AccountNames[position.Account];
        order.Side = position.Quantity > 0 ? Side.Sell : Side.Buy;
        order.Type = OrderType.Limit;
        order.TimeInForce = TimeInForce.ImmediateOrCancel;
        order.Flags = OrderFlags.ReduceOnly;
        order.Quantity = new Quantity(quantity);
        order.Price = new Price(price);
        order.SelfTradePrevention = SelfTradePrevention.CancelOldest;
        return message;
    }

    static Text64 IdOf(long correlation, int sent)
    {
        Span<byte> id = stackalloc byte[Text64.Capacity];
        "FLAT-"u8.CopyTo(id);
        Utf8Formatter.TryFormat(correlation, id[5..], out var length);
        id[5 + length] = (byte)'-';
        Utf8Formatter.TryFormat(sent + 1, id[(6 + length)..], out var more);
        Text64 text = default;
        FixedText.TrySet(ref text, id[..(6 + length + more)]);
        return text;
    }

    /// <summary>The session that orders of the gateway's own belong to comes into being.</summary>
    internal void UseSession()
    {
        if (!FixedText.IsEmpty(in state.Registry.Sessions[0].CompId)) return;
        state.Registry.Sessions[0].CompId = s_nobody;
        state.Scopes.Use(ScopeKind.Session, 0);
    }
}
