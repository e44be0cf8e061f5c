using Gateway.Journal.Files;

namespace Gateway.Journal;

/// <summary>When a message counts as journaled.</summary>
public enum Durability
{
    /// <summary>When it is in the page cache: survives the end of the process, however it ends, but not a loss of power.</summary>
    Process,

    /// <summary>When it is on the disk: survives a loss of power.</summary>
    Disk,
}

/// <summary>How a journal is written.</summary>
public sealed record JournalOptions
{
    /// <summary>Smallest and granular size of a segment in bytes.</summary>
    public const int BlockBytes = 4096;

    /// <summary>Room in bytes that a writer wants in a segment for one frame; no frame takes more.</summary>
    public const int FrameBytesMax = Format.FrameLayout.ClaimLength;

    /// <summary>Bytes at the end of the last segment of a full disk that only the shutdown's own records may use; a quarter of smaller segments.</summary>
    public const int LastPartBytes = 16 * FrameBytesMax;

    /// <summary>The dial.</summary>
    public Durability Durability { get; init; } = Durability.Process;

    /// <summary>Bytes of a segment of the inbound log; a multiple of <see cref="BlockBytes"/>.</summary>
    public long InboundSegmentBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of a segment of the outbound log; a multiple of <see cref="BlockBytes"/>.</summary>
    public long OutboundSegmentBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of a segment of the sessions log; a multiple of <see cref="BlockBytes"/>.</summary>
    public long SessionsSegmentBytes { get; init; } = 4L << 20;

    /// <summary>
    /// Segments are prepared and commits are made on own threads. When false the caller's thread does both: for tests and simulation.
    /// </summary>
    public bool Background { get; init; } = true;

    /// <summary>Without <see cref="Background"/>, for simulation: whether the disk is too slow just now, so that a commit has to be asked for again.</summary>
    public Func<bool>? Postpone { get; init; }

    /// <summary>How long after a failed preparation of a segment it is tried again.</summary>
    public TimeSpan PrepareRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The file system.</summary>
    public IJournalFiles Files { get; init; } = PosixFiles.Instance;

    /// <summary>
    /// What a snapshot vouches for: when the logs are opened, frames are checked from the segments that hold these sequences on.
    /// </summary>
    public CheckedSequences Checked { get; init; }

    internal long SegmentBytes(LogName log) => log switch
    {
        LogName.Inbound => InboundSegmentBytes,
        LogName.Outbound => OutboundSegmentBytes,
        _ => SessionsSegmentBytes,
    };

    internal void Check()
    {
        foreach (var log in Enum.GetValues<LogName>())
        {
            var bytes = SegmentBytes(log);
            if (bytes < BlockBytes || bytes % BlockBytes != 0 || bytes > int.MaxValue)
                throw new ArgumentException($"A segment of the {log} log must be a multiple of {BlockBytes} bytes below 2 GiB, not {bytes}.");
        }
    }
}

/// <summary>How far each log need not be read when it is opened; 0 reads it all.</summary>
/// <param name="Inbound">Sequence of the inbound log.</param>
/// <param name="Outbound">Sequence of the outbound log.</param>
/// <param name="Sessions">Sequence of the sessions log.</param>
public readonly record struct CheckedSequences(long Inbound, long Outbound, long Sessions)
{
    internal long Of(LogName log) => log switch
    {
        LogName.Inbound => Inbound,
        LogName.Outbound => Outbound,
        _ => Sessions,
    };
}
