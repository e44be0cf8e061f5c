using System.Buffers.Binary;

namespace Gateway.Fix.Codec;

/// <summary>Values of the FIX types, read from their bytes. Strict: no sign '+', no spaces, nothing left over.</summary>
public static class FieldParser
{
    /// <summary>Units of a fixed decimal in one whole: prices and quantities are integers of 1e-8.</summary>
    public const long DecimalScale = 100_000_000;

    const long NanosPerSecond = 1_000_000_000;

    /// <summary>int, Length, SeqNum, NumInGroup: an optional '-' and digits; leading zeros are allowed.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> value, out long number)
    {
        number = 0;
        bool negative = value.Length > 1 && value[0] == '-';
        ReadOnlySpan<byte> digits = negative ? value[1..] : value;
        if (digits.IsEmpty || digits.Length > 18 && !FitsLong(ref digits))
            return false;
        foreach (byte digit in digits)
        {
            uint d = (uint)digit - '0';
            if (d > 9)
                return false;
            number = number * 10 + d;
        }
        if (negative)
            number = -number;
        return true;
    }

    // Eighteen digits always fit; more do only when the rest in front is zeros.
    static bool FitsLong(ref ReadOnlySpan<byte> digits)
    {
        digits = digits.TrimStart((byte)'0');
        if (digits.IsEmpty)
            digits = "0"u8;
        return digits.Length <= 18;
    }

    /// <summary>
    /// float, Price, Qty, Amt as an integer of 1e-8 units. Digits past the eighth after the point must be zeros: a value that can't be
    /// held exactly is malformed, never rounded.
    /// </summary>
    public static bool TryDecimal(ReadOnlySpan<byte> value, out long units)
    {
        units = 0;
        int i = 0;
        bool negative = !value.IsEmpty && value[0] == '-';
        if (negative)
            i = 1;
        ulong whole = 0;
        int start = i;
        for (; i < value.Length; i++)
        {
            uint d = (uint)value[i] - '0';
            if (d > 9)
                break;
            whole = whole * 10 + d;
            if (whole > long.MaxValue / DecimalScale)
                return false;
        }
        int wholeDigits = i - start;
        if (i == value.Length)
            return wholeDigits > 0 && Finish((long)whole * DecimalScale, negative, out units);
        return value[i] == '.' && TryFraction(value[(i + 1)..], wholeDigits, out long fraction)
            && whole * DecimalScale + (ulong)fraction <= long.MaxValue
            && Finish((long)(whole * DecimalScale) + fraction, negative, out units);
    }

    static bool TryFraction(ReadOnlySpan<byte> digits, int wholeDigits, out long fraction)
    {
        fraction = 0;
        int count = Math.Min(digits.Length, 8);
        for (int i = 0; i < count; i++)
        {
            uint d = (uint)digits[i] - '0';
            if (d > 9)
                return false;
            fraction = fraction * 10 + d;
        }
        fraction *= PowersOf10[8 - count];
        return wholeDigits + count > 0 && (digits.Length <= 8 || !digits[8..].ContainsAnyExcept((byte)'0'));
    }

    static ReadOnlySpan<int> PowersOf10 => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    static bool Finish(long magnitude, bool negative, out long units)
    {
        units = negative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>
    /// UTCTimestamp <c>yyyyMMdd-HH:mm:ss[.f…]</c> with up to twelve digits of fraction as nanoseconds since 1970-01-01 UTC; digits past
    /// nanoseconds are cut. A leap second (60) counts as the next second.
    /// </summary>
    public static bool TryTimestamp(ReadOnlySpan<byte> value, out long nanos)
    {
        nanos = 0;
        if (value.Length < 17 || value[8] != '-' || !TryDate(value[..8], out int days) || !TryTimeOfDay(value[9..], out long ofDay))
            return false;
        nanos = days * (86_400 * NanosPerSecond) + ofDay;
        return true;
    }

    /// <summary>UTCTimeOnly <c>HH:mm:ss[.f…]</c> as nanoseconds since midnight.</summary>
    public static bool TryTimeOfDay(ReadOnlySpan<byte> value, out long nanos)
    {
        nanos = 0;
        if (value.Length < 8)
            return false;
        // All eight characters at once: what is left of each is a digit's value, of the colons nothing.
        ulong digits = BinaryPrimitives.ReadUInt64LittleEndian(value) ^ 0x3030_3A30_303A_3030;
        if (((digits | (digits + 0x7676_7F76_767F_7676)) & 0x8080_8080_8080_8080) != 0)
            return false;
        ulong pairs = digits * 10 + (digits >> 8);
        uint hour = (byte)pairs, minute = (byte)(pairs >> 24), second = (byte)(pairs >> 48);
        if (hour > 23 || minute > 59 || second > 60 || !TryNanos(value, out long fraction))
            return false;
        nanos = ((hour * 60 + minute) * 60L + second) * NanosPerSecond + fraction;
        return true;
    }

    /// <summary>The fraction behind the eight characters of a time of day.</summary>
    static bool TryNanos(ReadOnlySpan<byte> time, out long nanos)
    {
        nanos = 0;
        int count = time.Length - 9;
        if (count < 0)
            return true;
        if (time[8] != '.' || count is < 1 or > 12)
            return false;
        if (count > 8)
            return TryLongFraction(time[9..], out nanos);
        // The last eight characters as a number of eight digits, what stands before the fraction as zeros.
        ulong others = ulong.MaxValue >> (8 * count);
        if (count == 8)
            others = 0;
        if (!TryEightDigits((BinaryPrimitives.ReadUInt64LittleEndian(time[^8..]) & ~others) | (0x3030_3030_3030_3030 & others), out nanos))
            return false;
        nanos *= PowersOf10[9 - count];
        return true;
    }

    static bool TryEightDigits(ulong text, out long number) => ShortNumber.TryDigits(text ^ 0x3030_3030_3030_3030, out number);

    static bool TryLongFraction(ReadOnlySpan<byte> digits, out long nanos)
    {
        bool valid = TryEightDigits(BinaryPrimitives.ReadUInt64LittleEndian(digits), out nanos);
        nanos = nanos * 10 + (digits[8] - '0');
        return valid && !digits[8..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    /// <summary>LocalMktDate or UTCDateOnly <c>yyyyMMdd</c> as days since 1970-01-01; years 1970 to 2261 (what nanoseconds in a long hold).</summary>
    public static bool TryDate(ReadOnlySpan<byte> value, out int days)
    {
        days = 0;
        if (value.Length != 8)
            return false;
        int century = TwoDigits(value, 0), inCentury = TwoDigits(value, 2), month = TwoDigits(value, 4), day = TwoDigits(value, 6);
        if (century < 0 || inCentury < 0)
            return false;
        int year = century * 100 + inCentury;
        if (year is < 1970 or > 2261 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        days = DaysSinceEpoch(year, month, day);
        return true;
    }

    /// <summary>Days from 1970-01-01 to a date of the Gregorian calendar.</summary>
    internal static int DaysSinceEpoch(int year, int month, int day)
    {
        // Years begin in March here, so that the leap day is the last of the year.
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400, ofEra = y - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    }

    static int TwoDigits(ReadOnlySpan<byte> value, int at)
    {
        uint tens = (uint)value[at] - '0', ones = (uint)value[at + 1] - '0';
        return tens > 9 || ones > 9 ? -1 : (int)(tens * 10 + ones);
    }
}
