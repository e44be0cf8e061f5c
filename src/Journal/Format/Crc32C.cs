using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Gateway.Journal.Format;

/// <summary>CRC-32C (Castagnoli, as in iSCSI, RFC 3720) by the processor's instruction.</summary>
public static class Crc32C
{
    /// <summary>Checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(Seed, bytes);

    /// <summary>Where a checksum over several pieces begins; each piece but the last is a multiple of eight bytes, and the result is inverted.</summary>
    internal const uint Seed = uint.MaxValue;

    internal static uint Add(uint state, ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) state = BitOperations.Crc32C(state, word);
        foreach (var rest in bytes[(bytes.Length & ~7)..]) state = BitOperations.Crc32C(state, rest);
        return state;
    }

    /// <summary>
    /// Checksum of a frame: over its length field and over everything behind the checksum field, padding included.
    /// </summary>
    /// <param name="frame">First byte of the frame, which is whole.</param>
    /// <param name="length">What stands (or will stand) in its length field.</param>
    /// <param name="padded">The length rounded up to whole words of eight bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint OfFrame(ref byte frame, uint length, int padded)
    {
        var state = BitOperations.Crc32C(uint.MaxValue, length);
        if (Sse42.X64.IsSupported) return ~(uint)AddWords(state, ref frame, padded);
        for (var offset = 8; offset < padded; offset += 8)
            state = BitOperations.Crc32C(state, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref frame, offset)));
        return ~state;
    }

    // As the loop above; a state of 64 bits needs no widening between the words, which each wait for the one before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong AddWords(ulong state, ref byte frame, int padded)
    {
        for (nint offset = 8; offset < padded; offset += 8)
            state = Sse42.X64.Crc32(state, Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref frame, offset)));
        return state;
    }
}
