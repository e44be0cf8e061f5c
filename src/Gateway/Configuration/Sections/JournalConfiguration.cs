namespace Gateway.Configuration;

/// <summary>The journal's files.</summary>
public sealed class JournalConfiguration
{
    /// <summary>Bytes of one segment file.</summary>
    public long SegmentBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Minutes between snapshots; 0 takes none.</summary>
    public double SnapshotMinutes { get; set; } = 60;

    /// <summary>Snapshots that are kept.</summary>
    public int SnapshotsKept { get; set; } = 2;

    /// <summary>Segments behind a snapshot that are older than so many days leave the journal; 0 keeps them.</summary>
    public double KeepDays { get; set; }

    /// <summary>Segments behind a snapshot leave the journal while a log is larger; 0 keeps them.</summary>
    public long KeepBytes { get; set; }

    /// <summary>Directory to which they are moved, and in which resends find them; empty deletes them.</summary>
    public string Archive { get; set; } = "";
}
