using Gateway.Messages;

namespace Gateway.Venues.Rest;

/// <summary>
/// Replaces an order by cancelling it and placing what is left of the new quantity. The venue's own cancelReplace would have
/// to be told the new quantity before it is known how much the old order has filled, and could so fill more than was asked for.
/// In between nothing works at the exchange; if the second step is refused the order is told as cancelled, because it is.
/// </summary>
sealed class ReplaceFlow(Desk desk, OrderLedger ledger, CancelFlow cancel, PlaceFlow place)
{
    public async Task RunAsync(TrackedOrder order, VenueOrder request)
    {
        var old = order.Live;
        if (Refuse(order, in request) is { } refusal)
        {
            ledger.Tell(order, old, VenueReportType.RequestRejected, request.Revision, refusal);
            return;
        }

        order.Replacing = true;
        var words = await cancel.CancelAsync(order, old, request.Revision);
        if (words.Length == 0) await PlaceRestAsync(order, request);
        else Stand(order, old, request.Revision, words);
    }

    string? Refuse(TrackedOrder order, in VenueOrder request)
    {
        if (order.Live.IsDone) return "order is done";
        if (request.Quantity.Raw <= order.Cum) return "quantity not above what is filled";
        return desk.Ids.Mint(order.OrderId, request.Revision) is null ? "client order id too long" : OrderTerms.Refuse(in request);
    }

    /// <summary>The old order could not be cancelled: it stands, or it has ended by itself, which its own reports say.</summary>
    void Stand(TrackedOrder order, Leg old, int revision, string words)
    {
        order.Replacing = false;
        var status = old.FinalStatus;
        if (status is not null)
        {
            desk.Orders.Finish(order);
            var ending = SpotWords.Ending(status);
            if (ending != VenueReportType.None) ledger.Tell(order, old, ending, old.Revision, "");
        }

        ledger.Tell(order, old, VenueReportType.RequestRejected, revision, status is null ? words : $"too late: {status}");
    }

    async Task PlaceRestAsync(TrackedOrder order, VenueOrder request)
    {
        var rest = request.Quantity.Raw - order.Cum;
        if (rest <= 0)
        {
            Cease(order, request.Revision, "filled up to the new quantity before");
            return;
        }

        order.Terms = request;
        var leg = order.Leg(request.Revision, desk.Ids.Mint(order.OrderId, request.Revision)!, request.Price.Raw, rest);
        order.Replacing = false;
        if (await place.PlaceAsync(order, leg) is not { } refusal) return;
        leg.FinalStatus = "REJECTED";
        Cease(order, request.Revision, $"replacement refused: {refusal.Text}");
    }

    /// <summary>The old leg is cancelled and none takes its place.</summary>
    void Cease(TrackedOrder order, int revision, string text)
    {
        order.Replacing = false;
        desk.Orders.Finish(order);
        ledger.Tell(order, order.Live, VenueReportType.Canceled, revision, text);
    }
}
