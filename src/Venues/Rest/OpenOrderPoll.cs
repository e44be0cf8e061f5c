using Gateway.Messages;
using Gateway.Venues.Rest.Json;
using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Rest;

/// <summary>
/// Compares the exchange's open orders with ours, all the time and after every gap of the stream: what has moved or is missing
/// there is asked for, what we did not know of is taken in.
/// </summary>
sealed class OpenOrderPoll(Desk desk, OutcomeFinder finder, FrameFlow frames)
{
    /// <summary>Polls for good; a failure that lasts makes the venue degraded.</summary>
    public async Task RunAsync()
    {
        var failures = 0;
        while (true)
        {
            await desk.DelayAsync(desk.Options.PollInterval);
            if (desk.Reporter.State == VenueState.Down) continue;
            failures = await TryLookAsync() ? 0 : failures + 1;
            if (failures == 2) desk.Reporter.SetState(VenueState.Degraded, "open orders cannot be read");
            if (failures == 0 && !desk.StreamIsDown) desk.Reporter.SetState(VenueState.Up, "open orders agree");
        }
    }

    // It must not end while the venue is up: without it a lost frame is a lost fill.
    async Task<bool> TryLookAsync()
    {
        try
        {
            return await LookAsync();
        }
        catch (Exception fault) when (!desk.Stopping.IsCancellationRequested)
        {
            desk.Logger.LogError(fault, "The open orders of {Venue} could not be compared", desk.Options.Name);
            return false;
        }
    }

    /// <summary>One comparison; false when the list could not be had.</summary>
    public async Task<bool> LookAsync()
    {
        var resting = desk.Orders.Resting();
        var reply = await desk.Client.OpenOrdersAsync(desk.Stopping);
        if (reply.Value is null) return false;
        var open = new Dictionary<string, SpotOrder>();
        foreach (var state in reply.Value) open[state.ClientOrderId] = state; // Whoever else trades by this account may have used an id twice.
        foreach (var order in resting)
        {
            var leg = order.Live;
            var agrees = open.TryGetValue(leg.ClientId, out var state) && state.ExecutedQty == leg.Executed;
            if (!agrees && order.Work.IsCompleted) desk.Enqueue(order, leg.Revision, () => finder.HealAsync(order, leg));
        }

        foreach (var state in reply.Value)
        {
            if (!desk.Ids.TryParse(state.ClientOrderId, out var orderId, out var revision) || desk.Orders.TryGet(orderId, out _)) continue;
            frames.Adopt(orderId, revision, state.Symbol, state.OrigQty);
        }

        return true;
    }
}
