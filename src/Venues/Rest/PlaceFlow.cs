using Gateway.Messages;

namespace Gateway.Venues.Rest;

/// <summary>Places orders. A placement is sent once; when its fate is open it is asked for, never sent again.</summary>
sealed class PlaceFlow(Desk desk, OrderLedger ledger, OutcomeFinder finder)
{
    /// <summary>Places a new order.</summary>
    public async Task RunAsync(TrackedOrder order)
    {
        var leg = order.Live;
        var refusal = await PlaceAsync(order, leg);
        if (refusal is null || leg.IsDone) return;
        var type = refusal.Value.Definitive ? VenueReportType.Rejected : VenueReportType.NotFound;
        leg.FinalStatus = "REJECTED";
        desk.Orders.Finish(order);
        ledger.Tell(order, leg, type, leg.Revision, refusal.Value.Text);
    }

    /// <summary>Places a leg; null when it is at the exchange, else why it is not.</summary>
    public async Task<(bool Definitive, string Text)?> PlaceAsync(TrackedOrder order, Leg leg)
    {
        if (desk.Budget.OrderPause > TimeSpan.Zero) return (true, "rate limit of the venue");
        var sent = desk.Now;
        var reply = await desk.Client.PlaceAsync(in order.Terms, leg.Quantity, leg.ClientId, desk.Stopping);
        if (reply.Value is { } state)
        {
            if (!await ledger.ApplyAsync(order, leg, state)) await finder.HealAsync(order, leg);
            return null;
        }

        if (leg.Acknowledged) return null; // The stream has shown it at work, whatever the answer said.
        if (reply.Outcome is Outcome.Refused or Outcome.Denied) return (true, reply.Text);
        desk.Reporter.Report(VenueReportType.Unknown, order.OrderId, leg.Revision, reply.Text);
        return await finder.FindAsync(order, leg, sent) ? null : (false, "the venue never received it");
    }
}
