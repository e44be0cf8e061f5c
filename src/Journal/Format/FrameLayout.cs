using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Journal.Format;

/// <summary>
/// A frame: length u32, CRC-32C u32, sequence i64, time i64 (nanoseconds UTC), kind u8, schema version u8, two zero bytes, payload, zeros up
/// to a multiple of eight. All little-endian. The length counts from the length field to the payload's end; a length of zero ends the segment.
/// </summary>
static class FrameLayout
{
    internal const int Checksum = 4, Sequence = 8, Time = 16, Kind = 24, Schema = 25, Payload = 28;

    /// <summary>Longest frame that a reader accepts: bounds its buffer and its search.</summary>
    internal const int LengthMax = 4096;

    /// <summary>Room that a writer wants for a frame whose length it does not know yet.</summary>
    internal const int ClaimLength = Payload + Messages.MessagePack.Payload.LengthMax + 4;

    internal static int Padded(int length) => (length + 7) & ~7;

    /// <summary>True when the bytes begin with a whole frame whose checksum is right.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes.Length < Payload) return false;
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (claimed is < Payload or > LengthMax || Padded((int)claimed) > bytes.Length) return false;
        length = (int)claimed;
        return Crc32C.OfFrame(ref MemoryMarshal.GetReference(bytes), claimed, Padded(length))
               == BinaryPrimitives.ReadUInt32LittleEndian(bytes[Checksum..]);
    }

    /// <summary>
    /// Completes a frame whose payload is written. Length and checksum are stored last and together, so that a reader of the
    /// live file, or of what a killed process left, sees the whole frame or a length of zero.
    /// </summary>
    /// <returns>The bytes that the frame takes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Seal(ref byte frame, int payloadLength, long sequence, long time, byte kind, byte schema)
    {
        var length = Payload + payloadLength;
        var padded = Padded(length);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref frame, Sequence), sequence);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref frame, Time), time);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref frame, Kind), (uint)(kind | schema << 8));
        // The padding, and with it a little of what the next frame overwrites: the pages may hold what an earlier segment had there.
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref frame, length), 0L);
        var checksum = Crc32C.OfFrame(ref frame, (uint)length, padded);
        Volatile.Write(ref Unsafe.As<byte, ulong>(ref frame), (ulong)checksum << 32 | (uint)length);
        return padded;
    }
}
