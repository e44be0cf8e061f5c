using System.Diagnostics;
using Gateway.Journal;
using Gateway.Journal.Export;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;

namespace Gateway.Bench.EndToEnd.Journal;

/// <summary>How quick <c>journal verify</c> and <c>journal export</c> read a journal back, beside a sequential read of the same files.</summary>
sealed class ReadCost(string folder, int records) : IJournalCost
{
    readonly string _path = Path.Combine(folder, "read");

    public void Prepare()
    {
        using var journal = JournalSamples.Open(_path, new());
        var (order, report) = (JournalSamples.Order(), JournalSamples.Report());
        for (var sequence = 1; sequence <= records; sequence++)
        {
            order.Sequence = report.Sequence = sequence;
            order.Time = report.Time = new(1_700_000_000_000_000_000 + sequence);
            journal.Inbound.TryAppend(in order);
            journal.Outbound.TryAppend(in report);
        }
    }

    public void Round(JournalScore score)
    {
        var (read, verified) = (Sequential(), Verify());
        score.Take("verify, page cache", "MiB/s", verified, read, "ratio at least 0.8 or 2,048 MiB/s", (ours, ratio) => ratio >= 0.8 || ours >= 2048);
        foreach (var format in (string[])["csv", "json", "msgpack"]) Export(score, format);
    }

    double Verify()
    {
        var start = Stopwatch.GetTimestamp();
        var bytes = LogSummary.ReadAll(_path, decode: false).Sum(log => log.Segments.Sum(segment => segment.FrameBytes));
        return bytes / Stopwatch.GetElapsedTime(start).TotalSeconds / JournalSamples.Mebibyte;
    }

    double Sequential()
    {
        var buffer = new byte[256 * 1024];
        var bytes = 0L;
        var start = Stopwatch.GetTimestamp();
        foreach (var path in Directory.GetFiles(_path, "*.seg"))
        {
            using var file = PosixFiles.Instance.Open(path, FileUse.Read);
            var offset = 0L;
            for (int count; (count = file.Read(buffer, offset)) > 0;) offset += count;
            bytes += offset;
        }

        return bytes / Stopwatch.GetElapsedTime(start).TotalSeconds / JournalSamples.Mebibyte;
    }

    void Export(JournalScore score, string format)
    {
        var path = Path.Combine(folder, "exported");
        var start = Stopwatch.GetTimestamp();
        using (var output = File.Create(path)) Export(format, output);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var plain = Copy(path);
        score.Take($"export --format {format}", "M events/s", 2e-6 * records / seconds, 2e-6 * records / plain, "at least 1", (ours, _) => ours >= 1);
    }

    void Export(string format, Stream output)
    {
        var logs = Enum.GetValues<LogName>();
        using var reader = new MergedReader(_path, logs);
        BlockExport.Run(reader, format switch { "csv" => ExportFormat.Csv(logs, new()), "json" => ExportFormat.Json, _ => ExportFormat.MessagePack }, new(), output);
    }

    /// <summary>Writes as many bytes as were exported into a new file; seconds.</summary>
    static double Copy(string path)
    {
        var buffer = new byte[64 * 1024];
        var length = new FileInfo(path).Length;
        File.Delete(path);
        var start = Stopwatch.GetTimestamp();
        using (var output = File.Create(path))
            for (var at = 0L; at < length; at += buffer.Length) output.Write(buffer);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        if (Directory.Exists(_path)) Directory.Delete(_path, recursive: true);
    }
}
