using Gateway.Venues.Rest.Json;
using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Rest;

/// <summary>Frames of the user data stream. A total that does not fit what was seen shows a lost or a late frame, and the order is asked for.</summary>
sealed class FrameFlow(Desk desk, OrderLedger ledger, OutcomeFinder finder, QueryFlow query)
{
    public void Apply(ExecutionFrame frame)
    {
        if (frame.Event != "executionReport") return;
        var clientId = frame.OriginalClientOrderId.Length > 0 ? frame.OriginalClientOrderId : frame.ClientOrderId;
        if (!desk.Ids.TryParse(clientId, out var orderId, out var revision)) return; // Somebody else's order on the same account.
        if (!desk.Orders.TryGet(orderId, out var order))
        {
            Adopt(orderId, revision, frame.Symbol, frame.Quantity);
            return;
        }

        if (!order.IsLoaded) return; // What is asked for now says this too, and what came before it.
        var leg = order.Leg(revision, clientId, frame.Price, frame.Quantity);
        if (frame.ExecutionType != "REJECTED") ledger.Acknowledge(order, leg, frame.OrderId);
        // In their order only: a restart tells new trades from known ones by their sum.
        if (frame.ExecutionType == "TRADE" && frame.CumQuantity == leg.Executed + frame.LastQuantity)
            ledger.Book(order, leg, new(frame.TradeId, frame.LastPrice, frame.LastQuantity, frame.Commission, frame.CommissionAsset, frame.IsMaker));
        if (frame.CumQuantity > leg.Executed) desk.Enqueue(order, revision, () => finder.HealAsync(order, leg));
        else if (SpotWords.IsTerminal(frame.Status)) ledger.End(order, leg, frame.Status, frame.ExecutionType == "REJECTED" ? frame.RejectReason : "");
    }

    /// <summary>Takes in an order that this process does not know, for a late fill must be booked: with all its legs, the first one first.</summary>
    public void Adopt(long orderId, int revision, string venueSymbol, long quantity)
    {
        desk.Logger.LogWarning("{Venue} tells of order {OrderId}, which this run did not place", desk.Options.Name, orderId);
        var terms = new Messages.VenueOrder
        {
            OrderId = orderId, Revision = revision, OriginalRevision = revision, VenueSymbol = Messages.Text24.From(venueSymbol), Quantity = new(quantity),
        };
        var order = new TrackedOrder(in terms) { Recovered = true, IsLoaded = false };
        desk.Orders.Add(order);
        desk.Enqueue(order, revision, () => query.RunAsync(order, terms, isTotalKnown: false));
    }
}
