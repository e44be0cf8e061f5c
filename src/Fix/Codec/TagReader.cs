using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Fix.Codec;

/// <summary>Reads the tag at the beginning of a field.</summary>
static class TagReader
{
    /// <summary>Bytes that must be readable from the field's first byte on.</summary>
    internal const int Room = 8;

    const ulong EqualsSigns = 0x3D3D_3D3D_3D3D_3D3D;

    /// <summary>A tag of one to four digits, at once; 0 when it is anything else, <see cref="Other"/> knows what.</summary>
    /// <param name="field">First byte of the field.</param>
    /// <returns>The tag in the lower half, the bytes up to and with its '=' in the upper.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Short(ref byte field)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref field);
        if (!BitConverter.IsLittleEndian)
            word = BinaryPrimitives.ReverseEndianness(word);
        // The top bit of each byte that is '=' (and of some behind the first, which do not matter): the first is bit 8 * digits + 7.
        ulong equals = word ^ EqualsSigns;
        equals = (equals - 0x0101_0101_0101_0101) & ~equals & 0x8080_8080_8080_8080;
        uint bit = (uint)BitOperations.TrailingZeroCount(equals);
        if (bit - 15 > 24)
            return 0;
        // Digits move to the high end, first digit lowest among them; what comes below is zeros.
        uint digits = ((uint)word ^ 0x3030_3030) << (int)(39 - bit);
        if (((digits | (digits + 0x7676_7676)) & 0x8080_8080) != 0 || (byte)word == '0')
            return 0;
        uint pairs = (digits * (10 * 256 + 1) >> 8) & 0x00FF_00FF;
        return pairs * (100 * 65_536 + 1) >> 16 | (ulong)((bit >> 3) + 1) << 32;
    }

    /// <summary>
    /// Any tag. What is no positive number without leading zeros is kept as far as it can be named in a reject: 0 and negative numbers are,
    /// the rest is int.MinValue.
    /// </summary>
    /// <param name="field">The whole field.</param>
    /// <param name="length">Bytes up to and with its '=', or of the whole field when it has none.</param>
    internal static int Other(ReadOnlySpan<byte> field, out int length)
    {
        int equals = field.IndexOf((byte)'=');
        length = equals < 0 ? field.Length : equals + 1;
        ReadOnlySpan<byte> text = equals < 0 ? field : field[..equals];
        bool isPlain = FieldParser.TryInteger(text, out long tag) && tag is > int.MinValue and <= int.MaxValue && (tag <= 0 || text[0] != '0');
        return isPlain && (tag <= 0 || equals >= 0) ? (int)tag : int.MinValue;
    }
}
