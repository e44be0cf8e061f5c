using System.Buffers.Binary;
using Gateway.Journal.Files;
using Gateway.Journal.Format;
using Gateway.Journal.Writing;

namespace Gateway.Journal.Reading;

/// <summary>
/// Finds frames of a log by sequence while it is being written, for FIX resends. It belongs to the appending thread. The present segment and the
/// one before are read where they lie in memory, so that it finds what the disk does not have yet; older ones are read from their files, in the journal
/// or where they were archived.
/// </summary>
public sealed class LogLookup : IDisposable
{
    readonly LogWriter _writer;
    readonly LogReader _reader;
    readonly Dictionary<long, SparseIndex> _indexes = [];

    /// <summary>Looks into a log of an open journal.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="log">One of its logs.</param>
    /// <param name="archive">Directory that its old segments are moved to; null when there is none.</param>
    public LogLookup(JournalWriter journal, LogWriter log, string? archive = null)
    {
        _writer = log;
        _reader = LogReader.Open(journal.Directory, log.Log, 0, archive is null ? journal.Files : new ArchivedFiles(journal.Files, archive));
    }

    /// <summary>
    /// Finds a frame; false when the log never had it or no longer has it. The frame is valid until the next call and the next append.
    /// Consecutive sequences cost no search.
    /// </summary>
    /// <exception cref="IOException">An older segment cannot be read.</exception>
    public bool TryFind(long sequence, out Frame frame)
    {
        frame = default;
        if (sequence < 1 || sequence > _writer.LastSequence) return false;
        if (sequence >= _writer.Active.FirstSequence) return TryFindLive(_writer.Active, sequence, out frame);
        if (_writer.Previous is { } previous && sequence >= previous.FirstSequence) return TryFindLive(previous, sequence, out frame);
        return TryFindFiled(sequence, out frame);
    }

    bool TryFindLive(Segment segment, long sequence, out Frame frame)
    {
        var index = IndexOf(segment.FirstSequence);
        var (at, offset) = index.Floor(sequence);
        for (; ; at++)
        {
            index.Note(at, offset);
            var length = BinaryPrimitives.ReadInt32LittleEndian(segment.Image.Span(offset, 4));
            if (at == sequence)
            {
                frame = new(segment.Image.Span(offset, length));
                return true;
            }

            offset += FrameLayout.Padded(length);
        }
    }

    bool TryFindFiled(long sequence, out Frame frame)
    {
        frame = default;
        try
        {
            return (_reader.LastSequence + 1 == sequence || TryPlace(sequence)) && TryReadUpTo(sequence, out frame);
        }
        catch (JournalIOException e) when (e.Errno == Posix.NoEntry)
        {
            return false; // Taken away behind a snapshot since the directory was listed.
        }
    }

    bool TryPlace(long sequence)
    {
        var first = _reader.FindSegment(sequence);
        if (first < 0) return false;
        var (at, offset) = IndexOf(first).Floor(sequence);
        return _reader.TryPlace(first, offset, at);
    }

    bool TryReadUpTo(long sequence, out Frame frame)
    {
        while (_reader.TryRead(out frame))
        {
            if (frame.Sequence == sequence) return true;
            IndexOf(_reader.SegmentFirstSequence).Note(_reader.LastSequence + 1, _reader.Offset);
        }

        return false;
    }

    SparseIndex IndexOf(long firstSequence)
    {
        if (!_indexes.TryGetValue(firstSequence, out var index))
            _indexes[firstSequence] = index = new(firstSequence, SegmentHeader.Length);
        return index;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
