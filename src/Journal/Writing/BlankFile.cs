using Gateway.Journal.Files;

namespace Gateway.Journal.Writing;

/// <summary>
/// A file on its way to be all zeros, a part at a time: made at once it would take the disk from commits, or a processor from whoever wants it, for tens
/// of milliseconds.
/// </summary>
sealed class BlankFile : IDisposable
{
    // Small enough that a commit which waits behind it for the disk does not wait long, large enough for most of the disk's bandwidth.
    const int ZeroLength = 1 << 20;

    static readonly NativeMemory s_zeros = NativeMemory.Anonymous(ZeroLength);

    readonly IJournalFile _file;
    readonly long _length;
    long _zeroed;

    BlankFile(IJournalFile file, long length) => (_file, _length) = (file, length);

    /// <summary>Replaces what is there by a file of blocks that are promised and not zeroed yet.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The file.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="onDisk">Past the page cache, or each later write would have to throw out what the cache still has of its place.</param>
    internal static BlankFile Begin(IJournalFiles files, string path, long length, bool onDisk)
    {
        using (var created = files.Open(path, FileUse.Create)) created.Allocate(length);
        return new(files.Open(path, onDisk ? FileUse.Direct : FileUse.Write), length);
    }

    /// <summary>Zeroes its whole blocks up to a length; true when that is all.</summary>
    internal bool Zero(long until)
    {
        var to = Math.Min(until / JournalOptions.BlockBytes * JournalOptions.BlockBytes, _length);
        if (_zeroed < to) Zero(_file, _zeroed, to);
        _zeroed = Math.Max(_zeroed, to);
        return _zeroed == _length;
    }

    /// <summary>Promised blocks are not enough on the disk: a synchronous write into one changes the file system's own records too.</summary>
    internal void Sync() => _file.Sync();

    public void Dispose() => _file.Dispose();

    internal static void Zero(IJournalFile file, long from, long to)
    {
        while (from < to)
        {
            var count = file.Write(s_zeros.Span(0, (int)Math.Min(ZeroLength, to - from)), from);
            if (count <= 0) throw new JournalIOException($"write zeros at {from}", "a segment", 0);
            from += count;
        }
    }
}
