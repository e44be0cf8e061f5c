namespace Gateway.Journal.Files;

/// <summary>Memory outside the collector's reach: a mapped file or pages of the process.</summary>
public sealed unsafe class NativeMemory : IDisposable
{
    byte* _start;

    NativeMemory(byte* start, long length)
    {
        _start = start;
        Length = length;
    }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    internal byte* Start => _start;

    /// <summary>A part of it.</summary>
    public Span<byte> Span(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)offset + (ulong)length, (ulong)Length, nameof(offset));
        return new(_start + offset, length);
    }

    internal static NativeMemory Mapped(int descriptor, long length, string path)
    {
        var start = Posix.Map(0, (nuint)length, Posix.ProtectReadWrite, Posix.MapShared, descriptor, 0);
        if (start == -1) throw new JournalIOException($"map {length} bytes", path, Posix.LastError);
        // Pages that are present and writable now cost the pipeline no fault later; older kernels lack the advice and fault instead.
        _ = Posix.Advise(start, (nuint)length, Posix.AdvicePopulateWrite);
        return new((byte*)start, length);
    }

    /// <summary>Zeroed, page-aligned pages of the process, present from the start.</summary>
    /// <exception cref="JournalIOException">The system has no memory left.</exception>
    public static NativeMemory Anonymous(long length)
    {
        var start = Posix.Map(0, (nuint)length, Posix.ProtectReadWrite, Posix.MapPrivate | Posix.MapAnonymous | Posix.MapPopulate, -1, 0);
        if (start == -1) throw new JournalIOException($"allocate {length} bytes", "memory", Posix.LastError);
        return new((byte*)start, length);
    }

    /// <summary>Gives it back; nobody may touch it any more.</summary>
    public void Dispose()
    {
        var start = (nint)_start;
        _start = null;
        if (start != 0) _ = Posix.Unmap(start, (nuint)Length);
    }
}
