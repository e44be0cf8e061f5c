namespace Gateway.Pipeline;

/// <summary>
/// Whether the disk of the data directory has room for what is recorded beside the journal: the numbers of sessions with exchanges, the orders of simulated
/// ones. Their files keep a reserve for cancels and fills, which orders must not use up.
/// </summary>
/// <param name="directory">The data directory.</param>
/// <param name="free">Bytes that may still be written there; the machine's when not given.</param>
sealed class DiskSpace(string directory, Func<long>? free = null)
{
    /// <summary>With less, in bytes, no more orders are taken.</summary>
    internal const long StopBytes = 8 << 20;

    /// <summary>With as much they are taken again: more than the reserves themselves then take.</summary>
    internal const long ResumeBytes = 32 << 20;

    volatile string? _shortage;

    /// <summary>What was found at the last look: why orders have to stop, or null.</summary>
    internal string? Shortage => _shortage;

    /// <summary>Looks; one thread at a time.</summary>
    internal void Look()
    {
        var bytes = free?.Invoke() ?? Free();
        if (bytes < StopBytes) _shortage = $"less than {StopBytes >> 20} MiB are left on the disk of '{directory}'";
        else if (bytes >= ResumeBytes) _shortage = null;
    }

    long Free()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue; // Nobody knows; what cannot be written will tell.
        }
    }
}
