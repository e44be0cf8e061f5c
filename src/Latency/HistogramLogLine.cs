using System.Globalization;

namespace Gateway.Latency;

/// <summary>The columns of one interval: <c>[Tag=xyz,]start,length,max,histogram</c>.</summary>
readonly record struct HistogramLogLine(string? Tag, double StartSeconds, double LengthSeconds, LatencyHistogram Histogram)
{
    const string TagPrefix = "Tag=";

    /// <summary>Times beyond this (the year 33658) are damage; below it they fit in milliseconds.</summary>
    const double SecondsMax = 1e12;

    public static HistogramLogLine Parse(string line)
    {
        var columns = line.Split(',');
        var tag = columns[0].StartsWith(TagPrefix, StringComparison.Ordinal) ? columns[0][TagPrefix.Length..] : null;
        var rest = columns.AsSpan(tag is null ? 0 : 1);
        if (rest.Length != 4) throw new InvalidDataException($"an interval has 4 columns after its tag, not {rest.Length}.");
        var start = Seconds(rest[0], "start");
        var length = Seconds(rest[1], "length");
        _ = Number(rest[2]) ?? throw new InvalidDataException($"the maximum '{rest[2]}' is no number.");
        return new HistogramLogLine(tag, start, length, HistogramDecoding.DecodeBase64(rest[3].AsSpan().TrimEnd()));
    }

    /// <summary>The time behind a prefix such as <c>#[StartTime: </c>, or null if the line does not say it.</summary>
    public static double? SecondsAfter(string line, string prefix)
    {
        if (!line.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var text = line.AsSpan(prefix.Length);
        var end = text.IndexOf(' ');
        return Number(end < 0 ? text : text[..end]);
    }

    static double Seconds(string text, string column) =>
        Number(text) is >= 0 and <= SecondsMax and { } seconds
            ? seconds
            : throw new InvalidDataException($"the {column} '{text}' is no time in seconds.");

    static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
