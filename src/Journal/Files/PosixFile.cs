namespace Gateway.Journal.Files;

sealed unsafe class PosixFile(int descriptor, string path) : IJournalFile
{
    const int FromEnd = 2;
    int _descriptor = descriptor;

    public long Length
    {
        get
        {
            var length = Posix.Seek(_descriptor, 0, FromEnd);
            return length >= 0 ? length : throw new JournalIOException("tell the length", path, Posix.LastError);
        }
    }

    public int Read(Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            while ((count = Posix.Read(_descriptor, start, (nuint)buffer.Length, offset)) < 0)
            {
                if (Posix.LastError != Posix.Interrupted)
                    throw new JournalIOException($"read {buffer.Length} bytes at {offset}", path, Posix.LastError);
            }

            return (int)count;
        }
    }

    public int Write(ReadOnlySpan<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            while ((count = Posix.Write(_descriptor, start, (nuint)buffer.Length, offset)) < 0)
            {
                if (Posix.LastError != Posix.Interrupted)
                    throw new JournalIOException($"write {buffer.Length} bytes at {offset}", path, Posix.LastError);
            }

            return (int)count;
        }
    }

    public void Allocate(long length)
    {
        var error = Posix.Allocate(_descriptor, 0, length);
        if (error != 0) throw new JournalIOException($"allocate {length} bytes", path, error);
    }

    internal void SetLength(long length)
    {
        if (Posix.SetLength(_descriptor, length) != 0) throw new JournalIOException($"set the length {length}", path, Posix.LastError);
    }

    public void Sync()
    {
        if (Posix.SyncData(_descriptor) != 0) throw new JournalIOException("sync the content", path, Posix.LastError);
    }

    public NativeMemory Map(long length) => NativeMemory.Mapped(_descriptor, length, path);

    public void Dispose()
    {
        var open = _descriptor;
        _descriptor = -1;
        if (open >= 0) _ = Posix.Close(open);
    }
}
