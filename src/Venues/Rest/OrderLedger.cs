using System.Globalization;
using Gateway.Messages;
using Gateway.Venues.Rest.Json;

namespace Gateway.Venues.Rest;

/// <summary>A trade in whichever message it came.</summary>
readonly record struct Trade(long Id, long Price, long Quantity, long Commission, string? CommissionAsset, bool IsMaker);

/// <summary>
/// Turns what the exchange says of an order, in answers, lists and frames alike, into reports: each fact once, a trade before
/// the end it leads to. Facts may come late, twice or out of order; nothing here goes backwards.
/// </summary>
sealed class OrderLedger(Desk desk)
{
    /// <summary>The exchange has the leg.</summary>
    public void Acknowledge(TrackedOrder order, Leg leg, long venueOrderId)
    {
        leg.VenueOrderId = venueOrderId;
        if (leg.Acknowledged) return;
        leg.Acknowledged = true;
        if (leg == order.Legs[0]) Tell(order, leg, VenueReportType.Accepted, leg.Revision, "");
        else Tell(order, leg, VenueReportType.Replaced, leg.Revision, "");
    }

    /// <summary>A trade of the leg; a repeated one is not told again.</summary>
    public void Book(TrackedOrder order, Leg leg, in Trade trade)
    {
        if (!leg.TryBook(trade.Id, trade.Quantity)) return;
        desk.Reporter.Report(new VenueReport
        {
            Type = VenueReportType.Fill,
            OrderId = order.OrderId,
            Revision = leg.Revision,
            VenueOrderId = Number(leg.VenueOrderId),
            VenueExecId = VenueText.Clip40(string.Create(CultureInfo.InvariantCulture, $"{order.VenueSymbol}:{trade.Id}")),
            LastPrice = new(trade.Price),
            LastQuantity = new(trade.Quantity),
            CumQuantity = new(order.Cum),
            OrderQuantity = new(order.Total),
            Fee = new(trade.Commission),
            FeeAsset = Asset(trade.CommissionAsset),
            Liquidity = trade.IsMaker ? Liquidity.Maker : Liquidity.Taker,
            PossibleDuplicate = order.Recovered,
        });
    }

    /// <summary>
    /// The state of the leg as an answer gives it. Fetches trades that have not been seen; false when they could not be had now,
    /// then the end of the order is not told either and must be looked at again.
    /// </summary>
    public async Task<bool> ApplyAsync(TrackedOrder order, Leg leg, SpotOrder state)
    {
        Acknowledge(order, leg, state.OrderId);
        foreach (var fill in state.Fills ?? [])
            Book(order, leg, new(fill.TradeId, fill.Price, fill.Qty, fill.Commission, fill.CommissionAsset, IsMaker: false));
        if (state.ExecutedQty > leg.Executed) await FetchTradesAsync(order, leg);
        if (state.ExecutedQty > leg.Executed) return false;
        if (SpotWords.IsTerminal(state.Status)) End(order, leg, state.Status, "");
        return true;
    }

    /// <summary>The leg has ended, and with it the order unless a replace is under way.</summary>
    public void End(TrackedOrder order, Leg leg, string status, string text)
    {
        if (leg.IsDone) return;
        leg.FinalStatus = status;
        if (leg != order.Live || order.Replacing) return;
        desk.Orders.Finish(order);
        var type = SpotWords.Ending(status);
        if (type != VenueReportType.None) Tell(order, leg, type, order.CancelRevision ?? leg.Revision, text);
    }

    /// <summary>Says once more how the order stands, for who asked.</summary>
    /// <param name="order">The order.</param>
    /// <param name="revision">The last request whose fate this settles: when the order still works, it was not carried out.</param>
    public void Restate(TrackedOrder order, int revision)
    {
        var type = order.Live.IsDone ? SpotWords.Ending(order.Live.FinalStatus!) : VenueReportType.Accepted;
        if (type == VenueReportType.None) return;
        var report = Describe(order, order.Live, type, Math.Max(order.Live.Revision, revision), "");
        report.PossibleDuplicate = true;
        desk.Reporter.Report(in report);
    }

    public void Tell(TrackedOrder order, Leg leg, VenueReportType type, int revision, string text)
        => desk.Reporter.Report(Describe(order, leg, type, revision, text));

    async Task FetchTradesAsync(TrackedOrder order, Leg leg)
    {
        var reply = await desk.Client.TradesAsync(order.VenueSymbol, leg.VenueOrderId, desk.Stopping);
        foreach (var trade in reply.Value ?? [])
            if (trade.OrderId == leg.VenueOrderId)
                Book(order, leg, new(trade.Id, trade.Price, trade.Qty, trade.Commission, trade.CommissionAsset, trade.IsMaker));
    }

    static VenueReport Describe(TrackedOrder order, Leg leg, VenueReportType type, int revision, string text) => new()
    {
        Type = type,
        OrderId = order.OrderId,
        Revision = revision,
        VenueOrderId = Number(leg.VenueOrderId),
        LastPrice = new(leg.Price),
        CumQuantity = new(order.Cum),
        OrderQuantity = new(order.Total),
        PossibleDuplicate = order.Recovered,
        Text = VenueText.Clip40(text),
    };

    static Text40 Number(long venueOrderId)
        => venueOrderId == 0 ? default : Text40.From(venueOrderId.ToString(CultureInfo.InvariantCulture));

    static Text16 Asset(string? asset)
    {
        Text16 text = default;
        FixedText.TrySet(ref text, System.Text.Encoding.ASCII.GetBytes(asset ?? ""));
        return text;
    }
}
