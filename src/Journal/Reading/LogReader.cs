using System.Buffers;
using System.Buffers.Binary;
using Gateway.Journal.Files;
using Gateway.Journal.Format;

namespace Gateway.Journal.Reading;

/// <summary>
/// Reads the frames of one log in order, from a live, copied or damaged directory, without changing it. It reads by buffered calls rather than
/// by mapping: a file that shrinks or cannot be read is then an error to report and not the end of the process.
/// </summary>
public sealed class LogReader : IDisposable
{
    const int BufferLength = 256 * 1024;

    readonly IJournalFiles _files;
    byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength); // A start opens many readers: none needs a large object of its own.
    List<SegmentFile> _segments = [];
    IJournalFile? _file;
    int _segment = -1;
    long _bufferOffset;
    int _buffered;
    int _position;
    int _latest;
    string _headerFault = "";

    LogReader(string directory, LogName log, IJournalFiles files)
    {
        Directory = directory;
        Log = log;
        _files = files;
    }

    /// <summary>The journal directory.</summary>
    public string Directory { get; }

    /// <summary>Which log.</summary>
    public LogName Log { get; }

    /// <summary>Sequence of the latest frame read or passed over; one below the log's first at the start.</summary>
    public long LastSequence { get; private set; }

    /// <summary>File of the latest frame, or in which reading stopped; empty when the log has no file.</summary>
    public string Segment => _segment >= 0 ? _segments[_segment].Name : "";

    /// <summary>Offset behind the latest frame.</summary>
    public long Offset => _bufferOffset + _position;

    /// <summary>The frame that <see cref="TryRead"/> gave last; valid as long as that one.</summary>
    internal Frame Latest => new(_buffer.AsSpan(_position - FrameLayout.Padded(_latest), _latest));

    /// <summary>How often it has read from a file.</summary>
    internal long Fills { get; private set; }

    internal IReadOnlyList<SegmentFile> Segments => _segments;

    internal int SegmentIndex => _segment;

    internal long SegmentFirstSequence => _segments[_segment].FirstSequence;

    internal string HeaderFault => _headerFault;

    internal IJournalFiles Files => _files;

    /// <summary>Opens a log for reading.</summary>
    /// <param name="directory">The journal directory.</param>
    /// <param name="log">Which log.</param>
    /// <param name="fromSequence">First sequence wanted; earlier frames are passed over.</param>
    /// <param name="files">The file system; the machine's when not given.</param>
    /// <exception cref="IOException">The directory or a file cannot be read.</exception>
    public static LogReader Open(string directory, LogName log, long fromSequence = 0, IJournalFiles? files = null)
    {
        var reader = new LogReader(directory, log, files ?? PosixFiles.Instance);
        try
        {
            reader.Seek(fromSequence);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads the next frame. False when there is none at this moment: at the end (where a later call may find more), or before
    /// bytes that are no frame; <see cref="LogEnds.FindEnd"/> tells which.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public bool TryRead(out Frame frame)
    {
        var rest = _buffer.AsSpan(_position, _buffered - _position);
        if (FrameLayout.IsWhole(rest, out var length) && IsNext(rest)) return Take(rest, length, out frame);
        return TryReadSlow(out frame);
    }

    bool TryReadSlow(out Frame frame)
    {
        do
        {
            if (_file is null) continue;
            Fill();
            var rest = _buffer.AsSpan(_position, _buffered - _position);
            if (FrameLayout.IsWhole(rest, out var length) && IsNext(rest)) return Take(rest, length, out frame);
            // Only a length of zero, or the end of the file, hands over to the next segment.
            if (rest.Length >= 4 && BinaryPrimitives.ReadInt32LittleEndian(rest) != 0) break;
        }
        while (TryOpenNext());

        frame = default;
        return false;
    }

    bool IsNext(ReadOnlySpan<byte> frame)
        => BinaryPrimitives.ReadInt64LittleEndian(frame[FrameLayout.Sequence..]) == LastSequence + 1;

    bool Take(ReadOnlySpan<byte> rest, int length, out Frame frame)
    {
        frame = new(rest[..length]);
        _latest = length;
        _position += FrameLayout.Padded(length);
        LastSequence++;
        return true;
    }

    void Fill()
    {
        Fills++;
        _bufferOffset += _position;
        _position = 0;
        _buffered = ReadFully(_file!, _buffer.AsSpan(0, BufferLength), _bufferOffset);
    }

    internal static int ReadFully(IJournalFile file, Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var count = file.Read(buffer[total..], offset + total);
            if (count <= 0) break;
            total += count;
        }

        return total;
    }

    /// <summary>Goes to where <paramref name="fromSequence"/> is or will be the next frame.</summary>
    internal void Seek(long fromSequence)
    {
        _segments = SegmentList.Load(_files, Directory, Log);
        Close();
        LastSequence = 0;
        _segment = -1;
        if (_segments.Count == 0) return;
        var first = Math.Max(0, _segments.FindLastIndex(segment => segment.FirstSequence <= fromSequence));
        LastSequence = _segments[first].FirstSequence - 1;
        if (!TryEnter(first)) return;
        while (LastSequence < fromSequence - 1 && TryRead(out _)) { }
    }

    /// <summary>First sequence of the segment that holds a sequence; -1 when none does.</summary>
    internal long FindSegment(long sequence)
    {
        // The last one known may have got a successor meanwhile.
        if (_segments.Count == 0 || _segments[^1].FirstSequence <= sequence) Reload();
        var found = _segments.FindLastIndex(segment => segment.FirstSequence <= sequence);
        return found < 0 ? -1 : _segments[found].FirstSequence;
    }

    /// <summary>Goes to a frame whose place is known.</summary>
    internal bool TryPlace(long firstSequence, long offset, long sequence)
    {
        var segment = _segments.FindIndex(candidate => candidate.FirstSequence == firstSequence);
        if (segment < 0 || (segment != _segment || _file is null) && !TryEnter(segment)) return false;
        LastSequence = sequence - 1;
        _bufferOffset = offset;
        _buffered = _position = 0;
        return true;
    }

    bool TryOpenNext()
    {
        if (_headerFault.Length > 0) return TryEnter(_segment);
        if (_segment + 1 >= _segments.Count) Reload();
        var next = _segment + 1;
        if (next >= _segments.Count) return false;
        if (LastSequence == 0) LastSequence = _segments[next].FirstSequence - 1;
        return _segments[next].FirstSequence == LastSequence + 1 && TryEnter(next);
    }

    /// <summary>Lists again; the present segment keeps its place or gets its final name.</summary>
    void Reload()
    {
        var present = _segment >= 0 ? _segments[_segment].FirstSequence : -1;
        _segments = SegmentList.Load(_files, Directory, Log);
        _segment = _segments.FindIndex(segment => segment.FirstSequence == present);
    }

    bool TryEnter(int segment)
    {
        Close();
        _segment = segment;
        _bufferOffset = SegmentHeader.Length;
        var path = Path.Combine(Directory, _segments[segment].Name);
        try
        {
            _file = _files.Open(path, FileUse.Read);
        }
        catch (JournalIOException e) when (e.Errno == Posix.NoEntry && _segments[segment].Name == SegmentName.Next(Log))
        {
            // It has just got its final name.
            _file = _files.Open(Path.Combine(Directory, SegmentName.Of(Log, _segments[segment].FirstSequence)), FileUse.Read);
        }

        _headerFault = CheckHeader(segment);
        if (_headerFault.Length == 0) return true;
        Close();
        _bufferOffset = 0;
        return false;
    }

    internal bool HasHeader(int segment)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Length];
        using var file = _files.Open(Path.Combine(Directory, _segments[segment].Name), FileUse.Read);
        return SegmentHeader.Read(bytes[..ReadFully(file, bytes, 0)], out _) is not null;
    }

    string CheckHeader(int segment)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Length];
        var count = ReadFully(_file!, bytes, 0);
        if (SegmentHeader.Read(bytes[..count], out var reason) is not { } header) return reason;
        if (header.Log.ToString() != SegmentName.Of(Log)) return $"its header belongs to the log '{header.Log}'";
        return header.FirstSequence == _segments[segment].FirstSequence
            ? ""
            : $"its header begins with sequence {header.FirstSequence}, its name with {_segments[segment].FirstSequence}";
    }

    void Close()
    {
        _file?.Dispose();
        _file = null;
        _buffered = _position = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
