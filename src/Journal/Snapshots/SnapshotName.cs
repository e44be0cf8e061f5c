using System.Globalization;

namespace Gateway.Journal.Snapshots;

/// <summary>Names of snapshots: <c>snapshot-00000000000000000001.snap</c> by the inbound sequence, ending in <c>.tmp</c> while they are written.</summary>
static class SnapshotName
{
    const string Prefix = "snapshot-", Extension = ".snap";

    internal const string Unfinished = ".tmp";

    internal static string Of(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:D20}{Extension}");

    internal static bool IsUnfinished(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Unfinished, StringComparison.Ordinal);

    internal static bool TryParse(string name, out long sequence)
    {
        sequence = 0;
        return name.Length == Prefix.Length + 20 + Extension.Length && name.StartsWith(Prefix, StringComparison.Ordinal)
               && name.EndsWith(Extension, StringComparison.Ordinal)
               && long.TryParse(name.AsSpan(Prefix.Length, 20), NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
    }
}
