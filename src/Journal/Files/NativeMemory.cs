namespace Gateway.Journal.Files;

/// <summary>Memory outside the collector's reach: a mapped file or pages of the process.</summary>
public sealed unsafe class NativeMemory : IDisposable
{
    const long PopulateLength = 1 << 20;

    readonly bool _isOwner;
    byte* _start;

    NativeMemory(byte* start, long length, bool isOwner)
    {
        _start = start;
        Length = length;
        _isOwner = isOwner;
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
        return Populated(start, length);
    }

    /// <summary>Somebody else's pages, who frees them: for file layers that have no file to map.</summary>
    public static NativeMemory View(byte* start, long length) => new(start, length, isOwner: false);

    /// <summary>Zeroed, page-aligned pages of the process, present from the start.</summary>
    /// <exception cref="JournalIOException">The system has no memory left.</exception>
    public static NativeMemory Anonymous(long length)
    {
        var start = Posix.Map(0, (nuint)length, Posix.ProtectReadWrite, Posix.MapPrivate | Posix.MapAnonymous, -1, 0);
        if (start == -1) throw new JournalIOException($"allocate {length} bytes", "memory", Posix.LastError);
        _ = Posix.Advise(start, (nuint)length, Posix.AdviceHugePages);
        return Populated(start, length);
    }

    /// <summary>Pages that are present and writable now cost the pipeline no fault later; older kernels lack the advice and fault instead.</summary>
    static NativeMemory Populated(nint start, long length)
    {
        // In steps, so that a thread that waits for this processor gets it in between. Not by yielding: that costs a whole slice each time.
        for (var offset = 0L; offset < length; offset += PopulateLength)
            _ = Posix.Advise(start + (nint)offset, (nuint)Math.Min(PopulateLength, length - offset), Posix.AdvicePopulateWrite);

        return new((byte*)start, length, isOwner: true);
    }

    /// <summary>Gives it back; nobody may touch it any more.</summary>
    public void Dispose()
    {
        var start = (nint)_start;
        _start = null;
        if (start != 0 && _isOwner) _ = Posix.Unmap(start, (nuint)Length);
    }
}
