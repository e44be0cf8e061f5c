using System.Globalization;
using System.Text.Json;

namespace Gateway.Latency.Tests;

/// <summary>Independent implementations read what this one writes, and the other way round.</summary>
public sealed class InteroperabilityTests : IDisposable
{
    const long Start = 1_753_900_000_000;

    readonly TemporaryDirectory _directory = new();

    string Log => Path.Combine(_directory.Path, "latency.hlog");

    public void Dispose() => _directory.Dispose();

    LatencyHistogram[] WriteLog()
    {
        using var log = HistogramLogWriter.Open(Log, Start);
        return [.. Enumerable.Range(0, 6).Select(i => WriteInterval(log, i))];
    }

    static LatencyHistogram WriteInterval(HistogramLogWriter log, int number)
    {
        // The last interval is empty; the others have values of all magnitudes, and every second one a tag.
        var interval = Histograms.Of(Histograms.LogUniform(number, number == 5 ? 0 : 2000));
        interval.Record(0, number);
        (interval.StartMillis, interval.EndMillis) = (Start + number * 1000, Start + number * 1000 + 1000);
        if (number % 2 == 0) interval.Tag = "match";
        log.Write(interval);
        return interval;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("match")]
    public void The_Java_log_processor_reads_the_log(string? tag)
    {
        var jar = Tools.HdrHistogramJar();
        var intervals = WriteLog().Where(i => i.Tag == tag).ToArray();
        var table = Path.Combine(_directory.Path, "table.csv");
        string[] arguments =
            ["-cp", jar, "org.HdrHistogram.HistogramLogProcessor", "-i", Log, "-o", table, "-csv", "-outputValueUnitRatio", "1"];
        Tools.Run(_directory.Path, "java", tag is null ? arguments : [.. arguments, "-tag", tag]);
        var rows = File.ReadLines(table).Where(line => char.IsDigit(line[0])).Select(Numbers).ToArray();

        Assert.Equal(intervals.Length, rows.Length);
        var total = new LatencyHistogram();
        foreach (var (interval, row) in intervals.Zip(rows))
        {
            total.Add(interval);
            // End, interval (count 50 90 max), total (count 50 90 99 99.9 99.99 max).
            Assert.Equal((interval.EndMillis - Start) / 1000.0, row[0]);
            Assert.Equal([interval.TotalCount, interval.Percentile(50), interval.Percentile(90), interval.Max], row[1..5]);
            Assert.Equal(Summary(total).Select(v => (double)v), row[5..12]);
        }
    }

    static double[] Numbers(string line) => [.. line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

    static long[] Summary(LatencyHistogram h) =>
        [h.TotalCount, h.Percentile(50), h.Percentile(90), h.Percentile(99), h.Percentile(99.9), h.Percentile(99.99), h.Max];

    [Fact]
    public void The_JavaScript_log_reader_reads_the_log()
    {
        var directory = Tools.NodeDirectory();
        var intervals = WriteLog();
        const string Script = """
            const hdr = require('hdr-histogram-js');
            const reader = new hdr.HistogramLogReader(require('fs').readFileSync(process.argv[1], 'utf8'), 64);
            const rows = [];
            for (let h; (h = reader.nextIntervalHistogram()) != null;)
              rows.push({ tag: h.tag === 'NO TAG' ? null : h.tag, start: h.startTimeStampMsec, end: h.endTimeStampMsec,
                values: [h.totalCount, ...[50, 90, 99, 99.9, 99.99].map(p => h.getValueAtPercentile(p)), h.maxValue] });
            console.log(JSON.stringify(rows));
            """;
        using var rows = JsonDocument.Parse(Tools.Run(directory, "node", "-e", Script, Log));
        Assert.Equal(intervals.Length, rows.RootElement.GetArrayLength());
        foreach (var (interval, row) in intervals.Zip(rows.RootElement.EnumerateArray()))
        {
            Assert.Equal(interval.Tag, row.GetProperty("tag").GetString());
            Assert.Equal(interval.StartMillis, row.GetProperty("start").GetInt64());
            Assert.Equal(interval.EndMillis, row.GetProperty("end").GetInt64());
            Assert.Equal(Summary(interval), row.GetProperty("values").EnumerateArray().Select(v => v.GetInt64()));
        }
    }

    [Fact]
    public void What_JavaScript_encodes_is_read_here()
    {
        var directory = Tools.NodeDirectory();
        const string Script = """
            const hdr = require('hdr-histogram-js');
            const h = hdr.build({ bitBucketSize: 64, lowestDiscernibleValue: 1, highestTrackableValue: 3600000000000, numberOfSignificantValueDigits: 3 });
            for (let v = 1; v < 1e12; v = Math.floor(v * 1.01) + 1) h.recordValueWithCount(v, 1 + v % 1000);
            console.log(JSON.stringify({ text: hdr.encodeIntoCompressedBase64(h),
                values: [h.totalCount, ...[50, 90, 99, 99.9, 99.99].map(p => h.getValueAtPercentile(p)), h.getValueAtPercentile(100)] }));
            """;
        using var answer = JsonDocument.Parse(Tools.Run(directory, "node", "-e", Script));
        var histogram = HistogramDecoding.DecodeBase64(answer.RootElement.GetProperty("text").GetString());
        var expected = answer.RootElement.GetProperty("values").EnumerateArray().Select(v => v.GetInt64());
        Assert.Equal(expected, Summary(histogram));
    }
}
