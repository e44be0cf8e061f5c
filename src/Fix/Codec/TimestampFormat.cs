using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gateway.Fix.Codec;

/// <summary>Digits of fraction in a UTCTimestamp that is sent.</summary>
public enum TimestampPrecision : byte
{
    /// <summary><c>HH:mm:ss</c></summary>
    Seconds = 0,
    /// <summary><c>HH:mm:ss.fff</c></summary>
    Millis = 3,
    /// <summary><c>HH:mm:ss.ffffff</c></summary>
    Micros = 6,
    /// <summary><c>HH:mm:ss.fffffffff</c></summary>
    Nanos = 9,
}

/// <summary>Writes UTC timestamps; the seventeen characters of the current second are kept, so that most stamps cost only the fraction.</summary>
public sealed class TimestampFormat
{
    const long NanosPerSecond = 1_000_000_000;

    readonly byte[] _second = new byte[17];
    long _secondNumber = long.MinValue;

    /// <summary>Longest stamp in bytes.</summary>
    public const int LengthMax = 27;

    /// <summary>Writes <paramref name="nanos"/> (since 1970-01-01 UTC, not negative) and returns the bytes used; needs room for LengthMax.</summary>
    public int Write(Span<byte> destination, long nanos, TimestampPrecision precision) =>
        Write(ref destination[..LengthMax][0], nanos, precision);

    internal int Write(ref byte destination, long nanos, TimestampPrecision precision)
    {
        long second = (long)((ulong)nanos / NanosPerSecond);
        if (second != _secondNumber)
            Render(second);
        ref byte text = ref MemoryMarshal.GetArrayDataReference(_second);
        Unsafe.WriteUnaligned(ref destination, Unsafe.ReadUnaligned<Vector128<byte>>(ref text));
        Unsafe.Add(ref destination, 16) = Unsafe.Add(ref text, 16);
        if (precision == TimestampPrecision.Seconds)
            return 17;
        WriteFraction(ref Unsafe.Add(ref destination, 17), (uint)(nanos - second * NanosPerSecond), (int)precision);
        return 18 + (int)precision;
    }

    static void WriteFraction(ref byte destination, uint nanos, int digits)
    {
        destination = (byte)'.';
        uint millis = nanos / 1_000_000;
        Digits.WritePair(ref Unsafe.Add(ref destination, 1), millis / 10);
        Unsafe.Add(ref destination, 3) = (byte)('0' + millis % 10);
        if (digits == 3)
            return;
        uint rest = nanos - millis * 1_000_000;
        Digits.WritePair(ref Unsafe.Add(ref destination, 4), rest / 10_000);
        Unsafe.Add(ref destination, 6) = (byte)('0' + rest / 1_000 % 10);
        if (digits == 6)
            return;
        Digits.WritePair(ref Unsafe.Add(ref destination, 7), rest % 1_000 / 10);
        Unsafe.Add(ref destination, 9) = (byte)('0' + rest % 10);
    }

    void Render(long second)
    {
        long days = Math.DivRem(second, 86_400, out long ofDay);
        DateTime date = DateTime.UnixEpoch.AddDays(days);
        Span<byte> text = _second;
        Put(text[..4], date.Year);
        Put(text[4..6], date.Month);
        Put(text[6..8], date.Day);
        text[8] = (byte)'-';
        Put(text[9..11], (int)(ofDay / 3600));
        text[11] = text[14] = (byte)':';
        Put(text[12..14], (int)(ofDay / 60 % 60));
        Put(text[15..17], (int)(ofDay % 60));
        _secondNumber = second;
    }

    static void Put(Span<byte> text, int number)
    {
        for (int i = text.Length - 1; i >= 0; i--, number /= 10)
            text[i] = (byte)('0' + number % 10);
    }
}
