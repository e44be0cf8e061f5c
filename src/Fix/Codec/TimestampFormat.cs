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
    public int Write(Span<byte> destination, long nanos, TimestampPrecision precision)
    {
        long second = (long)((ulong)nanos / NanosPerSecond);
        if (second != _secondNumber)
            Render(second);
        _second.CopyTo(destination);
        if (precision == TimestampPrecision.Seconds)
            return 17;
        int digits = (int)precision;
        destination[17] = (byte)'.';
        uint fraction = (uint)(nanos - second * NanosPerSecond);
        fraction /= digits == 3 ? 1_000_000u : digits == 6 ? 1_000u : 1u;
        for (int i = 17 + digits; i > 17; i--)
        {
            destination[i] = (byte)('0' + fraction % 10);
            fraction /= 10;
        }
        return 18 + digits;
    }

    void Render(long second)
    {
        long days = Math.DivRem(second, 86_400, out long ofDay);
        DateTime date = DateTime.UnixEpoch.AddDays(days);
        Span<byte> text = _second;
        Digits(text[..4], date.Year);
        Digits(text[4..6], date.Month);
        Digits(text[6..8], date.Day);
        text[8] = (byte)'-';
        Digits(text[9..11], (int)(ofDay / 3600));
        text[11] = text[14] = (byte)':';
        Digits(text[12..14], (int)(ofDay / 60 % 60));
        Digits(text[15..17], (int)(ofDay % 60));
        _secondNumber = second;
    }

    static void Digits(Span<byte> text, int number)
    {
        for (int i = text.Length - 1; i >= 0; i--, number /= 10)
            text[i] = (byte)('0' + number % 10);
    }
}
