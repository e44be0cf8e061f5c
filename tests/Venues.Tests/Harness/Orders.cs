using Gateway.Messages;

namespace Gateway.Venues.Tests.Harness;

/// <summary>Requests as the gateway's engine would make them.</summary>
static class Orders
{
    public static Outbound New(
        long orderId, Side side, string price, string quantity, TimeInForce timeInForce = TimeInForce.GoodTillCancel,
        OrderType type = OrderType.Limit, OrderFlags flags = OrderFlags.None, string symbol = Floor.Symbol)
        => Wrap(new VenueOrder
        {
            Action = VenueAction.New, OrderId = orderId, Symbol = Text24.From(symbol), VenueSymbol = Text24.From(symbol), Side = side,
            Type = type, TimeInForce = timeInForce, Flags = flags, Price = Price.Parse(price), Quantity = Quantity.Parse(quantity),
        });

    public static Outbound Cancel(in Outbound order, int revision, int original = 0)
        => With(in order, VenueAction.Cancel, revision, original);

    public static Outbound Replace(in Outbound order, int revision, string price, string quantity, int original = 0)
    {
        var request = With(in order, VenueAction.Replace, revision, original);
        request.VenueOrder.Price = Price.Parse(price);
        request.VenueOrder.Quantity = Quantity.Parse(quantity);
        return request;
    }

    public static Outbound Query(in Outbound order, int revision = 0, int original = 0) => With(in order, VenueAction.Query, revision, original);

    static Outbound With(in Outbound order, VenueAction action, int revision, int original)
    {
        var request = order;
        request.VenueOrder.Action = action;
        request.VenueOrder.Revision = revision;
        request.VenueOrder.OriginalRevision = original;
        return request;
    }

    static Outbound Wrap(in VenueOrder order) => new() { Kind = OutboundKind.VenueOrder, Venue = 1, VenueOrder = order };
}
