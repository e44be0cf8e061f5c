using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Latency;

/// <summary>
/// Writes an interval log (<c>.hlog</c>, HdrHistogram log format 1.3): a line per interval with its start, length, maximum and compressed
/// histogram. UTF-8 without byte order mark, <c>\n</c>, decimal points in every culture.
/// </summary>
public sealed class HistogramLogWriter : IDisposable
{
    /// <summary>The maximum column is in milliseconds, as readers expect.</summary>
    const double MaxValueUnitNanos = 1_000_000;

    static readonly SearchValues<char> s_notInTags = SearchValues.Create(", \r\n");

    readonly Stream _stream;

    /// <summary>Writes to a stream, from its present position; a header first if that is its beginning.</summary>
    /// <param name="stream">Closed with the writer.</param>
    /// <param name="startMillis">The start of the log in milliseconds since 1970.</param>
    public HistogramLogWriter(Stream stream, long startMillis)
    {
        _stream = stream;
        if (!stream.CanSeek || stream.Position == 0) WriteHeader(startMillis);
    }

    /// <summary>Opens a log to append to it, or creates it. A last line that a crash has cut off is removed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="startMillis">The start of a new log in milliseconds since 1970.</param>
    /// <returns>The writer; others may read the file meanwhile.</returns>
    public static HistogramLogWriter Open(string path, long startMillis)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            file.SetLength(EndOfLastLine(file));
            file.Seek(0, SeekOrigin.End);
            return new HistogramLogWriter(file, startMillis);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends an interval and flushes it to the operating system.</summary>
    /// <param name="interval">With its start, end and tag.</param>
    /// <exception cref="ArgumentException">The tag is empty or has a comma, a space or a line break.</exception>
    public void Write(LatencyHistogram interval)
    {
        var line = new StringBuilder();
        if (interval.Tag is { } tag) line.Append("Tag=").Append(Checked(tag)).Append(',');
        line.Append(Seconds(interval.StartMillis)).Append(',')
            .Append(Seconds(Math.Max(0, interval.EndMillis - interval.StartMillis))).Append(',')
            .Append((interval.Max / MaxValueUnitNanos).ToString("F3", CultureInfo.InvariantCulture)).Append(',')
            .Append(HistogramEncoding.EncodeBase64(interval)).Append('\n');
        Append(line.ToString());
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _stream.Dispose();

    void WriteHeader(long startMillis)
    {
        var start = DateTimeOffset.FromUnixTimeMilliseconds(startMillis).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        Append(
            "#[Histogram log format version 1.3]\n" +
            $"#[StartTime: {Seconds(startMillis)} (seconds since epoch), {start}]\n" +
            "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n");
    }

    /// <summary>One write for each line, so that a reader or a crash meets whole lines nearly always.</summary>
    void Append(string text)
    {
        _stream.Write(Encoding.UTF8.GetBytes(text));
        _stream.Flush();
    }

    static string Checked(string tag) =>
        tag.Length != 0 && !tag.AsSpan().ContainsAny(s_notInTags)
            ? tag
            : throw new ArgumentException($"A tag has no comma, space or line break and is not empty: '{tag}'.");

    static string Seconds(long millis) => (millis / 1000.0).ToString("F3", CultureInfo.InvariantCulture);

    static long EndOfLastLine(FileStream file)
    {
        var block = new byte[4096];
        for (var end = file.Length; end > 0; end = Math.Max(0, end - block.Length))
        {
            var start = Math.Max(0, end - block.Length);
            var bytes = block.AsSpan(0, (int)(end - start));
            file.Seek(start, SeekOrigin.Begin);
            file.ReadExactly(bytes);
            if (bytes.LastIndexOf((byte)'\n') is >= 0 and var newLine) return start + newLine + 1;
        }
        return 0;
    }
}
