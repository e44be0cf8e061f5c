using System.Runtime.CompilerServices;

namespace Gateway.Pipeline;

/// <summary>
/// The wall clock in nanoseconds, read through the monotonic one: it never jumps between two calls. <see cref="Adjust"/> takes
/// over what the system clock has been corrected by; the pipeline keeps its stamps rising even then.
/// </summary>
sealed class GatewayClock
{
    const long NanosPerSecond = 1_000_000_000;

    readonly TimeProvider _time;
    readonly bool _isNanos;
    long _offset;

    internal GatewayClock(TimeProvider time)
    {
        _time = time;
        _isNanos = time.TimestampFrequency == NanosPerSecond;
        Adjust();
    }

    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    internal long UtcNanos
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MonotonicNanos + Volatile.Read(ref _offset);
    }

    /// <summary>The wall clock at a reading of the monotonic one.</summary>
    internal long ToUtc(long monotonicNanos) => monotonicNanos + Volatile.Read(ref _offset);

    /// <summary>Nanoseconds of the monotonic clock; only differences mean something.</summary>
    internal long MonotonicNanos
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _isNanos ? _time.GetTimestamp() : Scaled();
    }

    /// <summary>Follows the system clock; called about once a second.</summary>
    internal void Adjust()
        => Volatile.Write(ref _offset, (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100 - MonotonicNanos);

    long Scaled() => (long)((Int128)_time.GetTimestamp() * NanosPerSecond / _time.TimestampFrequency);
}
