namespace Gateway.Latency.Tests;

/// <summary>Histograms to test with.</summary>
static class Histograms
{
    public static LatencyHistogram Of(params IEnumerable<long> values) => Of(LatencyHistogram.HourNanos, 3, values);

    public static LatencyHistogram Of(long highest, int digits, IEnumerable<long> values)
    {
        var histogram = new LatencyHistogram(highest, digits);
        foreach (var value in values) histogram.Record(value);
        return histogram;
    }

    /// <summary>Values of all magnitudes, as latencies are: the exponent is uniform.</summary>
    public static IEnumerable<long> LogUniform(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++) yield return (long)Math.Pow(10, random.NextDouble() * 12.5);
    }

    public static void AssertSame(LatencyHistogram expected, LatencyHistogram actual)
    {
        Assert.True(expected.Layout.SameAs(actual.Layout));
        Assert.Equal(expected.TotalCount, actual.TotalCount);
        Assert.True(expected.Counts.SequenceEqual(actual.Counts));
    }
}
