using System.Net;
using Gateway.Venues.Rest;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Venues.Tests.Rest;

/// <summary>A wall clock that is set changes nothing about how long an exchange is waited for.</summary>
public sealed class SetClockTests
{
    readonly SettableClock _clock = new();

    RestVenueOptions Options => new()
    {
        Name = "V1", Venue = 1, BaseAddress = new("http://localhost"), StreamAddress = new("ws://localhost"), ApiKey = "key", ApiSecret = "secret", Installation = "T",
        Instruments = [], Clock = _clock,
    };

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    public void A_pause_lasts_as_long_as_the_exchange_has_asked_for(int step)
    {
        var budget = new RateBudget(Options);
        using var reply = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        reply.Headers.Add("Retry-After", "5");
        budget.Read(429, reply.Headers);
        _clock.Wall += TimeSpan.FromSeconds(step);
        Assert.Equal(TimeSpan.FromSeconds(5), budget.Pause);
        _clock.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.Zero, budget.Pause);
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    public void A_used_up_budget_comes_again_with_its_window(int step)
    {
        var budget = new RateBudget(Options);
        using var reply = new HttpResponseMessage(HttpStatusCode.OK);
        reply.Headers.Add("X-MBX-ORDER-COUNT-10S", int.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _clock.Pass(TimeSpan.FromSeconds(4));
        budget.Read(200, reply.Headers);
        _clock.Wall += TimeSpan.FromSeconds(step);
        Assert.Equal(TimeSpan.FromSeconds(6), budget.OrderPause);
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    public void A_request_is_settled_after_its_window_and_no_sooner(int step)
    {
        var desk = new Desk(Options, null!, null!, null!, NullLogger.Instance, CancellationToken.None);
        var sent = desk.Now;
        _clock.Wall += TimeSpan.FromSeconds(step);
        var window = desk.Options.ReceiveWindow + desk.Options.AbsenceMargin;
        Assert.True(desk.Now < desk.SettledAfter(sent));
        _clock.Pass(window);
        Assert.Equal(desk.Now, desk.SettledAfter(sent));
        Assert.Equal(_clock.Wall - window, desk.WallClockAt(sent));
    }

    /// <summary>Both clocks stand still but for what a test does.</summary>
    sealed class SettableClock : TimeProvider
    {
        long _passed = 7 * TimeSpan.TicksPerDay;

        internal DateTimeOffset Wall { get; set; } = new(2026, 1, 5, 9, 30, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _passed;

        public override DateTimeOffset GetUtcNow() => Wall;

        internal void Pass(TimeSpan time) => (_passed, Wall) = (_passed + time.Ticks, Wall + time);
    }
}
