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

    /// <summary>A replace waits for its answer: until then nobody knows which ClOrdID the order has.</summary>
    internal bool IsReplacing;
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

    /// <summary>Gives an order the ClOrdID of a replace that is sent; nothing happens when it is not known.</summary>
    internal void BeginReplace(long from, long to) => Renumber(from, to, isReplacing: true);

    /// <summary>A replace was taken, or refused: the order has this ClOrdID. Nothing happens when the replace is not known.</summary>
    internal void EndReplace(long replace, long number) => Renumber(replace, number, isReplacing: false);

    void Renumber(long from, long to, bool isReplacing)
    {
        if (!_positions.Remove(from, out var position)) return;
        (_orders[position].Number, _orders[position].IsReplacing) = (to, isReplacing);
        _positions[to] = position;
    }
}
