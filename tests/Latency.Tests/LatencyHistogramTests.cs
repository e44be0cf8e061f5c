using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Latency.Tests;

public class LatencyHistogramTests
{
    [Fact]
    public void An_empty_histogram_answers_zero()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal((0, 0, 0, 0.0), (histogram.TotalCount, histogram.Min, histogram.Max, histogram.Mean));
        foreach (var p in new[] { -1, 0, 50, 100, 101, double.NaN }) Assert.Equal(0, histogram.Percentile(p));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(10, 1)]
    [InlineData(10.000001, 2)]
    [InlineData(50, 5)]
    [InlineData(90, 9)]
    [InlineData(99, 10)]
    [InlineData(100, 10)]
    [InlineData(150, 10)]
    public void Percentiles_of_one_to_ten(double percentile, long value) =>
        Assert.Equal(value, Histograms.Of(5, 3, 9, 1, 10, 2, 8, 4, 7, 6).Percentile(percentile));

    [Fact]
    public void Percentiles_are_rounded_up_to_the_precision_and_zero_is_rounded_down()
    {
        var histogram = Histograms.Of(1_000_000);
        Assert.Equal(999_936, histogram.Percentile(0));
        Assert.Equal(1_000_447, histogram.Percentile(50));
        Assert.Equal(999_936, histogram.Min);
        Assert.Equal(1_000_447, histogram.Max);
        Assert.Equal(1_000_192, histogram.Mean);
    }

    [Fact]
    public void Percentiles_of_random_values_are_those_of_the_sorted_array_within_the_precision() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            ArbMap.Default.GeneratorFor<(int, NonNegativeInt)>().ToArbitrary(),
            input =>
            {
                var values = Histograms.LogUniform(input.Item1, 1 + input.Item2.Get % 5000).ToArray();
                var histogram = Histograms.Of(values);
                Array.Sort(values);
                return new[] { 1, 1000, 5000, 9000, 9900, 9990, 9999, 10_000 }.All(p =>
                    histogram.Percentile(p / 100.0) == histogram.HighestEquivalent(values[ExactIndex(p, values.Length)]));
            }));

    /// <summary>The index in a sorted array for a percentile in hundredths, without any floating point.</summary>
    static long ExactIndex(long hundredths, long count) => Math.Max(1, (hundredths * count + 9999) / 10_000) - 1;

    [Fact]
    public void What_is_out_of_range_is_counted_at_the_end_and_told()
    {
        var histogram = Histograms.Of(1000, 3, [-1, long.MinValue, 5, 1000, 1001, long.MaxValue]);
        histogram.Record(5000, 3);
        Assert.Equal(9, histogram.TotalCount);
        Assert.Equal(5, histogram.OverflowCount);
        Assert.Equal(2, histogram.UnderflowCount);
        Assert.Equal((0, 1000), (histogram.Min, histogram.Max));
        Assert.Equal(6, histogram.TotalCount - histogram.CountAtOrBelow(999));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Record(1, -1));
        histogram.Reset();
        Assert.Equal((0, 0, 0, 0), (histogram.TotalCount, histogram.OverflowCount, histogram.UnderflowCount, histogram.Max));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(30, 4)]
    [InlineData(long.MaxValue, 4)]
    public void Cumulative_counts(long bound, long count) => Assert.Equal(count, Histograms.Of(0, 10, 20, 30).CountAtOrBelow(bound));

    [Fact]
    public void Adding_is_the_same_as_recording_both()
    {
        var (a, b) = (Histograms.LogUniform(1, 1000).ToArray(), Histograms.LogUniform(2, 500).ToArray());
        var sum = Histograms.Of(a);
        sum.Add(Histograms.Of(b));
        Histograms.AssertSame(Histograms.Of([.. a, .. b]), sum);
    }

    [Fact]
    public void Adding_another_range_keeps_all_counts_and_tells_what_did_not_fit()
    {
        var narrow = Histograms.Of(1_000_000, 2, [5]);
        narrow.Add(Histograms.Of(10, 999_999, 70_000_000));
        Assert.Equal(4, narrow.TotalCount);
        Assert.Equal(1, narrow.OverflowCount);
        Assert.Equal(narrow.HighestEquivalent(1_000_000), narrow.Max);
    }

    [Fact]
    public void Adding_covers_both_intervals()
    {
        var sum = new LatencyHistogram();
        sum.Add(new LatencyHistogram { StartMillis = 2000, EndMillis = 3000 });
        sum.Add(new LatencyHistogram { StartMillis = 1000, EndMillis = 2000 });
        sum.Add(new LatencyHistogram());
        Assert.Equal((1000, 3000), (sum.StartMillis, sum.EndMillis));
    }

    [Theory]
    [InlineData(1000, 100)]
    [InlineData(1050, 100)]
    [InlineData(99, 100)]
    [InlineData(200, 100)]
    [InlineData(5_000_000, 7)]
    [InlineData(1_000, 0)]
    [InlineData(-5, 10)]
    public void Expected_interval_fills_in_what_a_closed_loop_could_not_send(long value, long interval)
    {
        var expected = Histograms.Of(value);
        if (interval > 0)
            for (var missing = value - interval; missing >= interval; missing -= interval) expected.Record(missing);
        var actual = new LatencyHistogram();
        actual.RecordWithExpectedInterval(value, interval);
        Histograms.AssertSame(expected, actual);
    }

    [Fact]
    public void Expected_interval_is_bounded_work_at_its_worst()
    {
        var histogram = new LatencyHistogram();
        histogram.RecordWithExpectedInterval(long.MaxValue, 1);
        Assert.Equal(LatencyHistogram.HourNanos, histogram.TotalCount);
        Assert.Equal(1, histogram.OverflowCount);
    }

    [Fact]
    public void The_table_names_count_percentiles_and_maximum()
    {
        var intervals = new[] { Histograms.Of(Enumerable.Range(1, 2000).Select(i => (long)i)), Histograms.Of(7), Histograms.Of(9) };
        (intervals[0].Tag, intervals[2].Tag) = ("risk", "match");
        var table = PercentileTable.Of(intervals);
        Assert.Equal(new PercentileRow("match", 1, 9, 9, 9, 9, 9, 9), table.Rows[0]);
        Assert.Equal(new PercentileRow("risk", 2000, 1000, 1800, 1980, 1998, 2000, 2000), table.Rows[1]);
        Assert.Equal("untagged", table.Rows[2].Name);
        Assert.Equal(
            """{"rows":[{"name":"all","count":1,"p50":7,"p90":7,"p99":7,"p999":7,"p9999":7,"max":7}]}""",
            System.Text.Json.JsonSerializer.Serialize(PercentileTable.Of([intervals[1]], _ => "all")));
    }
}
