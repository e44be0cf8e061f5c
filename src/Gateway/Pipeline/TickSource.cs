using Gateway.Calendars;
using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.Pipeline;

/// <summary>
/// Publishes a clock tick a second, so that time passes for the engine although nothing happens, keeps the clock adjusted, tells calendars
/// that have passed and the steps of the markets' hours, and keeps the gateway's memory ahead of its orders. A tick that finds the ring full is
/// left out: the messages that fill it carry the time as well.
/// </summary>
sealed class TickSource : IDisposable
{
    static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // More than a second of orders: no order waits for the kernel to clear its page.
    const int OrdersAhead = 1 << 17;

    readonly Timer _timer;
    long _tick;

    internal TickSource(RingBuffer<Inbound> inbound, GatewayClock clock, CalendarSource calendars, MarketSchedule hours, Action<int> populate) => _timer = new Timer(_ =>
    {
        clock.Adjust();
        var message = new Inbound { Kind = InboundKind.ClockTick, ClockTick = new() { Tick = ++_tick } };
        inbound.TryPublish(in message);
        hours.Run(DateTime.UnixEpoch.AddTicks(clock.UtcNanos / 100), step => inbound.TryPublish(in step));
        populate(OrdersAhead);
        foreach (var passed in calendars.Due(clock.UtcNanos)) Publish(inbound, in passed);
    }, null, Period, Period);

    // A calendar is not told twice: it waits for room.
    static void Publish(RingBuffer<Inbound> inbound, in Inbound message)
    {
        while (!inbound.TryPublish(in message)) Thread.Sleep(1);
    }

    /// <summary>No tick comes after this returns.</summary>
    public void Dispose()
    {
        using var done = new ManualResetEvent(false);
        if (_timer.Dispose(done)) done.WaitOne();
    }
}
