using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gateway.Fix.Codec;

/// <summary>Finds the delimiters of a frame, 64 bytes at a time, some dozens in one call.</summary>
/// <param name="frame">Any bytes.</param>
/// <param name="ends">Takes the offsets; <see cref="Room"/> of them.</param>
ref struct DelimiterScanner(ReadOnlySpan<byte> frame, int[] ends)
{
    const int BlockLength = 64;
    const int Enough = 64;

    /// <summary>Offsets that one call may give: enough of them, one more block, and the end of the frame.</summary>
    internal const int Room = Enough + BlockLength + 1;

    readonly ReadOnlySpan<byte> _frame = frame;
    readonly int[] _ends = ends;
    int _scanned;

    /// <summary>Offsets of further delimiters, the frame's length behind the last of them; returns how many.</summary>
    /// <param name="position">What lies before it is of no interest any more.</param>
    internal int Next(int position)
    {
        int count = 0;
        _scanned = Math.Max(_scanned, position & ~(BlockLength - 1));
        while (_scanned < _frame.Length && count < Enough)
        {
            for (ulong mask = MaskAt(_scanned); mask != 0; mask &= mask - 1)
                _ends[count++] = _scanned + BitOperations.TrailingZeroCount(mask);
            _scanned += BlockLength;
        }
        if (_scanned >= _frame.Length)
            _ends[count++] = _frame.Length;
        return count;
    }

    readonly ulong MaskAt(int block)
    {
        ref byte first = ref MemoryMarshal.GetReference(_frame);
        int missing = block + BlockLength - _frame.Length;
        if (missing <= 0)
            return Mask(ref first, block);
        // The last 64 bytes hold the tail; what lies before it is shifted out.
        if (_frame.Length >= BlockLength)
            return Mask(ref first, _frame.Length - BlockLength) >> missing;
        ulong mask = 0;
        for (int i = 0; i < _frame.Length; i++)
            mask |= _frame[i] == FrameFinder.Soh ? 1UL << i : 0;
        return mask;
    }

    static ulong Mask(ref byte bytes, int at)
    {
        Vector256<byte> soh = Vector256.Create(FrameFinder.Soh);
        ulong low = Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)at), soh).ExtractMostSignificantBits();
        ulong high = Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)at + (nuint)Vector256<byte>.Count), soh).ExtractMostSignificantBits();
        return low | high << Vector256<byte>.Count;
    }
}
