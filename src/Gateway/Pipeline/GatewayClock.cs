using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Gateway.Pipeline;

/// <summary>
/// The wall clock in nanoseconds, read through the monotonic one: it never jumps between two calls. <see cref="Adjust"/> takes
/// over what the system clock has been corrected by; the pipeline keeps its stamps rising even then.
/// </summary>
sealed class GatewayClock
{
    long _offset;

    internal GatewayClock() => Adjust();

    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    internal long UtcNanos
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MonotonicNanos + Volatile.Read(ref _offset);
    }

    /// <summary>The wall clock at a reading of the monotonic one.</summary>
    internal long ToUtc(long monotonicNanos) => monotonicNanos + Volatile.Read(ref _offset);

    /// <summary>Nanoseconds of the monotonic clock; only differences mean something.</summary>
    internal static long MonotonicNanos
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Stopwatch.Frequency == 1_000_000_000 ? Stopwatch.GetTimestamp() : Scaled();
    }

    /// <summary>Follows the system clock; called about once a second.</summary>
    internal void Adjust()
        => Volatile.Write(ref _offset, (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100 - MonotonicNanos);

    static long Scaled() => (long)((Int128)Stopwatch.GetTimestamp() * 1_000_000_000 / Stopwatch.Frequency);
}
