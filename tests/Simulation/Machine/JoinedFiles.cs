using Gateway.Journal.Files;

namespace Gateway.Simulation.Machine;

/// <summary>A directory as if what was moved to its archive still lay in it; to read.</summary>
sealed class JoinedFiles(IJournalFiles files, string archive) : IJournalFiles
{
    public IReadOnlyList<string> List(string directory)
        => [.. files.List(directory).Union(files.List(archive).Where(name => name.EndsWith(".seg", StringComparison.Ordinal)))];

    public IJournalFile Open(string path, FileUse use)
        => files.Open(files.List(Path.GetDirectoryName(path)!).Contains(Path.GetFileName(path)) ? path : Path.Combine(archive, Path.GetFileName(path)), use);

    public void CreateDirectory(string directory) => throw new NotSupportedException();

    public void Rename(string from, string to) => throw new NotSupportedException();

    public void Delete(string path) => throw new NotSupportedException();

    public void SyncDirectory(string directory) => throw new NotSupportedException();

    public IDisposable Lock(string path) => throw new NotSupportedException();
}
