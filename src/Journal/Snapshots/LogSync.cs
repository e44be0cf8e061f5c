using Gateway.Journal.Files;
using Gateway.Journal.Reading;

namespace Gateway.Journal.Snapshots;

/// <summary>Makes durable what all logs hold now, whoever wrote it.</summary>
public static class LogSync
{
    /// <summary>Syncs every segment that is not in an archive.</summary>
    /// <exception cref="IOException">A sync failed.</exception>
    public static void Sync(string directory, IJournalFiles? files = null)
    {
        files ??= PosixFiles.Instance;
        foreach (var log in Enum.GetValues<LogName>())
            foreach (var segment in SegmentList.Load(files, directory, log))
                SyncSegment(Path.Combine(directory, segment.Name), files);
        files.SyncDirectory(directory);
    }

    static void SyncSegment(string path, IJournalFiles files)
    {
        try
        {
            using var file = files.Open(path, FileUse.Write);
            file.Sync();
        }
        catch (JournalIOException e) when (e.Errno == Posix.NoEntry)
        {
            // It has just got its final name; the segment behind it is synced, and the directory.
            using var named = files.Open(Renamed(path, files), FileUse.Write);
            named.Sync();
        }
    }

    static string Renamed(string path, IJournalFiles files)
    {
        var directory = Path.GetDirectoryName(path)!;
        var log = Enum.GetValues<LogName>().First(log => Path.GetFileName(path).StartsWith(Format.SegmentName.Of(log), StringComparison.Ordinal));
        return Path.Combine(directory, SegmentList.Load(files, directory, log)[^1].Name);
    }
}
