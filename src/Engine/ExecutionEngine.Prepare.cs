using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine;

// Hints that change nothing: what a message needs lies in tables far larger than any cache; asked for together it arrives together.
public sealed partial class ExecutionEngine
{
    const int PreparedMax = 16;

    // Of the messages prepared last: ids of orders that they name.
    readonly ClientIdKey[] _named = new ClientIdKey[PreparedMax];
    int _namedCount;

    /// <summary>Asks the processor to fetch the places of a message's ids, a little before the message is taken.</summary>
    /// <param name="message">One of the next eight or so; it need not be stamped yet.</param>
    public void Prepare(ref readonly Inbound message)
    {
        switch (message.Kind)
        {
            case InboundKind.NewOrder:
                _state.ClientIds.Prefetch(ClientIdKey.Of(message.Session, in message.NewOrder.ClOrdId));
                break;
            case InboundKind.CancelOrder:
                _state.ClientIds.Prefetch(ClientIdKey.Of(message.Session, in message.CancelOrder.ClOrdId));
                PrepareNamed(ClientIdKey.Of(message.Session, in message.CancelOrder.OrigClOrdId));
                break;
            case InboundKind.ReplaceOrder:
                _state.ClientIds.Prefetch(ClientIdKey.Of(message.Session, in message.ReplaceOrder.ClOrdId));
                PrepareNamed(ClientIdKey.Of(message.Session, in message.ReplaceOrder.OrigClOrdId));
                break;
        }
    }

    void PrepareNamed(in ClientIdKey id)
    {
        _state.ClientIds.Prefetch(in id);
        if (_namedCount < PreparedMax) _named[_namedCount++] = id;
    }

    /// <summary>Asks the processor to fetch the orders that the prepared messages name, and the slots that new ones will be written to.</summary>
    /// <param name="count">How many messages are about to be taken.</param>
    public void PrepareOrders(int count)
    {
        for (var i = 0; i < _namedCount; i++) _state.Orders.Prefetch(in _named[i]);
        _namedCount = 0;
        _state.Orders.PrefetchNext(count);
    }

    /// <summary>
    /// Takes from the system the memory that this many further orders will be written to: an order that touches it first waits for the kernel to clear it,
    /// which takes up to two milliseconds for a large page. Any thread may call it while another runs the engine.
    /// </summary>
    /// <param name="orders">Ahead of those that there are now.</param>
    public void Populate(int orders)
    {
        _state.ClientIds.Populate(orders);
        _state.Orders.Populate(orders);
    }
}
