using Gateway.Messages;

namespace Gateway.Cli;

/// <summary>
/// Which order of the one engine is which of the other: the same request led to both, and among the orders of one request (an allocation's
/// children) they are told of in the same order.
/// </summary>
sealed class OrderCounterparts
{
    readonly Dictionary<(long Correlation, Text16 Account), long> _supposed = [];
    readonly Dictionary<long, (long Correlation, Text16 Account)> _recorded = [];

    internal void Recorded(in Outbound said)
    {
        if (KeyOf(in said, out var order) is { } key) _recorded.TryAdd(order, key);
    }

    internal void Supposed(in Outbound said)
    {
        if (KeyOf(in said, out var order) is { } key) _supposed.TryAdd(key, order);
    }

    /// <summary>Puts the other engine's OrderID into a message; false when an exchange answers to an order that the other never sent.</summary>
    internal bool TryTranslate(ref Inbound message)
    {
        switch (message.Kind)
        {
            case InboundKind.VenueReport: return TryFind(ref message.VenueReport.OrderId);
            case InboundKind.CancelOrder: TryFind(ref message.CancelOrder.OrderId); break;
            case InboundKind.ReplaceOrder: TryFind(ref message.ReplaceOrder.OrderId); break;
            case InboundKind.StatusRequest: TryFind(ref message.StatusRequest.OrderId); break;
        }

        return true;
    }

    bool TryFind(ref long order)
    {
        if (order == 0 || !_recorded.TryGetValue(order, out var key)) return true;
        if (!_supposed.TryGetValue(key, out var other)) return false;
        order = other;
        return true;
    }

    static (long Correlation, Text16 Account)? KeyOf(in Outbound said, out long order)
    {
        var account = default(Text16);
        (order, account) = said.Kind switch
        {
            OutboundKind.ExecutionReport => (said.ExecutionReport.OrderId, said.ExecutionReport.Account),
            OutboundKind.VenueOrder => (said.VenueOrder.OrderId, said.VenueOrder.Account),
            OutboundKind.AllocationReport => (said.AllocationReport.ChildOrderId, said.AllocationReport.Account),
            _ => (0, default),
        };
        return order == 0 ? null : (said.Correlation, account);
    }
}
