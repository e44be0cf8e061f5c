namespace Gateway.Configuration;

/// <summary>The journal's files.</summary>
public sealed class JournalConfiguration
{
    /// <summary>Bytes of one segment file.</summary>
    public long SegmentBytes { get; set; } = 64 * 1024 * 1024;
}
