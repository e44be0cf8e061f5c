using System.Buffers.Binary;
using Gateway.Journal.Format;
using Gateway.Messages;

namespace Gateway.Journal.Snapshots;

/// <summary>What a snapshot is of. Its first 256 bytes on disk; docs/journal-format.md has the places.</summary>
/// <param name="Sequence">Last inbound sequence that the state has taken in.</param>
/// <param name="Time">Stamp of that message.</param>
/// <param name="OutboundSequence">Last outbound sequence that the state has said.</param>
/// <param name="SentSequence">Last outbound sequence that the sessions' part counts as sent.</param>
/// <param name="SessionsSequence">Last record of the sessions log that the sessions' part has taken in.</param>
/// <param name="HashHigh">Upper half of the state hash.</param>
/// <param name="HashLow">Lower half of the state hash.</param>
/// <param name="Capacities">Capacities of the engine's tables that the state fits.</param>
/// <param name="StateLength">Bytes of the state.</param>
/// <param name="SessionsLength">Bytes of the sessions' part behind it.</param>
public readonly record struct SnapshotHeader(
    long Sequence, Timestamp Time, long OutboundSequence, long SentSequence, long SessionsSequence, ulong HashHigh, ulong HashLow,
    TableCapacities Capacities, long StateLength, long SessionsLength)
{
    /// <summary>Bytes of a header.</summary>
    public const int Length = 256;

    internal const ushort FormatVersion = 2;
    const int VersionAt = 8, LengthAt = 10, ChecksumAt = 12, ContentChecksumAt = 16, ValuesAt = 24, CapacitiesAt = 96;

    static ReadOnlySpan<byte> Magic => "GWSNAP\r\n"u8;

    internal void Write(Span<byte> bytes, uint contentChecksum)
    {
        bytes[..Length].Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[VersionAt..], FormatVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[LengthAt..], Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ContentChecksumAt..], contentChecksum);
        ReadOnlySpan<long> values =
        [
            Sequence, Time.Nanos, OutboundSequence, SentSequence, SessionsSequence, (long)HashHigh, (long)HashLow, StateLength, SessionsLength,
        ];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes[(ValuesAt + i * sizeof(long))..], values[i]);
        for (var i = 0; i < EngineTables.Count; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes[(CapacitiesAt + i * sizeof(int))..], Capacities[i]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], Crc32C.Of(bytes[..Length]));
    }

    /// <summary>Reads a header; null with a reason when it is none.</summary>
    internal static SnapshotHeader? Read(ReadOnlySpan<byte> bytes, out uint contentChecksum, out string reason)
    {
        (contentChecksum, reason) = (0, "");
        if (bytes.Length < Length || !bytes.StartsWith(Magic)) reason = "it does not begin with a snapshot header";
        else if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[VersionAt..]) is var version && version != FormatVersion)
            reason = $"its format version {version} is not known (this reader knows {FormatVersion})";
        else if (ChecksumOf(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..])) reason = "the checksum of its header is wrong";
        if (reason.Length > 0) return null;
        contentChecksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[ContentChecksumAt..]);
        return Decode(bytes);
    }

    static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> covered = stackalloc byte[Length];
        bytes[..Length].CopyTo(covered);
        covered.Slice(ChecksumAt, sizeof(uint)).Clear();
        return Crc32C.Of(covered);
    }

    static SnapshotHeader Decode(ReadOnlySpan<byte> bytes) => new(
        Value(bytes, 0), new(Value(bytes, 1)), Value(bytes, 2), Value(bytes, 3), Value(bytes, 4), (ulong)Value(bytes, 5), (ulong)Value(bytes, 6),
        CapacitiesIn(bytes), Value(bytes, 7), Value(bytes, 8));

    static TableCapacities CapacitiesIn(ReadOnlySpan<byte> bytes)
    {
        TableCapacities told = default;
        for (var i = 0; i < EngineTables.Count; i++) told[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(CapacitiesAt + i * sizeof(int))..]);
        return told;
    }

    static long Value(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadInt64LittleEndian(bytes[(ValuesAt + index * sizeof(long))..]);
}
