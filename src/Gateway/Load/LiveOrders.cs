using Gateway.Messages;

namespace Gateway.Load;

/// <summary>An own order that may still be cancelled or replaced.</summary>
struct LiveOrder
{
    /// <summary>Number of its present ClOrdID.</summary>
    internal long Number;

    /// <summary>Total quantity, 1e-8.</summary>
    internal long Quantity;

    /// <summary>Index of its instrument.</summary>
    internal int Instrument;

    /// <summary>Buy or sell.</summary>
    internal Side Side;
}

/// <summary>Own orders of one session, as far as is known; drawn by position, found by number. Bounded, and no allocation after construction.</summary>
sealed class LiveOrders(int ordersMax)
{
    readonly LiveOrder[] _orders = new LiveOrder[ordersMax];
    readonly Dictionary<long, int> _positions = new(ordersMax + 1);

    internal int Count { get; private set; }

    internal bool IsFull => Count == _orders.Length;

    internal ref LiveOrder At(int position) => ref _orders[position];

    internal void Add(in LiveOrder order)
    {
        _positions[order.Number] = Count;
        _orders[Count++] = order;
    }

    /// <summary>Forgets an order; nothing happens when it is not known.</summary>
    internal void Remove(long number)
    {
        if (!_positions.Remove(number, out var position)) return;
        var last = _orders[--Count];
        if (position == Count) return;
        _orders[position] = last;
        _positions[last.Number] = position;
    }

    /// <summary>Gives an order another ClOrdID; nothing happens when it is not known.</summary>
    internal void Renumber(long from, long to)
    {
        if (!_positions.Remove(from, out var position)) return;
        _orders[position].Number = to;
        _positions[to] = position;
    }
}
