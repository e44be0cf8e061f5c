using Gateway.Messages;

namespace Gateway.Venues.Rest;

/// <summary>Cancels orders, and tells who won when a fill was faster.</summary>
sealed class CancelFlow(Desk desk, OrderLedger ledger, OutcomeFinder finder)
{
    public async Task RunAsync(TrackedOrder order, int revision)
    {
        var leg = order.Live;
        order.CancelRevision = revision;
        var words = await CancelAsync(order, leg, revision);
        order.CancelRevision = null;
        // The end by a cancel has been told when it was seen; any other end means that the cancel came too late.
        if (leg.FinalStatus == "CANCELED" && words != Done) return;
        ledger.Tell(order, leg, VenueReportType.RequestRejected, revision, leg.IsDone ? $"too late: {leg.FinalStatus}" : words);
    }

    const string Done = "order is done";

    /// <summary>
    /// Cancels a leg and waits until its fate is certain. Empty when this cancel ended it; else why not: it may then be open, or
    /// have ended by itself.
    /// </summary>
    public async Task<string> CancelAsync(TrackedOrder order, Leg leg, int revision)
    {
        if (leg.IsDone) return Done;
        if (desk.Ids.Mint(order.OrderId, revision) is not { } cancelId) return "client order id too long";
        var reply = await desk.Client.CancelAsync(order.VenueSymbol, leg.ClientId, cancelId, desk.Stopping);
        if (reply.Outcome == Outcome.Denied) return reply.Text;
        if (reply.Value is { } state && await ledger.ApplyAsync(order, leg, state)) return "";
        if (reply.Outcome == Outcome.Ambiguous && !leg.IsDone) desk.Reporter.Report(VenueReportType.Unknown, order.OrderId, revision, reply.Text);
        var settled = reply.Outcome == Outcome.Ambiguous ? desk.SettledAfter(desk.Now) : desk.Now;
        await finder.AwaitCancelAsync(order, leg, settled);
        if (leg.FinalStatus == "CANCELED" && reply.Outcome != Outcome.Refused) return "";
        return reply.Text.Length > 0 ? reply.Text : "the cancel had no effect";
    }
}
