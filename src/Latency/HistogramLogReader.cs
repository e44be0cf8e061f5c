namespace Gateway.Latency;

/// <summary>Reads interval logs (<c>.hlog</c>) of this or any other HdrHistogram writer, interval by interval.</summary>
/// <param name="source">The text of the log; not closed.</param>
public sealed class HistogramLogReader(TextReader source)
{
    const double YearSeconds = 365 * 24 * 3600.0;

    double? _startSeconds;
    double? _baseSeconds;

    /// <summary>Why the last line could not be read, if a crash or a writer at work has left it incomplete; null if all is whole.</summary>
    public string? TornLastLine { get; private set; }

    /// <summary>Reads a file from its beginning.</summary>
    /// <param name="path">The log; it may be written to meanwhile.</param>
    /// <param name="tornLastLine">As <see cref="TornLastLine"/>.</param>
    /// <returns>Every whole interval.</returns>
    /// <exception cref="InvalidDataException">A line before the last one is damaged; the message names file and line.</exception>
    public static IReadOnlyList<LatencyHistogram> ReadFile(string path, out string? tornLastLine)
    {
        using var text = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        try
        {
            var reader = new HistogramLogReader(text);
            var intervals = reader.Read().ToList();
            tornLastLine = reader.TornLastLine;
            return intervals;
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>The intervals in the order of the log, each a histogram with its start, end and tag.</summary>
    /// <returns>A sequence that reads as it is enumerated; enumerate it once.</returns>
    /// <exception cref="InvalidDataException">A line before the last one is damaged; the message names it.</exception>
    public IEnumerable<LatencyHistogram> Read()
    {
        var number = 1;
        for (var line = source.ReadLine(); line is not null; number++)
        {
            var next = source.ReadLine();
            if (Interval(line, number, isLast: next is null) is { } interval) yield return interval;
            line = next;
        }
    }

    LatencyHistogram? Interval(string line, int number, bool isLast)
    {
        if (line.StartsWith('#')) ReadComment(line);
        if (line.Length == 0 || line[0] is '#' or '"') return null;
        try
        {
            return ReadInterval(line);
        }
        catch (InvalidDataException exception)
        {
            var message = $"line {number}: {exception.Message}";
            if (!isLast) throw new InvalidDataException(message, exception);
            TornLastLine = message;
            return null;
        }
    }

    void ReadComment(string line)
    {
        _startSeconds = HistogramLogLine.SecondsAfter(line, "#[StartTime: ") ?? _startSeconds;
        _baseSeconds = HistogramLogLine.SecondsAfter(line, "#[BaseTime: ") ?? _baseSeconds;
    }

    LatencyHistogram ReadInterval(string line)
    {
        var parts = HistogramLogLine.Parse(line);
        _startSeconds ??= parts.StartSeconds;
        // Without a base time, small time stamps are offsets from the start of the log, and large ones are since 1970.
        _baseSeconds ??= parts.StartSeconds < _startSeconds - YearSeconds ? _startSeconds : 0;
        var start = parts.StartSeconds + _baseSeconds.Value;
        var histogram = parts.Histogram;
        histogram.Tag = parts.Tag;
        histogram.StartMillis = (long)Math.Round(start * 1000);
        histogram.EndMillis = (long)Math.Round((start + parts.LengthSeconds) * 1000);
        return histogram;
    }
}
