namespace Gateway.Engine.Orders;

/// <summary>Open orders with an end of their own, the next to end on top: a binary heap by time, then by OrderID.</summary>
sealed class ExpiryHeap(EngineLimits limits)
{
    struct Entry
    {
        internal long Time;
        internal long OrderId;
        internal int Slot;

        internal readonly bool Before(in Entry other) => Time != other.Time ? Time < other.Time : OrderId < other.OrderId;
    }

    // From 1, so that the children of i are 2i and 2i + 1.
    readonly Entry[] _heap = LargeTable.Of<Entry>(limits.OrdersMax + 2);
    readonly int[] _places = LargeTable.Of<int>(limits.OrdersMax + Math.Max(1, limits.DoneOrdersMax) + 1);
    int _count;

    /// <summary>When the next order ends; the greatest time when there is none.</summary>
    internal long NextTime => _count == 0 ? long.MaxValue : _heap[1].Time;

    /// <summary>The slot of the order that ends next.</summary>
    internal int Next => _heap[1].Slot;

    /// <summary>Gives an order its end, or another one.</summary>
    internal void Set(int slot, long orderId, long time)
    {
        if (_places[slot] == 0) _places[slot] = ++_count;
        _heap[_places[slot]] = new Entry { Time = time, OrderId = orderId, Slot = slot };
        Settle(_places[slot]);
    }

    /// <summary>The order is done; nothing happens where it has no end.</summary>
    internal void Remove(int slot)
    {
        var place = _places[slot];
        if (place == 0) return;
        _places[slot] = 0;
        var last = _heap[_count--];
        if (place > _count) return;
        Put(place, in last);
        Settle(place);
    }

    void Settle(int place)
    {
        var entry = _heap[place];
        for (; place > 1 && entry.Before(in _heap[place / 2]); place /= 2) Put(place, in _heap[place / 2]);
        for (var child = place * 2; child <= _count; child = place * 2)
        {
            if (child < _count && _heap[child + 1].Before(in _heap[child])) child++;
            if (!_heap[child].Before(in entry)) break;
            Put(place, in _heap[child]);
            place = child;
        }

        Put(place, in entry);
    }

    void Put(int place, in Entry entry)
    {
        _heap[place] = entry;
        _places[entry.Slot] = place;
    }
}
