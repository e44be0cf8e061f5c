using Gateway.Engine.Reference;
using Gateway.Engine.Routing;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>
/// All orders, open and recently done, in preallocated slots from 1. Done ones wait in a queue of bounded length, so that a status
/// request or a late fill still finds them; the oldest of them gives up its slot first.
/// </summary>
sealed class OrderTable
{
    readonly Order[] _orders;
    readonly OrderText[] _texts;
    readonly OrderIndex _index;
    readonly ClientIds _clientIds;
    readonly Registry _registry;
    readonly VenueLegs _legs;
    readonly int _ordersMax;
    readonly int _doneMax;
    int _free;
    int _touched; // Slots up to here have been used; the ones above need no free list.
    int _firstDone;
    int _lastDone;

    internal OrderTable(EngineLimits limits, Registry registry, ClientIds clientIds, VenueLegs legs)
    {
        _ordersMax = limits.OrdersMax;
        _doneMax = Math.Max(1, limits.DoneOrdersMax);
        _orders = LargeTable.Of<Order>(_ordersMax + _doneMax + 1);
        _texts = LargeTable.Of<OrderText>(_orders.Length);
        _index = new OrderIndex(_orders.Length);
        _clientIds = clientIds;
        _registry = registry;
        _legs = legs;
    }

    internal ref Order this[int slot] => ref _orders[slot];

    internal int OpenCount { get; private set; }

    internal int DoneCount { get; private set; }

    internal int Capacity => _ordersMax;

    /// <summary>Slots that can hold an order: 1 to this.</summary>
    internal int SlotsUsed => _touched;

    internal ref OrderText Text(int slot) => ref _texts[slot];

    internal bool HasRoom(int orders) => OpenCount + orders <= _ordersMax;

    /// <summary>The slot of an order by its id, or 0.</summary>
    internal int Find(long orderId) => _index.Find(orderId);

    /// <summary>The slot of the order of a session that bears a ClOrdID now, or 0.</summary>
    internal int Find(ushort session, in Text64 clOrdId)
    {
        var slot = _index.Find(_clientIds.Find(ClientIdKey.Of(session, in clOrdId)));
        return slot != 0 && _texts[slot].ClOrdId == clOrdId ? slot : 0;
    }

    /// <summary>A slot for a new open order. The caller has asked <see cref="HasRoom"/>.</summary>
    internal int Take(long orderId, ushort session)
    {
        var slot = _free;
        if (slot != 0) _free = _orders[slot].Next;
        else slot = ++_touched;
        _orders[slot] = new Order { OrderId = orderId, Session = session };
        _index.Add(orderId, slot);
        OpenCount++;
        Link(slot, ref _registry.Sessions[session]);
        return slot;
    }

    /// <summary>Moves an order from the open to the done ones.</summary>
    internal void Retire(int slot)
    {
        ref var order = ref _orders[slot];
        Unlink(ref order, ref _registry.Sessions[order.Session]);
        OpenCount--;
        order.Done = true;
        order.Next = order.Previous = 0;
        if (_lastDone == 0) _firstDone = slot;
        else _orders[_lastDone].Next = slot;
        _lastDone = slot;
        if (++DoneCount > _doneMax) Forget();
    }

    /// <summary>Takes back an order that was never told to anybody.</summary>
    internal void Undo(int slot)
    {
        ref var order = ref _orders[slot];
        Unlink(ref order, ref _registry.Sessions[order.Session]);
        OpenCount--;
        Release(slot, ref order);
    }

    /// <summary>The order that has been done longest, or 0; the next ones by <see cref="Order.Next"/>.</summary>
    internal int FirstDone => _firstDone;

    void Forget()
    {
        var slot = _firstDone;
        ref var order = ref _orders[slot];
        _firstDone = order.Next;
        DoneCount--;
        Release(slot, ref order);
    }

    void Release(int slot, ref Order order)
    {
        _index.Remove(order.OrderId);
        if (order.VenueLeg != 0) _legs.Give(order.VenueLeg);
        order = default;
        order.Next = _free;
        _free = slot;
    }

    /// <summary>Slots keep their places, free ones included, so that whatever names one still finds it.</summary>
    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Place(ref _touched);
        walker.Place(ref _free);
        walker.Place(ref _firstDone);
        walker.Place(ref _lastDone);
        walker.BeginSet();
        for (var slot = 1; slot <= _touched; slot++)
        {
            if (TWalker.Hashes && _orders[slot].OrderId == 0) continue;
            walker.BeginItem();
            WalkSlot(slot, ref walker);
            walker.EndItem();
        }

        walker.EndSet();
        // Which of the done ones is forgotten next.
        for (var slot = _firstDone; TWalker.Hashes && slot != 0; slot = _orders[slot].Next) walker.Named(NameKind.Order, ref slot);
    }

    void WalkSlot<TWalker>(int slot, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        ref var order = ref _orders[slot];
        walker.Number(ref order.OrderId);
        if (order.OrderId == 0)
        {
            walker.Place(ref order.Next);
            return;
        }

        order.Walk(ref walker);
        _texts[slot].Walk(ref walker);
        if (!TWalker.Loads) return;
        _index.Add(order.OrderId, slot);
        if (order.Done) DoneCount++;
        else OpenCount++;
    }

    void Link(int slot, ref Session session)
    {
        ref var order = ref _orders[slot];
        order.Previous = session.LastOrder;
        if (session.LastOrder == 0) session.FirstOrder = slot;
        else _orders[session.LastOrder].Next = slot;
        session.LastOrder = slot;
    }

    void Unlink(ref Order order, ref Session session)
    {
        if (order.Previous == 0) session.FirstOrder = order.Next;
        else _orders[order.Previous].Next = order.Next;
        if (order.Next == 0) session.LastOrder = order.Previous;
        else _orders[order.Next].Previous = order.Previous;
    }
}
