namespace Gateway.Journal.Files;

/// <summary>
/// A journal's directory as if the segments that were moved to its archive still lay in it; to read. What is in both, because it is being moved, is
/// read from the journal.
/// </summary>
/// <param name="files">The file system of both.</param>
/// <param name="archive">The directory that segments are moved to. While it is not there, it holds nothing.</param>
public sealed class ArchivedFiles(IJournalFiles files, string archive) : IJournalFiles
{
    const string Segments = ".seg";

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory) => [.. files.List(directory).Union(ListArchive())];

    /// <inheritdoc/>
    public IJournalFile Open(string path, FileUse use)
    {
        if (use != FileUse.Read) throw new NotSupportedException("An archive is only read.");
        try
        {
            return files.Open(path, use);
        }
        catch (JournalIOException moved) when (moved.Errno == Posix.NoEntry && path.EndsWith(Segments, StringComparison.Ordinal))
        {
            return files.Open(Path.Combine(archive, Path.GetFileName(path)), use);
        }
    }

    IEnumerable<string> ListArchive()
    {
        try
        {
            return files.List(archive).Where(name => name.EndsWith(Segments, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return []; // Not made yet, or on a disk that is not mounted.
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string directory) => throw new NotSupportedException("An archive is only read.");

    /// <inheritdoc/>
    public void Rename(string from, string to) => throw new NotSupportedException("An archive is only read.");

    /// <inheritdoc/>
    public void Delete(string path) => throw new NotSupportedException("An archive is only read.");

    /// <inheritdoc/>
    public void SyncDirectory(string directory) => throw new NotSupportedException("An archive is only read.");

    /// <inheritdoc/>
    public IDisposable Lock(string path) => throw new NotSupportedException("An archive is only read.");
}
