namespace Gateway.Latency;

/// <summary>Puts the intervals of logs together.</summary>
public static class HistogramMerge
{
    /// <summary>Merges intervals by their tag; those without a tag are under the empty string.</summary>
    /// <param name="intervals">Not changed; they may differ in range and precision.</param>
    /// <returns>One histogram for each tag, in ordinal order, over the whole time and range of its intervals.</returns>
    public static IReadOnlyDictionary<string, LatencyHistogram> ByTag(IEnumerable<LatencyHistogram> intervals) =>
        By(intervals, interval => interval.Tag ?? "");

    /// <summary>Merges intervals by a key.</summary>
    /// <param name="intervals">Not changed; they may differ in range and precision.</param>
    /// <param name="key">Where an interval belongs.</param>
    /// <returns>One histogram for each key, in ordinal order.</returns>
    public static IReadOnlyDictionary<string, LatencyHistogram> By(
        IEnumerable<LatencyHistogram> intervals, Func<LatencyHistogram, string> key)
    {
        var merged = new SortedDictionary<string, LatencyHistogram>(StringComparer.Ordinal);
        foreach (var interval in intervals)
        {
            var name = key(interval);
            merged[name] = Merge(merged.GetValueOrDefault(name), interval);
        }
        return merged;
    }

    static LatencyHistogram Merge(LatencyHistogram? sum, LatencyHistogram interval)
    {
        if (sum is null) sum = new LatencyHistogram(interval.Layout) { Tag = interval.Tag };
        else if (!sum.Layout.Covers(interval.Layout)) sum = Widen(sum, interval.Layout);
        sum.Add(interval);
        return sum;
    }

    static LatencyHistogram Widen(LatencyHistogram narrow, HistogramLayout other)
    {
        var wide = new LatencyHistogram(narrow.Layout.Union(other)) { Tag = narrow.Tag };
        wide.Add(narrow);
        return wide;
    }
}
