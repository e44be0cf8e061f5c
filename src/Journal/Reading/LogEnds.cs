using System.Buffers;
using System.Buffers.Binary;
using Gateway.Journal.Files;
using Gateway.Journal.Format;

namespace Gateway.Journal.Reading;

/// <summary>
/// Tells a clean end from a torn tail and from damage in the middle: it looks for anything behind the place where reading stopped.
/// </summary>
public static class LogEnds
{
    const int ChunkLength = 1 << 20;

    /// <summary>Classifies the place where <see cref="LogReader.TryRead"/> returned false.</summary>
    public static LogEnd FindEnd(this LogReader reader)
    {
        if (reader.SegmentIndex < 0) return WithoutSegment(reader);
        var place = new LogEnd(reader.Log, LogEndKind.Clean, reader.Segment, reader.Offset, reader.LastSequence, reader.HeaderFault);
        var search = new ForwardSearch(reader.LastSequence);
        var lastBad = SearchSegment(reader, reader.SegmentIndex, reader.Offset, ref search);
        var leftOver = !search.Found && SearchLater(reader, ref search);
        if (!search.Found && SearchPrepared(reader, ref search)) place = place with { Reason = $"the header of {SegmentName.Next(reader.Log)} is lost" };
        if (search.Found) return Damaged(reader, place, search);
        if (lastBad >= 0) return Torn(place, "a frame that was never finished", lastBad + 1 - reader.Offset);
        if (leftOver) return Torn(place, "a later segment that was never begun", 0);
        return reader.HeaderFault.Length == 0 ? place : Torn(place, "", 0);
    }

    /// <summary>As <see cref="FindEnd"/>, of a log that may be in use: what was appended meanwhile is no damage; a log of which nothing is there, is.</summary>
    public static LogEnd FindPresentEnd(this LogReader reader)
    {
        var end = reader.FindEnd();
        if (reader.Log != LogName.Inbound && end.Kind == LogEndKind.Clean && IsMissed(reader, LogName.Inbound)) return Missing(end);
        return end.Kind != LogEndKind.Clean && reader.TryRead(out _) ? new(end.Log, LogEndKind.Clean, end.Segment, end.Offset, end.LastSequence, "") : end;
    }

    static LogEnd WithoutSegment(LogReader reader)
    {
        var place = new LogEnd(reader.Log, LogEndKind.Clean, "", 0, reader.LastSequence, "");
        var search = new ForwardSearch(reader.LastSequence);
        if (SearchPrepared(reader, ref search)) return Damaged(reader, place with { Reason = $"the header of {SegmentName.Next(reader.Log)} is lost" }, search);
        // What the outbound log said can be said again from the inbound log; the numbers that sessions have used cannot.
        return reader.Log == LogName.Sessions && IsMissed(reader, LogName.Outbound) ? Missing(place) : place;
    }

    static LogEnd Missing(LogEnd place) => place with { Kind = LogEndKind.Damaged, Reason = "none of its files is there, but the others have messages" };

    /// <summary>
    /// A writer begins all logs before the first message, so that one without a file is missed where another has messages; not in an archive, where nobody
    /// ever wrote.
    /// </summary>
    static bool IsMissed(LogReader reader, LogName other)
    {
        if (reader.SegmentIndex >= 0 || !reader.Files.List(reader.Directory).Contains(JournalPath.LockFile)) return false;
        using var witness = LogReader.Open(reader.Directory, other, 0, reader.Files);
        return witness.TryRead(out _);
    }

    /// <summary>
    /// The prepared segment is all zero until it is taken. Frames without a header in it were a part of the log: a loss of power
    /// kept the page with the header from the disk, and not the ones behind it.
    /// </summary>
    static bool SearchPrepared(LogReader reader, ref ForwardSearch search)
    {
        var name = SegmentName.Next(reader.Log);
        if (!reader.Files.List(reader.Directory).Contains(name) || HasHeader(reader, name)) return false;
        SearchFile(reader, name, 0, ref search);
        return search.Found;
    }

