namespace Gateway.Latency;

/// <content>What was recorded, as values.</content>
public sealed partial class LatencyHistogram
{
    /// <summary>How many values were recorded.</summary>
    public long TotalCount => _tally.Total;

    /// <summary>How many of them were above the highest trackable value. Not part of the encoded form.</summary>
    public long OverflowCount => _tally.Overflow;

    /// <summary>How many of them were below 0: the clocks of a measurement disagree. Not part of the encoded form.</summary>
    public long UnderflowCount => _tally.Underflow;

    /// <summary>The largest value told apart, in nanoseconds.</summary>
    public long Highest => _highest;

    /// <summary>Significant decimal digits.</summary>
    public int Digits => _layout.Digits;

    /// <summary>The smallest value recorded, rounded down within the precision; 0 when empty. Costs a scan.</summary>
    public long Min => _counts.AsSpan().IndexOfAnyExcept(0L) is >= 0 and var first ? _layout.LowestValueOf(first) : 0;

    /// <summary>The largest value recorded, rounded up within the precision; 0 when empty. Costs a scan. Equals the 100th percentile.</summary>
    public long Max => LastIndex is >= 0 and var last ? _layout.HighestValueOf(last) : 0;

    /// <summary>The mean within the precision; 0 when empty. Costs a scan.</summary>
    public double Mean
    {
        get
        {
            if (TotalCount == 0) return 0;
            var sum = 0.0;
            for (var i = 0; i <= LastIndex; i++)
                if (_counts[i] != 0) sum += (double)_counts[i] * MiddleOf(i);
            return sum / TotalCount;
        }
    }

    /// <summary>The index of the last count that is not 0; -1 when empty.</summary>
    internal int LastIndex => _counts.AsSpan().LastIndexOfAnyExcept(0L);

    /// <summary>The value which the given share of the recorded values does not exceed, rounded up within the precision.</summary>
    /// <remarks>
    /// HdrHistogram's formula: the smallest count whose running total reaches ceil(p x total / 100), at least 1, where p is taken one
    /// step down so that the rounding of p itself never asks for one value too many.
    /// </remarks>
    /// <param name="percentile">0 to 100; outside it is taken as the nearer end. 0 gives the lowest value, rounded down.</param>
    /// <returns>Nanoseconds; 0 when empty.</returns>
    public long Percentile(double percentile)
    {
        if (TotalCount == 0) return 0;
        var share = Math.Clamp(Math.BitDecrement(percentile), 0, 100);
        var wanted = Math.Max(1, (long)Math.Ceiling(share * TotalCount / 100));
        var index = IndexReaching(wanted);
        return percentile > 0 ? _layout.HighestValueOf(index) : _layout.LowestValueOf(index);
    }

    /// <summary>How many recorded values are at most the given one, within the precision: the cumulative bucket of a metrics system.</summary>
    /// <param name="nanos">The upper bound.</param>
    /// <returns>0 to <see cref="TotalCount"/>.</returns>
    public long CountAtOrBelow(long nanos)
    {
        if (nanos < 0) return 0;
        var count = 0L;
        foreach (var c in _counts.AsSpan(0, _layout.IndexOf(Math.Min(nanos, _highest)) + 1)) count += c;
        return count;
    }

    /// <summary>The smallest value that is counted together with the given one.</summary>
    /// <param name="nanos">0 to <see cref="Highest"/>; outside it is taken as the nearer end.</param>
    /// <returns>Nanoseconds.</returns>
    public long LowestEquivalent(long nanos) => _layout.LowestValueOf(_layout.IndexOf(Math.Clamp(nanos, 0, _highest)));

    /// <summary>The largest value that is counted together with the given one.</summary>
    /// <param name="nanos">0 to <see cref="Highest"/>; outside it is taken as the nearer end.</param>
    /// <returns>Nanoseconds.</returns>
    public long HighestEquivalent(long nanos) => _layout.HighestValueOf(_layout.IndexOf(Math.Clamp(nanos, 0, _highest)));

    int IndexReaching(long wanted)
    {
        var last = LastIndex;
        var running = 0L;
        for (var i = 0; i < last; i++)
            if ((running += _counts[i]) >= wanted) return i;
        return last;
    }

    double MiddleOf(int index)
    {
        var lowest = _layout.LowestValueOf(index);
        return lowest + ((_layout.HighestValueOf(index) - lowest + 1) >> 1);
    }
}
