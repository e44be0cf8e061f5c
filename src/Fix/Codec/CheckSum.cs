using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gateway.Fix.Codec;

/// <summary>The FIX checksum: the sum of all bytes up to and including the delimiter before CheckSum (10), modulo 256.</summary>
public static class CheckSum
{
    /// <summary>The checksum of <paramref name="bytes"/>, 0 to 255.</summary>
    public static int Compute(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Vector256<byte>.Count)
            return Short(bytes);
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int i = 0;
        // Lanes wrap modulo 256, which is the modulus of the checksum: no widening is needed.
        Vector256<byte> lanes = Vector256<byte>.Zero;
        for (; i <= bytes.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            lanes += Vector256.LoadUnsafe(ref first, (nuint)i);
        // The last 32 bytes once more, those already counted masked out.
        int last = bytes.Length - Vector256<byte>.Count;
        Vector256<byte> fresh = Vector256.GreaterThanOrEqual(Vector256<byte>.Indices, Vector256.Create((byte)(i - last)));
        return Sum(lanes + (Vector256.LoadUnsafe(ref first, (nuint)last) & fresh));
    }

    static int Sum(Vector256<byte> lanes)
    {
        if (!Avx2.IsSupported)
            return Vector256.Sum(lanes);
        Vector256<ulong> quarters = Avx2.SumAbsoluteDifferences(lanes, Vector256<byte>.Zero).AsUInt64();
        return (byte)Vector256.Sum(quarters);
    }

    static int Short(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte value in bytes)
            sum += value;
        return sum & 0xFF;
    }
}
