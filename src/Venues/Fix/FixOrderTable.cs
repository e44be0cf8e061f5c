using System.Diagnostics.CodeAnalysis;
using Gateway.Messages;

namespace Gateway.Venues.Fix;

/// <summary>The orders that may be open at the exchange, and the last finished ones.</summary>
sealed class FixOrderTable(int finishedMax)
{
    readonly Dictionary<long, FixOrder> _orders = [];
    readonly Queue<long> _finished = new();

    public bool TryGet(long orderId, [MaybeNullWhen(false)] out FixOrder order) => _orders.TryGetValue(orderId, out order);

    /// <summary>The order that the exchange knows by this id; null when it is not known here.</summary>
    public FixOrder? FindByVenueOrderId(Text40 id) => FixedText.IsEmpty(in id) ? null : _orders.Values.FirstOrDefault(order => order.VenueOrderId.Equals(id));

    public FixOrder Add(in VenueOrder terms, bool recovered)
    {
        var order = new FixOrder(in terms) { Recovered = recovered };
        _orders.Add(order.OrderId, order);
        return order;
    }

    public List<FixOrder> Open() => [.. _orders.Values.Where(order => !order.IsDone)];

    /// <summary>Marks an order as done and forgets the one that was done longest ago.</summary>
    public void Finish(FixOrder order)
    {
        order.Pending.Clear();
        if (order.IsDone) return;
        order.IsDone = true;
        _finished.Enqueue(order.OrderId);
        if (_finished.Count > finishedMax) _orders.Remove(_finished.Dequeue());
    }
}