    static bool HasHeader(LogReader reader, string name)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Length];
        using var file = reader.Files.Open(Path.Combine(reader.Directory, name), FileUse.Read);
        return SegmentHeader.Read(bytes[..LogReader.ReadFully(file, bytes, 0)], out _) is not null;
    }

    static LogEnd Torn(LogEnd place, string reason, long bytes)
        => place with { Kind = LogEndKind.TornTail, Reason = place.Reason.Length > 0 ? place.Reason : reason, UnreadableBytes = bytes };

    /// <summary>Looks into the segments behind; true when one holds anything at all.</summary>
    static bool SearchLater(LogReader reader, ref ForwardSearch search)
    {
        var leftOver = false;
        for (var index = reader.SegmentIndex + 1; index < reader.Segments.Count && !search.Found; index++)
        {
            leftOver |= SearchSegment(reader, index, 0, ref search) >= 0;
            // A segment gets its header once all frames before it are written: they existed. Its name alone proves nothing.
            if (!search.Found && reader.HasHeader(index)) search.Promise(reader.Segments[index]);
        }

        return leftOver;
    }

    /// <summary>Looks for the next whole frame; returns the offset of the last byte that is not zero, or -1.</summary>
    static long SearchSegment(LogReader reader, int index, long from, ref ForwardSearch search)
        => SearchFile(reader, reader.Segments[index].Name, from, ref search);

    static long SearchFile(LogReader reader, string name, long from, ref ForwardSearch search)
    {
        using var file = reader.Files.Open(Path.Combine(reader.Directory, name), FileUse.Read);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            return SearchFile(file, name, from, buffer.AsSpan(0, ChunkLength), ref search);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static long SearchFile(IJournalFile file, string name, long from, Span<byte> buffer, ref ForwardSearch search)
    {
        var lastBad = -1L;
        for (var offset = from; ;)
        {
            var count = LogReader.ReadFully(file, buffer, offset);
            var chunk = buffer[..count];
            var nonZero = chunk.LastIndexOfAnyExcept((byte)0);
            if (nonZero >= 0)
            {
                lastBad = offset + nonZero;
                if (search.TryFind(chunk, offset, name)) return lastBad;
            }

            if (count < ChunkLength) return lastBad;
            offset += ChunkLength - FrameLayout.LengthMax;
        }
    }

    static LogEnd Damaged(LogReader reader, LogEnd place, ForwardSearch search) => place with
    {
        Kind = LogEndKind.Damaged,
        Reason = place.Reason.Length > 0 ? place.Reason : search.Describe(reader),
        UnreadableBytes = search.Segment == place.Segment ? search.Offset - place.Offset : 0,
        ResumeSegment = search.Segment,
        ResumeOffset = search.Offset,
        ResumeSequence = search.Sequence,
    };

    /// <summary>The first whole frame with a later sequence.</summary>
    struct ForwardSearch(long lastSequence)
    {
        internal bool Found;
        internal string Segment = "";
        internal long Offset;
        internal long Sequence;

        internal bool TryFind(ReadOnlySpan<byte> chunk, long chunkOffset, string segment)
        {
            // Frames stand at multiples of eight, and so do all chunks.
            for (var at = 0; at + FrameLayout.Payload <= chunk.Length; at += 8)
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]) is < FrameLayout.Payload or > FrameLayout.LengthMax) continue;
                var sequence = BinaryPrimitives.ReadInt64LittleEndian(chunk[(at + FrameLayout.Sequence)..]);
                if (sequence <= lastSequence || !FrameLayout.IsWhole(chunk[at..], out _)) continue;
                Set(segment, chunkOffset + at, sequence);
                return true;
            }

            return false;
        }

        internal void Promise(SegmentFile segment) => Set(segment.Name, SegmentHeader.Length, segment.FirstSequence);

        internal readonly string Describe(LogReader reader)
            => Segment == reader.Segment && Offset == reader.Offset
                ? $"the sequence jumps from {lastSequence} to {Sequence}"
                : Sequence == lastSequence + 1 ? "bytes that are no frame" : $"no whole frame with sequence {lastSequence + 1}";

        void Set(string segment, long offset, long sequence)
        {
            Found = true;
            Segment = segment;
            Offset = offset;
            Sequence = sequence;
        }
    }
}
