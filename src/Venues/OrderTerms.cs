using Gateway.Messages;

namespace Gateway.Venues;

/// <summary>What the adapters can carry to an exchange: market and limit orders, good till cancelled (or for the day), immediate or fill-or-kill.</summary>
static class OrderTerms
{
    /// <summary>Why an order cannot be put into an exchange's words; null when it can.</summary>
    public static string? Refuse(in VenueOrder order)
    {
        if (order.Type is not (OrderType.Market or OrderType.Limit)) return "order type not offered";
        if (order.Side is not (Side.Buy or Side.Sell)) return "side not offered";
        if (order.TimeInForce is TimeInForce.GoodTillDate or TimeInForce.AtTheOpening or TimeInForce.AtTheClose) return "time in force not offered";
        if (IsPostOnly(in order) && order.Type == OrderType.Market) return "a market order cannot be post-only";
        return order.Quantity.Raw <= 0 ? "quantity not positive" : null;
    }

    public static bool IsPostOnly(in VenueOrder order) => (order.Flags & OrderFlags.PostOnly) != 0;
}
