using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Fix.Codec;

/// <summary>Integers and fixed decimals as ASCII digits, two at a time. The caller has made room: nothing is checked here.</summary>
static class Digits
{
    static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>Writes <paramref name="value"/>; needs room for 20 bytes; returns the bytes used.</summary>
    public static int Write(Span<byte> destination, long value) => Write(ref MemoryMarshal.GetReference(destination), value);

    /// <summary>Writes <paramref name="value"/>; needs room for 20 bytes; returns the bytes used.</summary>
    public static int Write(ref byte destination, long value)
    {
        if (value >= 0)
            return WriteUnsigned(ref destination, (ulong)value);
        destination = (byte)'-';
        return 1 + WriteUnsigned(ref Unsafe.Add(ref destination, 1), (ulong)-value);
    }

    /// <summary>Writes 1e-8 units as a decimal without trailing zeros; needs room for 22 bytes; returns the bytes used.</summary>
    public static int WriteDecimal(ref byte destination, long units)
    {
        int length = 0;
        ulong magnitude = (ulong)units;
        if (units < 0)
        {
            destination = (byte)'-';
            length = 1;
            magnitude = (ulong)-units;
        }
        ulong whole = magnitude / FieldParser.DecimalScale;
        uint fraction = (uint)(magnitude - whole * FieldParser.DecimalScale);
        length += WriteUnsigned(ref Unsafe.Add(ref destination, length), whole);
        return fraction == 0 ? length : length + WriteFraction(ref Unsafe.Add(ref destination, length), fraction);
    }

    static int WriteFraction(ref byte destination, uint fraction)
    {
        destination = (byte)'.';
        uint front = fraction / 1_000_000;
        WritePair(ref Unsafe.Add(ref destination, 1), front);
        fraction -= front * 1_000_000;
        int digits = 2;
        // Prices have few decimals: two are the common case.
        if (fraction != 0)
        {
            WritePair(ref Unsafe.Add(ref destination, 3), fraction / 10_000);
            WritePair(ref Unsafe.Add(ref destination, 5), fraction / 100 % 100);
            WritePair(ref Unsafe.Add(ref destination, 7), fraction % 100);
            digits = 8;
        }
        while (Unsafe.Add(ref destination, digits) == '0')
            digits--;
        return digits + 1;
    }

    static int WriteUnsigned(ref byte destination, ulong value)
    {
        int length = Count(value);
        int at = length;
        while (value >= 100)
        {
            ulong rest = value / 100;
            at -= 2;
            WritePair(ref Unsafe.Add(ref destination, at), (uint)(value - rest * 100));
            value = rest;
        }
        if (value >= 10)
            WritePair(ref destination, (uint)value);
        else
            destination = (byte)('0' + value);
        return length;
    }

    /// <summary>Writes a number below 100 as two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePair(ref byte destination, uint value) => Unsafe.WriteUnaligned(ref destination,
        Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pairs), (nint)(value * 2))));

    static int Count(ulong value)
    {
        int count = 1;
        for (; value >= 1_000; value /= 1_000)
            count += 3;
        return count + (value >= 100 ? 2 : value >= 10 ? 1 : 0);
    }
}
