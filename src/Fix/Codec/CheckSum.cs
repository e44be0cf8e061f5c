using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gateway.Fix.Codec;

/// <summary>The FIX checksum: the sum of all bytes up to and including the delimiter before CheckSum (10), modulo 256.</summary>
public static class CheckSum
{
    /// <summary>The checksum of <paramref name="bytes"/>, 0 to 255.</summary>
    public static int Compute(ReadOnlySpan<byte> bytes)
    {
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int i = 0;
        // Lanes wrap modulo 256, which is the modulus of the checksum: no widening is needed.
        Vector256<byte> lanes = Vector256<byte>.Zero;
        for (; i <= bytes.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            lanes += Vector256.LoadUnsafe(ref first, (nuint)i);
        int sum = Vector256.Sum(lanes);
        for (; i < bytes.Length; i++)
            sum += Unsafe.Add(ref first, i);
        return sum & 0xFF;
    }
}
