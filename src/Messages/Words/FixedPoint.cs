using System.Globalization;

namespace Gateway.Messages;

/// <summary>The house's decimal: a 64-bit integer in units of 1e-8.</summary>
public static class FixedPoint
{
    /// <summary>Decimal places.</summary>
    public const int Places = 8;

    /// <summary>The integer that stands for 1.</summary>
    public const long One = 100_000_000;

    /// <summary>Room for the longest text: sign, 11 digits, point, 8 places.</summary>
    public const int TextLengthMax = 24;

    /// <summary>Writes the shortest decimal text, without trailing zeros; returns its length.</summary>
    /// <param name="raw">Units of 1e-8.</param>
    /// <param name="destination">At least <see cref="TextLengthMax"/> bytes.</param>
    public static int Format(long raw, Span<byte> destination)
    {
        var position = 0;
        if (raw < 0) destination[position++] = (byte)'-';
        var magnitude = raw < 0 ? 0UL - (ulong)raw : (ulong)raw;
        var (whole, fraction) = Math.DivRem(magnitude, (ulong)One);
        whole.TryFormat(destination[position..], out var written, default, CultureInfo.InvariantCulture);
        position += written;
        if (fraction == 0) return position;
        destination[position++] = (byte)'.';
        for (var unit = (ulong)One / 10; fraction > 0; unit /= 10)
        {
            destination[position++] = (byte)('0' + fraction / unit);
            fraction %= unit;
        }

        return position;
    }

    /// <summary>The shortest decimal text; off the hot path.</summary>
    public static string ToString(long raw)
    {
        Span<byte> text = stackalloc byte[TextLengthMax];
        return System.Text.Encoding.ASCII.GetString(text[..Format(raw, text)]);
    }

    /// <summary>Reads <c>-123.45</c>; no exponent, no grouping, at most eight places; false otherwise or out of range.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long raw)
    {
        raw = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return false;
        if (Math.Abs(value) > 92_000_000_000m || decimal.Round(value, Places) != value) return false;
        raw = (long)(value * One);
        return true;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">The text is no such number.</exception>
    public static long Parse(string text)
        => TryParse(text, out var raw) ? raw : throw new FormatException($"'{text}' is not a decimal number with at most {Places} places.");
}
