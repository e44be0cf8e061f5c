using System.Text.Json.Serialization;

namespace Gateway.Latency;

/// <summary>One line of a percentile table. Values in nanoseconds.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Count">How many values.</param>
/// <param name="P50">The median.</param>
/// <param name="P90">The 90th percentile.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="P999">The 99.9th percentile.</param>
/// <param name="P9999">The 99.99th percentile.</param>
/// <param name="Max">The largest value.</param>
public sealed record PercentileRow(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("p50")] long P50,
    [property: JsonPropertyName("p90")] long P90,
    [property: JsonPropertyName("p99")] long P99,
    [property: JsonPropertyName("p999")] long P999,
    [property: JsonPropertyName("p9999")] long P9999,
    [property: JsonPropertyName("max")] long Max)
{
    /// <summary>The line of a histogram.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="histogram">Not changed.</param>
    /// <returns>All zero for an empty histogram.</returns>
    public static PercentileRow Of(string name, LatencyHistogram histogram) => new(
        name,
        histogram.TotalCount,
        histogram.Percentile(50),
        histogram.Percentile(90),
        histogram.Percentile(99),
        histogram.Percentile(99.9),
        histogram.Percentile(99.99),
        histogram.Max);
}

/// <summary>The percentiles of several measurements, as the program prints them and as its JSON says them.</summary>
/// <param name="Rows">One row for each measurement.</param>
public sealed record PercentileTable([property: JsonPropertyName("rows")] IReadOnlyList<PercentileRow> Rows)
{
    /// <summary>Merges intervals that have the same name, in the order of names.</summary>
    /// <param name="intervals">Of one log or many.</param>
    /// <param name="name">The name of the row an interval belongs to; null takes its tag, or <c>untagged</c>.</param>
    /// <returns>One row for each name.</returns>
    public static PercentileTable Of(IEnumerable<LatencyHistogram> intervals, Func<LatencyHistogram, string>? name = null) =>
        new([.. HistogramMerge.By(intervals, name ?? TagOf).Select(pair => PercentileRow.Of(pair.Key, pair.Value))]);

    static string TagOf(LatencyHistogram interval) => interval.Tag ?? "untagged";
}
