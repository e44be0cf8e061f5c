using Gateway.Venues.Rest.Json;
using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Rest;

/// <summary>Frames of the user data stream. A total that does not fit what was seen shows a lost frame, and the order is asked for.</summary>
sealed class FrameFlow(Desk desk, OrderLedger ledger, OutcomeFinder finder)
{
    public void Apply(ExecutionFrame frame)
    {
        if (frame.Event != "executionReport") return;
        var clientId = frame.OriginalClientOrderId.Length > 0 ? frame.OriginalClientOrderId : frame.ClientOrderId;
        if (!desk.Ids.TryParse(clientId, out var orderId, out var revision)) return; // Somebody else's order on the same account.
        var order = Order(orderId, frame.Symbol, frame.Quantity);
        var leg = order.Leg(revision, clientId, frame.Price, frame.Quantity);
        if (frame.ExecutionType != "REJECTED") ledger.Acknowledge(order, leg, frame.OrderId);
        if (frame.ExecutionType == "TRADE")
            ledger.Book(order, leg, new(frame.TradeId, frame.LastPrice, frame.LastQuantity, frame.Commission, frame.CommissionAsset, frame.IsMaker));
        if (frame.CumQuantity > leg.Executed) desk.Enqueue(order, revision, () => finder.HealAsync(order, leg));
        else if (SpotWords.IsTerminal(frame.Status)) ledger.End(order, leg, frame.Status, frame.ExecutionType == "REJECTED" ? frame.RejectReason : "");
    }

    /// <summary>The order; one that this process does not know is taken in, for a late fill must be booked.</summary>
    public TrackedOrder Order(long orderId, string venueSymbol, long quantity)
    {
        if (desk.Orders.TryGet(orderId, out var known)) return known;
        desk.Logger.LogWarning("{Venue} tells of order {OrderId}, which this run did not place", desk.Options.Name, orderId);
        var terms = new Messages.VenueOrder { OrderId = orderId, VenueSymbol = Messages.Text24.From(venueSymbol), Quantity = new(quantity) };
        var order = new TrackedOrder(in terms) { Recovered = true };
        desk.Orders.Add(order);
        return order;
    }
}
