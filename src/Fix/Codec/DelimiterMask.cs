using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gateway.Fix.Codec;

/// <summary>Where delimiters lie in a block of 64 bytes: bit i for byte i.</summary>
static class DelimiterMask
{
    /// <summary>Bytes of a block.</summary>
    internal const int BlockLength = 64;

    /// <summary>The mask of the block that begins at <paramref name="block"/>; bits past the frame's end are 0.</summary>
    /// <param name="first">First byte of the frame.</param>
    /// <param name="length">Bytes of the frame.</param>
    /// <param name="block">A place in the frame.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong At(ref byte first, int length, int block)
    {
        int missing = block + BlockLength - length;
        return missing <= 0 ? Whole(ref Unsafe.Add(ref first, block)) : Tail(ref first, length, missing);
    }

    /// <summary>The bits below <paramref name="place"/>: none when it is not positive, all from 64 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Below(int place) => place >= BlockLength ? ulong.MaxValue : place <= 0 ? 0 : (1UL << place) - 1;

    // The last 64 bytes hold the tail; what lies before it is shifted out.
    static ulong Tail(ref byte first, int length, int missing)
    {
        if (length >= BlockLength)
            return Whole(ref Unsafe.Add(ref first, length - BlockLength)) >> missing;
        ulong mask = 0;
        for (int i = 0; i < length; i++)
            mask |= Unsafe.Add(ref first, i) == FrameFinder.Soh ? 1UL << i : 0;
        return mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Whole(ref byte block)
    {
        if (Vector512.IsHardwareAccelerated)
            return Vector512.Equals(Vector512.LoadUnsafe(ref block), Vector512.Create(FrameFinder.Soh)).ExtractMostSignificantBits();
        Vector256<byte> soh = Vector256.Create(FrameFinder.Soh);
        ulong low = Vector256.Equals(Vector256.LoadUnsafe(ref block), soh).ExtractMostSignificantBits();
        ulong high = Vector256.Equals(Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count), soh).ExtractMostSignificantBits();
        return low | high << Vector256<byte>.Count;
    }
}
