using Gateway.Journal.Files;

namespace Gateway.Journal.Snapshots;

/// <summary>A snapshot file as its name and header tell of it; the content has not been looked at.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sequence">Inbound sequence by its name.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Header">The header; null when it cannot be read.</param>
/// <param name="Fault">What is wrong with the header; empty when nothing is.</param>
public sealed record SnapshotFile(string Path, long Sequence, long Bytes, SnapshotHeader? Header, string Fault);

/// <summary>Finds the snapshots of a journal directory.</summary>
public static class SnapshotList
{
    /// <summary>All of them, the newest first.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public static IReadOnlyList<SnapshotFile> Load(string directory, IJournalFiles? files = null)
    {
        files ??= PosixFiles.Instance;
        var found = new List<SnapshotFile>();
        foreach (var name in files.List(directory))
            if (SnapshotName.TryParse(name, out var sequence))
                found.Add(Describe(Path.Combine(directory, name), sequence, files));
        found.Sort((left, right) => right.Sequence.CompareTo(left.Sequence));
        return found;
    }

    /// <summary>Deletes all but the newest whole ones, and what an earlier attempt left unfinished. Damaged ones stay for whoever looks into it.</summary>
    /// <param name="directory">The journal directory.</param>
    /// <param name="keep">How many stay, at least one.</param>
    /// <param name="files">The file system; the machine's when not given.</param>
    /// <returns>Names of the deleted files.</returns>
    /// <exception cref="IOException">The directory cannot be read or written.</exception>
    public static IReadOnlyList<string> Prune(string directory, int keep, IJournalFiles? files = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        files ??= PosixFiles.Instance;
        var old = Load(directory, files).Where(file => file.Header is not null).Skip(keep).Select(file => Path.GetFileName(file.Path));
        string[] deleted = [.. old, .. files.List(directory).Where(SnapshotName.IsUnfinished)];
        foreach (var name in deleted) files.Delete(Path.Combine(directory, name));
        if (deleted.Length > 0) files.SyncDirectory(directory);
        return deleted;
    }

    static SnapshotFile Describe(string path, long sequence, IJournalFiles files)
    {
        try
        {
            using var file = files.Open(path, FileUse.Read);
            var header = Snapshot.ReadHeader(file, out _, out var fault);
            if (header is { } value && value.Sequence != sequence) fault = $"its header is of sequence {value.Sequence}, its name of {sequence}";
            return new(path, sequence, file.Length, fault.Length == 0 ? header : null, fault);
        }
        catch (JournalIOException e)
        {
            return new(path, sequence, 0, null, e.Message);
        }
    }
}
