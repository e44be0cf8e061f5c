using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Which order a request means, and what is common to all requests about an order.</summary>
sealed class OrderLookup(EngineState state)
{
    /// <summary>The slot of the session's order by its present ClOrdID, else by its OrderID; 0 when there is none.</summary>
    internal int Find(ushort session, in Text64 clOrdId, long orderId)
    {
        if (!FixedText.IsEmpty(in clOrdId)) return state.Orders.Find(session, in clOrdId);
        var slot = state.Orders.Find(orderId);
        // Children of an allocation are the gateway's own.
        return slot != 0 && state.Orders[slot].Session == session && state.Orders[slot].Parent == 0 ? slot : 0;
    }

    internal bool MayTrade(ushort session) => state.Registry.KnowsSession(session) && !state.Registry.Sessions[session].DropCopy;

    internal bool IsSeen(ushort session, in Text64 clOrdId) => state.ClientIds.IsSeen(ClientIdKey.Of(session, in clOrdId));

    /// <summary>The id of a request is used up, whatever became of it.</summary>
    internal void Remember(ushort session, in Text64 clOrdId)
    {
        if (FixedText.IsEmpty(in clOrdId) || !state.Registry.KnowsSession(session) || state.ClientIds.IsFull) return;
        var key = ClientIdKey.Of(session, in clOrdId);
        if (!state.ClientIds.IsSeen(in key)) state.ClientIds.Set(in key, 0);
    }

    /// <summary>The request names another instrument or side than the order has.</summary>
    internal bool Differs(ref readonly Order order, in Text24 symbol, Side side)
        => (!FixedText.IsEmpty(in symbol) && state.Registry.Symbols[order.Instrument] != symbol) || (side != Side.None && side != order.Side);

    /// <summary>A cancel or replace of the order waits for a venue.</summary>
    internal bool IsPending(ref readonly Order order)
        => order.VenueLeg != 0 && (state.Legs[order.VenueLeg].Pending != PendingRequest.None || state.Legs[order.VenueLeg].CancelQueued);
}
