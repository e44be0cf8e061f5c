using Microsoft.Extensions.Logging;

namespace Gateway.Venues.Rest;

/// <summary>What the flows of a REST adapter share. Touched on the adapter's thread only.</summary>
sealed class Desk(RestVenueOptions options, SpotClient client, RateBudget budget, VenueReporter reporter, ILogger logger, CancellationToken stopping)
{
    public RestVenueOptions Options { get; } = options;

    public SpotClient Client { get; } = client;

    public RateBudget Budget { get; } = budget;

    public VenueReporter Reporter { get; } = reporter;

    public ILogger Logger { get; } = logger;

    public CancellationToken Stopping { get; } = stopping;

    public ClientOrderIds Ids { get; } = new(options.Installation);

    public OrderTable Orders { get; } = new(options.FinishedOrdersMax);

    /// <summary>The user data stream is not connected.</summary>
    public bool StreamIsDown { get; set; } = true;

    /// <summary>Time of the monotonic clock: how long something has been waited for does not change when the wall clock is set.</summary>
    public TimeSpan Now => Options.Clock.GetElapsedTime(0);

    /// <summary>What the wall clock, as it is set now, would have shown at a time.</summary>
    public DateTimeOffset WallClockAt(TimeSpan time) => Options.Clock.GetUtcNow() - (Now - time);

    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, Options.Clock, Stopping);

    /// <summary>From when on a request sent at a time can no longer take effect unseen: receive window, clock skew and data lag have passed.</summary>
    public TimeSpan SettledAfter(TimeSpan sent) => sent + Options.ReceiveWindow + Options.AbsenceMargin;

    /// <summary>Queues a request of the gateway for an order.</summary>
    public void EnqueueRequest(TrackedOrder order, int revision, Func<Task> flow)
    {
        order.Requests++;
        Enqueue(order, revision, async () =>
        {
            try
            {
                await flow();
            }
            finally
            {
                order.Requests--;
            }
        });
    }

    /// <summary>Queues work for an order. A fault in it leaves the outcome open, which is what it then is.</summary>
    public void Enqueue(TrackedOrder order, int revision, Func<Task> flow) => order.Enqueue(async () =>
    {
        try
        {
            await flow();
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // The order stays at the exchange; the next start asks for it.
        }
        catch (Exception fault)
        {
            Logger.LogError(fault, "Order {OrderId} at {Venue}: the request {Revision} broke off", order.OrderId, Options.Name, revision);
            Reporter.Report(Messages.VenueReportType.Unknown, order.OrderId, revision, "internal fault");
        }
    });
}
