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
    DateTimeOffset _allPausedUntil;
    DateTimeOffset _ordersPausedUntil;

    /// <summary>How long nothing may be sent; zero or less when it may.</summary>
    public TimeSpan Pause => _allPausedUntil - options.Clock.GetUtcNow();

    /// <summary>Called when the exchange itself tells us to wait, with how long.</summary>
    public Action<TimeSpan> Throttled { get; set; } = _ => { };

    /// <summary>How long no order may be placed.</summary>
    public TimeSpan OrderPause => Max(_allPausedUntil, _ordersPausedUntil) - options.Clock.GetUtcNow();

    public void Read(int status, HttpResponseHeaders headers)
    {
        var now = options.Clock.GetUtcNow();
        if (status is 429 or 418) Wait(now, headers.RetryAfter);
        if (Number(headers, "X-MBX-USED-WEIGHT-1M") >= options.WeightPerMinute) _allPausedUntil = Max(_allPausedUntil, WindowEnd(now, Minute));
        if (Number(headers, "X-MBX-ORDER-COUNT-10S") >= options.OrdersPerTenSeconds) _ordersPausedUntil = WindowEnd(now, TenSeconds);
    }

    void Wait(DateTimeOffset now, RetryConditionHeaderValue? after)
    {
        _allPausedUntil = Max(_allPausedUntil, after?.Date ?? now + (after?.Delta ?? TimeSpan.FromSeconds(1)));
        Throttled(_allPausedUntil - now);
    }

    static int Number(HttpResponseHeaders headers, string name)
        => headers.TryGetValues(name, out var values) && int.TryParse(values.First(), out var number) ? number : 0;

    static DateTimeOffset WindowEnd(DateTimeOffset now, TimeSpan window) => new(now.Ticks - now.Ticks % window.Ticks + window.Ticks, TimeSpan.Zero);

    static DateTimeOffset Max(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
