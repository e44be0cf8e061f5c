using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Messages.MessagePack;

/// <summary>The first bytes of the MessagePack specification and the encoding of integers in their smallest form.</summary>
static class MessagePackFormat
{
    internal const byte FixMap = 0x80, FixArray = 0x90, FixString = 0xA0;
    internal const byte Nil = 0xC0, NeverUsed = 0xC1, False = 0xC2, True = 0xC3;
    internal const byte Binary8 = 0xC4, Binary16 = 0xC5, Binary32 = 0xC6;
    internal const byte Extension8 = 0xC7, Extension16 = 0xC8, Extension32 = 0xC9;
    internal const byte Float32 = 0xCA, Float64 = 0xCB;
    internal const byte Unsigned8 = 0xCC, Unsigned16 = 0xCD, Unsigned32 = 0xCE, Unsigned64 = 0xCF;
    internal const byte Signed8 = 0xD0, Signed16 = 0xD1, Signed32 = 0xD2, Signed64 = 0xD3;
    internal const byte FixExtension1 = 0xD4, FixExtension16 = 0xD8;
    internal const byte String8 = 0xD9, String16 = 0xDA, String32 = 0xDB;
    internal const byte Array16 = 0xDC, Array32 = 0xDD, Map16 = 0xDE, Map32 = 0xDF;
    internal const byte NegativeFixInt = 0xE0;

    /// <summary>Bytes of the longest integer.</summary>
    internal const int IntegerLengthMax = 9;

    /// <summary>Writes the smallest form; <see cref="IntegerLengthMax"/> bytes must be there, whatever it takes. Returns its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int WriteInteger(ref byte destination, long value)
    {
        if ((ulong)value > 127) return WriteWide(ref destination, value);
        destination = (byte)value;
        return 1;
    }

    // Which width a field has is as good as random from one to the next: computed, since a branch on it is mispredicted every other time.
    // What is written behind a narrow one is zero, and the next field overwrites it.
    static int WriteWide(ref byte destination, long value)
    {
        if (value < 0) return WriteNegative(ref destination, value);
        var width = 32 - BitOperations.LeadingZeroCount((uint)BitOperations.Log2((ulong)value) >> 3); // 0 to 3: 8 to 64 bits.
        destination = (byte)(Unsigned8 + width);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, 1), BigEndian((ulong)value << (64 - (8 << width))));
        return 1 + (1 << width);
    }

    static int WriteNegative(ref byte destination, long value)
    {
        if (value < int.MinValue) return Put64(ref destination, Signed64, (ulong)value);
        if (value < short.MinValue) return Put32(ref destination, Signed32, (uint)value);
        if (value < sbyte.MinValue) return Put16(ref destination, Signed16, (ushort)value);
        if (value < -32) return Put8(ref destination, Signed8, (byte)value);
        destination = (byte)value;
        return 1;
    }

    internal static int Put8(ref byte destination, byte code, byte value)
    {
        destination = code;
        Unsafe.Add(ref destination, 1) = value;
        return 2;
    }

    internal static int Put16(ref byte destination, byte code, ushort value)
    {
        destination = code;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, 1), BigEndian(value));
        return 3;
    }

    internal static int Put32(ref byte destination, byte code, uint value)
    {
        destination = code;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, 1), BigEndian(value));
        return 5;
    }

    internal static int Put64(ref byte destination, byte code, ulong value)
    {
        destination = code;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, 1), BigEndian(value));
        return 9;
    }

    static ushort BigEndian(ushort value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    static uint BigEndian(uint value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    static ulong BigEndian(ulong value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}
