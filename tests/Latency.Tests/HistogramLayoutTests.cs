namespace Gateway.Latency.Tests;

public class HistogramLayoutTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2047, 2047, 2047, 2047)]
    [InlineData(2048, 2048, 2048, 2049)]
    [InlineData(2049, 2048, 2048, 2049)]
    [InlineData(4095, 3071, 4094, 4095)]
    [InlineData(4096, 3072, 4096, 4099)]
    [InlineData(1_000_000, 11_169, 999_936, 1_000_447)]
    public void Three_digits_from_one_nanosecond(long value, int index, long lowest, long highest)
    {
        var layout = new HistogramLayout(1, LatencyHistogram.HourNanos, 3);
        Assert.Equal(index, layout.IndexOf(value));
        Assert.Equal(lowest, layout.LowestValueOf(index));
        Assert.Equal(highest, layout.HighestValueOf(index));
    }

    [Theory]
    [InlineData(1, 3_600_000_000_000, 3, 33_792)]
    [InlineData(1, 2047, 3, 2048)]
    [InlineData(1, 2048, 3, 3072)]
    [InlineData(1, 2, 0, 3)]
    [InlineData(1000, 3_600_000_000_000, 3, 24_576)]
    [InlineData(1, long.MaxValue, 5, 6_160_384)]
    public void Length_is_what_the_range_needs(long lowest, long highest, int digits, int length) =>
        Assert.Equal(length, new HistogramLayout(lowest, highest, digits).Length);

    [Theory]
    [InlineData(0, 100, 3)]
    [InlineData(-1, 100, 3)]
    [InlineData(100, 199, 3)]
    [InlineData(1, long.MinValue, 3)]
    [InlineData(1, 100, -1)]
    [InlineData(1, 100, 6)]
    [InlineData(1L << 52, long.MaxValue, 3)]
    public void A_range_that_cannot_be_laid_out_is_refused(long lowest, long highest, int digits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramLayout(lowest, highest, digits));

    [Theory]
    [InlineData(1, 3_600_000_000_000, 3)]
    [InlineData(1, 1_000_000_000, 2)]
    [InlineData(1000, 60_000_000_000, 4)]
    [InlineData(7, 1_000_000, 0)]
    [InlineData(1, long.MaxValue, 1)]
    public void Counts_are_adjacent_ranges_within_the_precision(long lowest, long highest, int digits)
    {
        var layout = new HistogramLayout(lowest, highest, digits);
        var last = layout.IndexOf(highest);
        Assert.InRange(last, 0, layout.Length - 1);
        for (var i = 0; i <= last; i++)
        {
            var (low, high) = (layout.LowestValueOf(i), layout.HighestValueOf(i));
            Assert.Equal(i, layout.IndexOf(low));
            Assert.Equal(i, layout.IndexOf(high));
            if (i > 0) Assert.Equal(layout.HighestValueOf(i - 1) + 1, low);
            // One unit of width is the price of the lowest discernible value; beyond, the digits hold.
            Assert.True(high - low < lowest || high - low <= low / Math.Pow(10, digits), $"Count {i} is too wide: {low} to {high}.");
        }
    }
}
