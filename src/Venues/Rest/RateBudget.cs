using System.Net.Http.Headers;

namespace Gateway.Venues.Rest;

/// <summary>
/// What the exchange's headers say of its limits. After 429 or 418 nothing is sent until Retry-After has passed: who goes on is
/// banned. Before that, a used-up budget of weight or orders holds new requests back until its window ends.
/// </summary>
sealed class RateBudget(RestVenueOptions options)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    // By the monotonic clock: a wall clock that is set neither ends a pause nor makes one longer.
    TimeSpan _allPausedUntil;
    TimeSpan _ordersPausedUntil;

    /// <summary>How long nothing may be sent; zero or less when it may.</summary>
    public TimeSpan Pause => _allPausedUntil - Now;

    /// <summary>Called when the exchange itself tells us to wait, with how long.</summary>
    public Action<TimeSpan> Throttled { get; set; } = _ => { };

    /// <summary>How long no order may be placed.</summary>
    public TimeSpan OrderPause => Max(_allPausedUntil, _ordersPausedUntil) - Now;

    TimeSpan Now => options.Clock.GetElapsedTime(0);

    public void Read(int status, HttpResponseHeaders headers)
    {
        if (status is 429 or 418) Wait(headers.RetryAfter);
        if (Number(headers, "X-MBX-USED-WEIGHT-1M") >= options.WeightPerMinute) _allPausedUntil = Max(_allPausedUntil, WindowEnd(Minute));
        if (Number(headers, "X-MBX-ORDER-COUNT-10S") >= options.OrdersPerTenSeconds) _ordersPausedUntil = WindowEnd(TenSeconds);
    }

    void Wait(RetryConditionHeaderValue? after)
    {
        var pause = after?.Date is { } date ? date - options.Clock.GetUtcNow() : after?.Delta ?? TimeSpan.FromSeconds(1);
        _allPausedUntil = Max(_allPausedUntil, Now + pause);
        Throttled(Pause);
    }

    static int Number(HttpResponseHeaders headers, string name)
        => headers.TryGetValues(name, out var values) && int.TryParse(values.First(), out var number) ? number : 0;

    TimeSpan WindowEnd(TimeSpan window) => Now + window - TimeSpan.FromTicks(options.Clock.GetUtcNow().Ticks % window.Ticks);

    static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
