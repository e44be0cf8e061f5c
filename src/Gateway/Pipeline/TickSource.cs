using Gateway.Calendars;
using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.Pipeline;

/// <summary>
/// Publishes a clock tick a second, so that time passes for the engine although nothing happens, keeps the clock adjusted, tells calendars
/// that have passed and the steps of the markets' hours, and keeps the gateway's memory ahead of its orders. A tick that finds the ring full is
/// left out: the messages that fill it carry the time as well.
/// </summary>
sealed class TickSource : IAsyncDisposable
{
    static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>More than a second of orders: no order waits for the kernel to clear its page.</summary>
    internal const int OrdersAhead = 1 << 17;

    readonly RingBuffer<Inbound> _inbound;
    readonly GatewayClock _clock;
    readonly CalendarSource _calendars;
    readonly MarketSchedule _hours;
    readonly Action<int> _populate;
    readonly PeriodicTimer _timer = new(Period);
    long _tick;

    internal TickSource(RingBuffer<Inbound> inbound, GatewayClock clock, CalendarSource calendars, MarketSchedule hours, Action<int> populate)
    {
        (_inbound, _clock, _calendars, _hours, _populate) = (inbound, clock, calendars, hours, populate);
        Ticking = TickAsync();
    }

    /// <summary>Ends when no more ticks come: with the reason if one has failed, without which the engine's time would stand still unnoticed.</summary>
    internal Task Ticking { get; }

    // One after the other, however late the machine is: a step of the hours must not be told twice.
    async Task TickAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            Tick();
            foreach (var passed in _calendars.Due(_clock.UtcNanos)) await PublishAsync(passed);
        }
    }

    void Tick()
    {
        _clock.Adjust();
        var message = new Inbound { Kind = InboundKind.ClockTick, ClockTick = new() { Tick = ++_tick } };
        _inbound.TryPublish(in message);
        _hours.Run(DateTime.UnixEpoch.AddTicks(_clock.UtcNanos / 100), step => _inbound.TryPublish(in step));
        _populate(OrdersAhead);
    }

    // A calendar is not told twice: it waits for room.
    async Task PublishAsync(Inbound passed)
    {
        while (!_inbound.TryPublish(in passed)) await Task.Delay(1);
    }

    /// <summary>No tick comes after this.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await Ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
