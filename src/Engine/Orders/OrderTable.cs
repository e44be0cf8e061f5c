using System.Runtime.CompilerServices;
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
    struct Slot
    {
        internal Order Order;
        internal OrderText Text;
    }

    readonly struct SlotIds(Slot[] slots) : IOrderIds
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public long IdOf(int slot) => slots[slot].Order.OrderId;
    }

    struct Link
    {
        internal int Next;      // Of the session's open orders, or of the done or free ones.
        internal int Previous;
    }

    readonly Slot[] _slots;
    readonly Link[] _links;     // Apart from the orders: who leaves a list touches its neighbours, which are in no cache.
    readonly OrderExtras _extras;
    readonly OrderIndex<SlotIds> _index;
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
        _slots = LargeTable.Of<Slot>(_ordersMax + _doneMax + 1);
        _links = LargeTable.Of<Link>(_slots.Length);
        _extras = new OrderExtras(_slots.Length);
        _index = new OrderIndex<SlotIds>(_slots.Length, new SlotIds(_slots));
        _clientIds = clientIds;
        _registry = registry;
        _legs = legs;
    }

    internal ref Order this[int slot] => ref _slots[slot].Order;

    internal int OpenCount { get; private set; }

    internal int DoneCount { get; private set; }

    internal int Capacity => _ordersMax;

    /// <summary>Slots that can hold an order: 1 to this.</summary>
    internal int SlotsUsed => _touched;

    /// <summary>Its present ClOrdID.</summary>
    internal Text64 ClOrdId(int slot) => _extras.ClOrdId(in _slots[slot].Text);

    /// <summary>The same, written where it is wanted.</summary>
    internal void ClOrdId(int slot, out Text64 id) => _extras.ClOrdId(in _slots[slot].Text, out id);

    /// <summary>Gives it its first or another ClOrdID.</summary>
    internal void Name(int slot, in Text64 clOrdId) => _extras.Name(ref _slots[slot].Text, in clOrdId);

    /// <summary>What few orders have; empty for the others.</summary>
    internal ref readonly OrderTerms Terms(int slot) => ref _extras.Terms(in _slots[slot].Text);

    /// <summary>The same, to be changed.</summary>
    internal ref OrderTerms ChangeTerms(int slot) => ref _extras.Change(ref _slots[slot].Text);

    /// <summary>The order behind this one in its list: the session's open ones or the done ones; 0 at the end.</summary>
    internal int Next(int slot) => _links[slot].Next;

    internal bool HasRoom(int orders) => OpenCount + orders <= _ordersMax;

    /// <summary>The slot of an order by its id, or 0.</summary>
    internal int Find(long orderId) => _index.Find(orderId);

    /// <summary>The slot of the order of a session that bears a ClOrdID now, or 0.</summary>
    internal int Find(ushort session, in Text64 clOrdId)
    {
        var slot = _index.Find(_clientIds.Find(ClientIdKey.Of(session, in clOrdId)));
        return slot != 0 && _extras.IsNamed(in _slots[slot].Text, in clOrdId) ? slot : 0;
    }

    /// <summary>A slot for a new open order. The caller has asked <see cref="HasRoom"/>.</summary>
    internal int Take(long orderId, ushort session)
    {
        var slot = _free;
        if (slot != 0) _free = _links[slot].Next;
        else slot = ++_touched;
        ref var order = ref _slots[slot].Order;
        order = default; // In place: a temporary would be written twice.
        (order.OrderId, order.Session) = (orderId, session);
        _index.Add(orderId, slot);
        OpenCount++;
        Append(slot, ref _registry.Sessions[session]);
        return slot;
    }

    /// <summary>Moves an order from the open to the done ones.</summary>
    internal void Retire(int slot)
    {
        ref var order = ref _slots[slot].Order;
        Unlink(slot, ref _registry.Sessions[order.Session]);
        OpenCount--;
        order.Done = true;
        _links[slot] = default;
        if (_lastDone == 0) _firstDone = slot;
        else _links[_lastDone].Next = slot;
        _lastDone = slot;
        if (++DoneCount > _doneMax) Forget();
    }

    /// <summary>Takes back an order that was never told to anybody.</summary>
    internal void Undo(int slot)
    {
        ref var order = ref _slots[slot].Order;
        Unlink(slot, ref _registry.Sessions[order.Session]);
        OpenCount--;
        Release(slot, ref order);
    }

    /// <summary>The order that has been done longest, or 0; the next ones by <see cref="Next"/>.</summary>
    internal int FirstDone => _firstDone;

    /// <summary>Asks the processor to fetch an order that is needed a little later.</summary>
    internal void Prefetch(int slot) => CacheLines.Prefetch(ref _slots[slot]);

    /// <summary>The same for the order that bears an id.</summary>
    internal void Prefetch(in ClientIdKey id)
    {
        var slot = _index.Guess(_clientIds.Find(in id));
        if (slot != 0) Prefetch(slot);
    }

    /// <summary>Asks the processor to fetch the slots that the next orders are written to: those that have been done longest.</summary>
    internal void PrefetchNext(int count)
    {
        _index.PrefetchNext(count);
        if (DoneCount < _doneMax) return;
        for (var slot = _firstDone; count > 0 && slot != 0; slot = _links[slot].Next, count--) Prefetch(slot);
    }

    /// <summary>Takes the memory of as many slots as these further orders need.</summary>
    internal void Populate(int orders)
    {
        LargeTable.Populate(_slots, _touched + 1L, orders);
        LargeTable.Populate(_links, _touched + 1L, orders);
        _index.Populate();
    }

    void Forget()
    {
        var slot = _firstDone;
        _firstDone = _links[slot].Next;
        DoneCount--;
        Release(slot, ref _slots[slot].Order);
    }

    void Release(int slot, ref Order order)
    {
        _index.Remove(order.OrderId);
        _extras.Release(ref _slots[slot].Text);
        if (order.VenueLeg != 0) _legs.Give(order.VenueLeg);
        order.OrderId = 0;
        _links[slot] = new Link { Next = _free };
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
            if (TWalker.Hashes && _slots[slot].Order.OrderId == 0) continue;
            walker.BeginItem();
            WalkSlot(slot, ref walker);
            walker.EndItem();
        }

        walker.EndSet();
        // Which of the done ones is forgotten next.
        for (var slot = _firstDone; TWalker.Hashes && slot != 0; slot = _links[slot].Next) walker.Named(NameKind.Order, ref slot);
    }

    void WalkSlot<TWalker>(int slot, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        ref var order = ref _slots[slot].Order;
        walker.Number(ref order.OrderId);
        walker.Place(ref _links[slot].Next);
        if (order.OrderId == 0) return;
        walker.Place(ref _links[slot].Previous);
        order.Walk(ref walker);
        var (id, terms) = (ClOrdId(slot), Terms(slot));
        walker.Text(ref id);
        terms.Walk(ref walker);
        if (!TWalker.Loads) return;
        Name(slot, in id);
        if (!terms.IsEmpty) ChangeTerms(slot) = terms;
        _index.Add(order.OrderId, slot);
        if (order.Done) DoneCount++;
        else OpenCount++;
    }

    /// <summary>Read back, open orders with an end of their own find their place in the heap again, and waiting ones their prices.</summary>
    internal void FindExpiries(EngineState state)
    {
        state.Due = 0;
        for (var slot = 1; slot <= _touched; slot++)
        {
            ref var order = ref _slots[slot].Order;
            if (order.OrderId == 0 || order.Done) continue;
            if (order.Waiting && _registry.FollowsQuotes(order.Instrument)) state.Triggers.FollowQuotes(order.Instrument);
            var time = order.Parent == 0 ? Terms(slot).EndsAt : Terms(slot).ClaimUntil;
            if (time > state.Now) state.Expiries.Set(slot, order.OrderId, time);
        }
    }

    void Append(int slot, ref Session session)
    {
        _links[slot] = new Link { Previous = session.LastOrder };
        if (session.LastOrder == 0) session.FirstOrder = slot;
        else _links[session.LastOrder].Next = slot;
        session.LastOrder = slot;
    }

    void Unlink(int slot, ref Session session)
    {
        var link = _links[slot];
        if (link.Previous == 0) session.FirstOrder = link.Next;
        else _links[link.Previous].Next = link.Next;
        if (link.Next == 0) session.LastOrder = link.Previous;
        else _links[link.Next].Previous = link.Previous;
    }
}
