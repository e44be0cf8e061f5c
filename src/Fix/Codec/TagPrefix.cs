using System.Runtime.CompilerServices;

namespace Gateway.Fix.Codec;

/// <summary>The bytes <c>tag=</c>, precomputed below 2048 as one eight-byte word whose top byte is the length.</summary>
static class TagPrefix
{
    static readonly ulong[] Words = Build();

    /// <summary>Writes the prefix and returns its length. Eight bytes must be writable for a tag below 2048, twelve for others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ref byte destination, int tag)
    {
        ulong[] words = Words;
        if ((uint)tag >= (uint)words.Length)
            return WriteSlow(ref destination, tag);
        ulong word = words[tag];
        Unsafe.WriteUnaligned(ref destination, BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word));
        return (int)(word >> 56);
    }

    static int WriteSlow(ref byte destination, int tag)
    {
        Span<byte> text = stackalloc byte[24];
        int length = Digits.Write(text, tag);
        text[length++] = (byte)'=';
        for (int i = 0; i < length; i++)
            Unsafe.Add(ref destination, i) = text[i];
        return length;
    }

    static ulong[] Build()
    {
        ulong[] words = new ulong[2048];
        Span<byte> text = stackalloc byte[24];
        for (int tag = 0; tag < words.Length; tag++)
        {
            int length = Digits.Write(text, tag);
            text[length++] = (byte)'=';
            ulong word = (ulong)length << 56;
            for (int i = 0; i < length; i++)
                word |= (ulong)text[i] << (8 * i);
            words[tag] = word;
        }
        return words;
    }
}
