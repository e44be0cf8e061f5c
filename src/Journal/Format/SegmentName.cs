using System.Globalization;

namespace Gateway.Journal.Format;

/// <summary>Names of segment files: <c>inbound-00000000000000000001.seg</c>, and <c>inbound.next</c> for the one that is prepared.</summary>
static class SegmentName
{
    internal const string Extension = ".seg";

    internal static string Of(LogName log) => log switch
    {
        LogName.Inbound => "inbound",
        LogName.Outbound => "outbound",
        _ => "sessions",
    };

    internal static string Of(LogName log, long firstSequence)
        => string.Create(CultureInfo.InvariantCulture, $"{Of(log)}-{firstSequence:D20}{Extension}");

    /// <summary>
    /// The prepared segment. It becomes a part of the log the moment its header is written; the file gets its final name soon after.
    /// </summary>
    internal static string Next(LogName log) => Of(log) + ".next";

    internal static bool TryParse(LogName log, string name, out long firstSequence)
    {
        firstSequence = 0;
        var prefix = Of(log) + "-";
        return name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal)
               && name.Length == prefix.Length + 20 + Extension.Length
               && long.TryParse(name.AsSpan(prefix.Length, 20), NumberStyles.None, CultureInfo.InvariantCulture, out firstSequence);
    }
}
