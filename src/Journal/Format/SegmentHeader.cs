using System.Buffers.Binary;
using Gateway.Messages;

namespace Gateway.Journal.Format;

/// <summary>
/// The first 128 bytes of a segment: magic 8, format version u16, header length u16, CRC-32C u32 over all other bytes, first sequence i64,
/// time of the roll i64, log name 16, run id 64, zeros.
/// </summary>
/// <param name="Log">Name of the log.</param>
/// <param name="FirstSequence">Sequence of the first frame.</param>
/// <param name="Time">Time of its first frame's message, or of the opening.</param>
/// <param name="RunId">The run that began the segment.</param>
readonly record struct SegmentHeader(Text16 Log, long FirstSequence, Timestamp Time, Text64 RunId)
{
    internal const int Length = 128;
    internal const ushort FormatVersion = 1;
    const int VersionAt = 8, LengthAt = 10, ChecksumAt = 12, SequenceAt = 16, TimeAt = 24, LogAt = 32, RunAt = 48, UsedLength = 112;

    static ReadOnlySpan<byte> Magic => "GWJRNL\r\n"u8;

    /// <summary>Writes the header; the magic last, so that a header is there whole or not at all.</summary>
    internal void Write(Span<byte> segment)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(segment[VersionAt..], FormatVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(segment[LengthAt..], Length);
        BinaryPrimitives.WriteInt64LittleEndian(segment[SequenceAt..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(segment[TimeAt..], Time.Nanos);
        FixedText.Bytes(Log).CopyTo(segment[LogAt..]);
        FixedText.Bytes(RunId).CopyTo(segment[RunAt..]);
        Span<byte> covered = stackalloc byte[Length];
        Cover(segment, covered);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[ChecksumAt..], Crc32C.Of(covered));
        Thread.MemoryBarrier();
        Magic.CopyTo(segment);
    }

    /// <summary>Reads a header; null with a reason when it is none.</summary>
    internal static SegmentHeader? Read(ReadOnlySpan<byte> segment, out string reason)
    {
        reason = "";
        if (segment.Length < Length || !segment.StartsWith(Magic)) reason = "it does not begin with a segment header";
        else if (BinaryPrimitives.ReadUInt16LittleEndian(segment[VersionAt..]) is var version && version != FormatVersion)
            reason = $"its format version {version} is not known (this reader knows {FormatVersion})";
        else
        {
            Span<byte> covered = stackalloc byte[Length];
            Cover(segment, covered);
            if (Crc32C.Of(covered) != BinaryPrimitives.ReadUInt32LittleEndian(segment[ChecksumAt..])) reason = "the checksum of its header is wrong";
        }

        return reason.Length == 0 ? Decode(segment) : null;
    }

    /// <summary>The magic and all bytes but the checksum, which counts as zero.</summary>
    static void Cover(ReadOnlySpan<byte> segment, Span<byte> covered)
    {
        segment[..Length].CopyTo(covered);
        Magic.CopyTo(covered);
        covered.Slice(ChecksumAt, 4).Clear();
    }

    static SegmentHeader? Decode(ReadOnlySpan<byte> segment)
    {
        Text16 log = default;
        Text64 run = default;
        _ = FixedText.TrySet(ref log, segment.Slice(LogAt, 16).TrimEnd((byte)0));
        _ = FixedText.TrySet(ref run, segment[RunAt..UsedLength].TrimEnd((byte)0));
        return new SegmentHeader(log, BinaryPrimitives.ReadInt64LittleEndian(segment[SequenceAt..]),
            new(BinaryPrimitives.ReadInt64LittleEndian(segment[TimeAt..])), run);
    }
}
