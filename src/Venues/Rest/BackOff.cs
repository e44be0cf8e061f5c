namespace Gateway.Venues.Rest;

/// <summary>Waits that double up to a limit.</summary>
struct BackOff(TimeSpan first, TimeSpan max)
{
    TimeSpan _next = first;

    public TimeSpan Next()
    {
        var wait = _next;
        _next = _next * 2 < max ? _next * 2 : max;
        return wait;
    }
}
