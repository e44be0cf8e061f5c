using Gateway.Journal.Files;

namespace Gateway.Tests.Recovery;

/// <summary>The machine's files, of which those of one log can no longer be written from a moment on.</summary>
/// <param name="log">How the names of its segments begin.</param>
sealed class FailingFiles(string log) : IJournalFiles
{
    const int InputOutput = 5;

    readonly PosixFiles _files = PosixFiles.Instance;

    internal volatile bool IsBroken;

    public IReadOnlyList<string> List(string directory) => _files.List(directory);

    public void CreateDirectory(string directory) => _files.CreateDirectory(directory);

    public IJournalFile Open(string path, FileUse use) => new File(this, _files.Open(path, use), path);

    public void Rename(string from, string to) => _files.Rename(from, to);

    public void Delete(string path) => _files.Delete(path);

    public void SyncDirectory(string directory) => _files.SyncDirectory(directory);

    public IDisposable Lock(string path) => _files.Lock(path);

    void Check(string call, string path)
    {
        if (IsBroken && Path.GetFileName(path).StartsWith(log, StringComparison.Ordinal)) throw new JournalIOException(call, path, InputOutput);
    }

    sealed class File(FailingFiles files, IJournalFile file, string path) : IJournalFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public int Write(ReadOnlySpan<byte> buffer, long offset)
        {
            files.Check("write", path);
            return file.Write(buffer, offset);
        }

        public void Allocate(long length) => file.Allocate(length);

        public void Sync()
        {
            files.Check("sync", path);
            file.Sync();
        }

        public NativeMemory Map(long length) => file.Map(length);

        public void Dispose() => file.Dispose();
    }
}
