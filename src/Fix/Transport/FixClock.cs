namespace Gateway.Fix.Transport;

/// <summary>The wall clock in the unit of this library.</summary>
public static class FixClock
{
    /// <summary>Nanoseconds since 1970-01-01 UTC, in steps of 100.</summary>
    public static long NowNanos() => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * 100;
}
