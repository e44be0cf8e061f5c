using System.Globalization;
using System.Text;

namespace Gateway.Latency.Tests;

public sealed class HistogramLogTests : IDisposable
{
    const long Start = 1_753_900_000_123;

    readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    static LatencyHistogram Interval(string? tag, long start, long end, params long[] values)
    {
        var interval = Histograms.Of(values);
        (interval.Tag, interval.StartMillis, interval.EndMillis) = (tag, start, end);
        return interval;
    }

    void WriteTwo()
    {
        using var log = HistogramLogWriter.Open(_path, Start);
        log.Write(Interval("match", Start, Start + 1000, 1_000_000, 2_500_000));
        log.Write(Interval(null, Start + 1000, Start + 1500, 7));
    }

    [Fact]
    public void The_text_is_the_1_3_format()
    {
        WriteTwo();
        var bytes = File.ReadAllBytes(_path);
        Assert.Equal((byte)'#', bytes[0]);
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        Assert.Equal("#[Histogram log format version 1.3]", lines[0]);
        Assert.Equal("#[StartTime: 1753900000.123 (seconds since epoch), 2025-07-30T18:26:40.123Z]", lines[1]);
        Assert.Equal("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"", lines[2]);
        Assert.StartsWith("Tag=match,1753900000.123,1.000,2.501,HISTFAAA", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("1753900001.123,0.500,0.000,HISTFAAA", lines[4], StringComparison.Ordinal);
        Assert.Equal(["", 6], new object[] { lines[5], lines.Length });
    }

    [Fact]
    public void A_log_reads_back()
    {
        WriteTwo();
        var intervals = HistogramLogReader.ReadFile(_path, out var torn);
        Assert.Null(torn);
        Assert.Equal(2, intervals.Count);
        Assert.Equal(("match", Start, Start + 1000), (intervals[0].Tag, intervals[0].StartMillis, intervals[0].EndMillis));
        Histograms.AssertSame(Histograms.Of(1_000_000, 2_500_000), intervals[0]);
        Assert.Equal((null, Start + 1000, Start + 1500), (intervals[1].Tag, intervals[1].StartMillis, intervals[1].EndMillis));
    }

    [Fact]
    public void A_culture_with_decimal_commas_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        WriteTwo();
        var expected = File.ReadAllBytes(_path);
        File.Delete(_path);
        // Built by hand, because de-DE itself may be missing where the program runs without culture data.
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        german.DateTimeFormat.TimeSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal("1,5", $"{1.5}");
            WriteTwo();
            Assert.Equal(Start, HistogramLogReader.ReadFile(_path, out _)[0].StartMillis);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal(expected, File.ReadAllBytes(_path));
    }

    [Fact]
    public void A_torn_last_line_is_told_by_the_reader_and_cut_by_the_next_writer()
    {
        WriteTwo();
        var whole = File.ReadAllBytes(_path);
        var lastLine = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (var length = lastLine; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            Assert.Single(HistogramLogReader.ReadFile(_path, out var torn));
            Assert.Equal(length > lastLine, torn is not null);
        }
        using (var log = HistogramLogWriter.Open(_path, Start))
            log.Write(Interval("after", Start + 2000, Start + 3000, 42));
        var intervals = HistogramLogReader.ReadFile(_path, out var tornAfter);
        Assert.Null(tornAfter);
        Assert.Equal(["match", "after"], intervals.Select(i => i.Tag!));
    }

    [Fact]
    public void A_long_torn_line_and_a_torn_header_are_cut_too()
    {
        File.WriteAllText(_path, "#[Hist");
        WriteTwo();
        Assert.Equal(2, HistogramLogReader.ReadFile(_path, out _).Count);
        File.AppendAllText(_path, new string('x', 10_000));
        WriteTwo();
        Assert.Equal(4, HistogramLogReader.ReadFile(_path, out var torn).Count);
        Assert.Null(torn);
    }

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("Tag=a,1,2,3")]
    [InlineData("x,2,3,HIST")]
    [InlineData("1,-2,3,HIST")]
    [InlineData("1,NaN,3,HIST")]
    [InlineData("1,2,x,HIST")]
    [InlineData("1e300,2,3,HIST")]
    [InlineData("1,2,3,no base64!")]
    [InlineData("1,2,3,HISTFAAA")]
    public void Damage_before_the_last_line_names_file_and_line(string damage)
    {
        WriteTwo();
        var lines = File.ReadAllLines(_path);
        lines[3] = damage;
        File.WriteAllLines(_path, lines);
        var error = Assert.Throws<InvalidDataException>(() => HistogramLogReader.ReadFile(_path, out _));
        Assert.StartsWith($"{_path}: line 4: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "1000.5", 1_000_500)]
    [InlineData("#[StartTime: 1753900000.000 (seconds since epoch), x]", "1753900001.000", 1_753_900_001_000)]
    [InlineData("#[StartTime: 1753900000.000 (seconds since epoch), x]", "1.5", 1_753_900_001_500)]
    [InlineData("#[BaseTime: 1753900000.000 (seconds since epoch)]", "1.5", 1_753_900_001_500)]
    [InlineData("#[StartTime: 2000.000 (seconds since epoch)]\n#[BaseTime: 1000.000 (seconds since epoch)]", "7", 1_007_000)]
    public void Time_stamps_are_absolute_or_relative_as_the_header_says(string header, string stamp, long startMillis)
    {
        var line = $"{stamp},1.000,0.000,{HistogramEncoding.EncodeBase64(Histograms.Of(1))}";
        var read = new HistogramLogReader(new StringReader($"{header}\n\n{line}\n")).Read().Single();
        Assert.Equal((startMillis, startMillis + 1000), (read.StartMillis, read.EndMillis));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    public void A_tag_that_would_break_the_line_is_refused(string tag)
    {
        using var log = HistogramLogWriter.Open(_path, Start);
        Assert.Throws<ArgumentException>(() => log.Write(Interval(tag, Start, Start, 1)));
    }

    [Fact]
    public void Intervals_merge_by_tag_over_time_and_range()
    {
        var wide = Interval("b", 2000, 3000, 1);
        var narrow = Histograms.Of(5000, 2, [4000, 77]);
        (narrow.Tag, narrow.StartMillis, narrow.EndMillis) = ("b", 1000, 2000);
        var merged = HistogramMerge.ByTag([narrow, wide, Interval("a", 0, 0, 3), Interval(null, 0, 0, 4)]);
        Assert.Equal(["", "a", "b"], merged.Keys);
        Assert.Equal((3, 1000, 3000), (merged["b"].TotalCount, merged["b"].StartMillis, merged["b"].EndMillis));
        Assert.Equal(LatencyHistogram.HourNanos, merged["b"].Highest);
        Assert.Equal(1, wide.TotalCount);
        Assert.Equal(2, narrow.TotalCount);
    }
}
