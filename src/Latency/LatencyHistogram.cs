using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Latency;

/// <summary>
/// Counts latencies in nanoseconds with a fixed relative precision over a fixed range (an HdrHistogram). Recording is a
/// few instructions, never allocates and never fails. One thread at a time.
/// </summary>
public sealed partial class LatencyHistogram
{
    /// <summary>The default range: one hour in nanoseconds.</summary>
    public const long HourNanos = 3_600_000_000_000;

    readonly HistogramLayout _layout;
    readonly long[] _counts;
    readonly long _highest;
    Tally _tally;

    /// <summary>A histogram from 1 ns to <paramref name="highest"/>. With one hour and 3 digits it takes 264 KiB.</summary>
    /// <param name="highest">The largest value told apart, in nanoseconds; larger ones are counted there and in <see cref="OverflowCount"/>.</param>
    /// <param name="digits">Significant decimal digits, 0 to 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range or the precision cannot be laid out.</exception>
    public LatencyHistogram(long highest = HourNanos, int digits = 3) : this(new HistogramLayout(1, highest, digits))
    {
    }

    internal LatencyHistogram(HistogramLayout layout)
    {
        _layout = layout;
        _counts = new long[layout.Length];
        _highest = layout.Highest;
    }

    /// <summary>The start of the interval in milliseconds since 1970; 0 when not set.</summary>
    public long StartMillis { get; set; }

    /// <summary>The end of the interval in milliseconds since 1970; 0 when not set.</summary>
    public long EndMillis { get; set; }

    /// <summary>What was measured, as in an interval log; null for none.</summary>
    public string? Tag { get; set; }

    internal HistogramLayout Layout => _layout;

    internal Span<long> Counts => _counts;

    /// <summary>Counts one value. Below 0 counts as 0, above the highest as the highest, and both are told.</summary>
    /// <param name="nanos">The latency.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(long nanos)
    {
        if ((ulong)nanos > (ulong)_highest) nanos = Saturate(nanos, 1);
        CountOf(nanos)++;
        _tally.Total++;
    }

    /// <summary>Counts one value several times.</summary>
    /// <param name="nanos">The latency.</param>
    /// <param name="count">How often, at least 0.</param>
    public void Record(long nanos, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if ((ulong)nanos > (ulong)_highest) nanos = Saturate(nanos, count);
        CountOf(nanos) += count;
        _tally.Total += count;
    }

    /// <summary>
    /// Counts a value of a closed loop, and for a value longer than the planned interval also those that the loop could not
    /// send meanwhile: value - interval, value - 2 x interval, and so on down to the interval.
    /// </summary>
    /// <remarks>
    /// Only for loops which wait for one answer before they send again. A producer which records from planned send
    /// times has already counted its waiting; correcting that again would count it twice.
    /// </remarks>
    /// <param name="nanos">The latency.</param>
    /// <param name="expectedIntervalNanos">The planned time between two sends; 0 or less corrects nothing.</param>
    public void RecordWithExpectedInterval(long nanos, long expectedIntervalNanos)
    {
        Record(nanos);
        if (expectedIntervalNanos <= 0) return;
        // Count by count, not value by value: the work is bounded by the layout even for an interval of 1 ns.
        for (var missing = Math.Min(nanos, _highest) - expectedIntervalNanos; missing >= expectedIntervalNanos;)
        {
            var lowest = Math.Max(LowestEquivalent(missing), expectedIntervalNanos);
            var count = (missing - lowest) / expectedIntervalNanos + 1;
            Record(missing, count);
            missing -= count * expectedIntervalNanos;
        }
    }

    /// <summary>Adds the counts of another histogram; the interval grows to cover both. The tag stays.</summary>
    /// <param name="other">Of any range and precision; it is not changed.</param>
    public void Add(LatencyHistogram other)
    {
        if (_layout.SameAs(other._layout)) AddCounts(other);
        else AddValues(other);
        _tally.Overflow += other.OverflowCount;
        _tally.Underflow += other.UnderflowCount;
        if (other.StartMillis != 0 && (StartMillis == 0 || other.StartMillis < StartMillis)) StartMillis = other.StartMillis;
        EndMillis = Math.Max(EndMillis, other.EndMillis);
    }

    /// <summary>Forgets all counts and the interval. The tag stays.</summary>
    public void Reset()
    {
        Array.Clear(_counts);
        _tally = default;
        (StartMillis, EndMillis) = (0, 0);
    }

    void AddCounts(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        _tally.Total += other.TotalCount;
    }

    void AddValues(LatencyHistogram other)
    {
        for (var i = 0; i < other._counts.Length; i++)
            if (other._counts[i] != 0) Record(other._layout.LowestValueOf(i), other._counts[i]);
    }

    /// <summary>Sets the total after the counts were filled from elsewhere.</summary>
    internal void SetTotal(long total) => _tally.Total = total;

    // Every index of a value from 0 to the highest lies in the array: the layout was computed for it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref long CountOf(long nanos) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_counts), _layout.IndexOf(nanos));

    [MethodImpl(MethodImplOptions.NoInlining)]
    long Saturate(long nanos, long count)
    {
        if (nanos < 0)
        {
            _tally.Underflow += count;
            return 0;
        }
        _tally.Overflow += count;
        return _highest;
    }

    /// <summary>Written at every record: kept off the cache lines of other threads' histograms.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct Tally
    {
        [FieldOffset(128)] public long Total;
        [FieldOffset(136)] public long Overflow;
        [FieldOffset(144)] public long Underflow;
    }
}
