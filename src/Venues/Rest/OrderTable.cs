using System.Diagnostics.CodeAnalysis;

namespace Gateway.Venues.Rest;

/// <summary>The orders that may be open at the exchange, and the last finished ones, so that late frames find them.</summary>
sealed class OrderTable(int finishedMax)
{
    readonly Dictionary<long, TrackedOrder> _orders = [];
    readonly Queue<long> _finished = new();

    public bool TryGet(long orderId, [MaybeNullWhen(false)] out TrackedOrder order) => _orders.TryGetValue(orderId, out order);

    public void Add(TrackedOrder order) => _orders.Add(order.OrderId, order);

    /// <summary>No work goes on for any order.</summary>
    public bool IsQuiet => _orders.Values.All(order => order.Work.IsCompleted);

    /// <summary>Orders that the exchange has and that are quiet: no request of theirs is under way.</summary>
    public List<TrackedOrder> Resting()
        => [.. _orders.Values.Where(order => !order.IsDone && order.Work.IsCompleted && order.Legs.Count > 0 && order.Live.Acknowledged)];

    /// <summary>Marks an order as done and forgets the one that was done longest ago.</summary>
    public void Finish(TrackedOrder order)
    {
        if (order.IsDone) return;
        order.IsDone = true;
        _finished.Enqueue(order.OrderId);
        if (_finished.Count > finishedMax) _orders.Remove(_finished.Dequeue());
    }
}
