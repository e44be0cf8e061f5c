using System.Diagnostics;

namespace Gateway.Load;

/// <summary>The driver's clock: rising nanoseconds for planned instants and latencies, and the same instants as UTC for FIX.</summary>
static class Clock
{
    const long NanosPerSecond = 1_000_000_000;

    static readonly long s_utcAtZero = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100 - Nanos;

    /// <summary>Nanoseconds since some start; never goes back.</summary>
    internal static long Nanos => Stopwatch.Frequency == NanosPerSecond
        ? Stopwatch.GetTimestamp()
        : (long)((Int128)Stopwatch.GetTimestamp() * NanosPerSecond / Stopwatch.Frequency);

    /// <summary>An instant of <see cref="Nanos"/> as nanoseconds since 1970-01-01 UTC.</summary>
    internal static long Utc(long nanos) => s_utcAtZero + nanos;

    /// <summary>An instant of <see cref="Nanos"/> as milliseconds since 1970-01-01 UTC.</summary>
    internal static long UtcMillis(long nanos) => Utc(nanos) / 1_000_000;
}
