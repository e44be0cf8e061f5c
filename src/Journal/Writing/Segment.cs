using Gateway.Journal.Files;
using Gateway.Journal.Format;
using Gateway.Messages;

namespace Gateway.Journal.Writing;

/// <summary>
/// One segment that is being written: an image in memory, which is the mapped file itself (<see cref="Durability.Process"/>) or pages that
/// a committer writes out (<see cref="Durability.Disk"/>).
/// </summary>
sealed unsafe class Segment(string path, NativeMemory image, IJournalFile file) : IDisposable
{
    NativeMemory? _image = image;
    Segment? _next;
    bool _settled;

    internal string Path { get; set; } = path;

    internal long FirstSequence { get; private set; }

    internal long Length => Image.Length;

    internal byte* Start => Image.Start;

    internal NativeMemory Image => _image!;

    internal IJournalFile File => file;

    /// <summary>The segment that goes on where this one is full; set by the writer before any of its frames is published.</summary>
    internal Segment? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>Nothing is left to be written out.</summary>
    internal bool Settled
    {
        get => Volatile.Read(ref _settled);
        set => Volatile.Write(ref _settled, value);
    }

    internal void Begin(LogName log, long firstSequence, Timestamp time, Text64 runId)
    {
        FirstSequence = firstSequence;
        new Span<byte>(Start, SegmentHeader.Length).Clear(); // Its pages may have been another segment's.
        new SegmentHeader(Text16.From(SegmentName.Of(log)), firstSequence, time, runId).Write(new(Start, SegmentHeader.Length));
    }

    internal void Resume(long firstSequence) => FirstSequence = firstSequence;

    /// <summary>Gives up the file, and its pages to whoever writes the next segment into them.</summary>
    internal NativeMemory Close()
    {
        var image = Image;
        _image = null;
        file.Dispose();
        return image;
    }

    public void Dispose()
    {
        _image?.Dispose();
        file.Dispose();
    }
}
