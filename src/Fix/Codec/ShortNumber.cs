using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Fix.Codec;

/// <summary>
/// Numbers of up to eight characters, as nearly all are, read at once from the eight bytes that end with their last. False means that
/// <see cref="FieldParser"/> has to look: a sign, a longer number, no number.
/// </summary>
static class ShortNumber
{
    /// <summary>Longest value that is read here, bytes.</summary>
    internal const int LengthMax = 8;

    const ulong Zeros = 0x3030_3030_3030_3030;
    const ulong Points = 0x1E1E_1E1E_1E1E_1E1E;
    const ulong Ones = 0x0101_0101_0101_0101;
    const ulong TopBits = 0x8080_8080_8080_8080;

    /// <summary>Powers of ten by the place of the point: what a number without its point is to be multiplied with to count 1e-8.</summary>
    static ReadOnlySpan<int> Scales => [10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>Digits.</summary>
    /// <param name="tail">The eight bytes, the last one highest.</param>
    /// <param name="length">How many of them are the value's, 1 to 8.</param>
    /// <param name="number">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryInteger(ulong tail, int length, out long number) => TryDigits(Value(tail, length), out number);

    /// <summary>Digits with or without a point, in units of 1e-8; the parameters are those of <see cref="TryInteger"/>.</summary>
    internal static bool TryDecimal(ulong tail, int length, out long units)
    {
        ulong text = Value(tail, length);
        ulong points = text ^ Points;
        points = (points - Ones) & ~points & TopBits;
        if (points == 0)
        {
            bool isWhole = TryDigits(text, out long whole);
            units = whole * FieldParser.DecimalScale;
            return isWhole;
        }
        // What stands before the point moves up over it.
        int place = BitOperations.TrailingZeroCount(points) >> 3;
        ulong before = (1UL << (8 * place)) - 1;
        bool isNumber = TryDigits((text & ~(before << 8 | 0xFF)) | (text & before) << 8, out long number);
        units = number * Scales[place];
        return isNumber && length > 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Value(ulong tail, int length) => (tail ^ Zeros) & (ulong.MaxValue << (64 - 8 * length));

    /// <summary>Eight digits' values, the first lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryDigits(ulong digits, out long number)
    {
        bool isValid = ((digits | (digits + 0x7676_7676_7676_7676)) & TopBits) == 0;
        digits = (digits * 10 + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
        digits = (digits * 100 + (digits >> 16)) & 0x0000_FFFF_0000_FFFF;
        number = (long)((digits * 10_000 + (digits >> 32)) & 0xFFFF_FFFF);
        return isValid;
    }

    /// <summary>The eight bytes before <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Tail(ref byte first, int end)
    {
        ulong tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, end - LengthMax));
        return BitConverter.IsLittleEndian ? tail : BinaryPrimitives.ReverseEndianness(tail);
    }
}
