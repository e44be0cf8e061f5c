namespace Gateway.Journal.Files;

/// <summary>
/// Every call that the journal makes to a file system. Tests put a layer around it that fails, shortens, tears or delays a call.
/// A failing call throws <see cref="JournalIOException"/>.
/// </summary>
public interface IJournalFiles
{
    /// <summary>Names (not paths) of the files of a directory, in no order.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Makes a directory and its parents, if missing.</summary>
    void CreateDirectory(string directory);

    /// <summary>Opens or creates a file.</summary>
    IJournalFile Open(string path, FileUse use);

    /// <summary>Renames within a directory, replacing what is there.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file.</summary>
    void Delete(string path);

    /// <summary>Makes names in the directory durable.</summary>
    void SyncDirectory(string directory);

    /// <summary>Takes the single-writer lock, released by <see cref="IDisposable.Dispose"/> or by the end of the process, however it ends.</summary>
    /// <exception cref="JournalLockedException">Another process holds it.</exception>
    IDisposable Lock(string path);
}

/// <summary>How a file is opened.</summary>
public enum FileUse
{
    /// <summary>Existing, to read.</summary>
    Read,

    /// <summary>Existing, to read and write through the page cache.</summary>
    Write,

    /// <summary>New and empty, replacing an old one, to read and write.</summary>
    Create,

    /// <summary>Existing, to write blocks past the page cache where the file system can; not durable before <see cref="IJournalFile.Sync"/>.</summary>
    Direct,

    /// <summary>Existing, to write blocks that are durable when the write returns: past the page cache where the file system can, else synchronous.</summary>
    Durable,
}

/// <summary>One open file.</summary>
public interface IJournalFile : IDisposable
{
    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>Reads up to the buffer's length; 0 at the end.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes and returns how many bytes; the caller goes on after a short write.</summary>
    int Write(ReadOnlySpan<byte> buffer, long offset);

    /// <summary>Gives the file real blocks up to a length.</summary>
    void Allocate(long length);

    /// <summary>Makes the content durable.</summary>
    void Sync();

    /// <summary>Maps the first bytes shared and writable, with its pages present: storing into it makes no system call.</summary>
    NativeMemory Map(long length);
}
