namespace Gateway.Fix.Codec;

/// <summary>Integers and fixed decimals as ASCII digits.</summary>
static class Digits
{
    /// <summary>Writes <paramref name="value"/>; needs room for 20 bytes; returns the bytes used.</summary>
    public static int Write(Span<byte> destination, long value)
    {
        if (value >= 0)
            return WriteUnsigned(destination, (ulong)value);
        destination[0] = (byte)'-';
        return 1 + WriteUnsigned(destination[1..], (ulong)-value);
    }

    /// <summary>Writes 1e-8 units as a decimal without trailing zeros; needs room for 22 bytes.</summary>
    public static int WriteDecimal(Span<byte> destination, long units)
    {
        int length = 0;
        ulong magnitude = (ulong)units;
        if (units < 0)
        {
            destination[length++] = (byte)'-';
            magnitude = (ulong)-units;
        }
        ulong whole = magnitude / FieldParser.DecimalScale;
        uint fraction = (uint)(magnitude - whole * FieldParser.DecimalScale);
        length += WriteUnsigned(destination[length..], whole);
        return fraction == 0 ? length : length + WriteFraction(destination[length..], fraction);
    }

    static int WriteFraction(Span<byte> destination, uint fraction)
    {
        int digits = 8;
        // Prices have few decimals: dropping four zeros at once is the common case.
        if (fraction % 10_000 == 0)
        {
            fraction /= 10_000;
            digits = 4;
        }
        while (fraction % 10 == 0)
        {
            fraction /= 10;
            digits--;
        }
        destination[0] = (byte)'.';
        for (int i = digits; i > 0; i--, fraction /= 10)
            destination[i] = (byte)('0' + fraction % 10);
        return digits + 1;
    }

    static int WriteUnsigned(Span<byte> destination, ulong value)
    {
        int length = Count(value);
        if (value <= uint.MaxValue)
        {
            uint small = (uint)value;
            for (int i = length - 1; i >= 0; i--, small /= 10)
                destination[i] = (byte)('0' + small % 10);
            return length;
        }
        for (int i = length - 1; i >= 0; i--, value /= 10)
            destination[i] = (byte)('0' + value % 10);
        return length;
    }

    static int Count(ulong value)
    {
        int count = 1;
        for (; value >= 1_000; value /= 1_000)
            count += 3;
        return count + (value >= 100 ? 2 : value >= 10 ? 1 : 0);
    }
}
