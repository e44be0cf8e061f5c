using System.Globalization;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>A place in a journal as a user names it: a sequence, or a time.</summary>
/// <param name="Sequence">The sequence; null when it is a time.</param>
/// <param name="Time">The time; null when it is a sequence.</param>
public readonly record struct JournalPlace(long? Sequence, Timestamp? Time)
{
    const int NanosDigits = 9;

    static readonly string[] Forms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK", "yyyy-MM-ddK", "yyyyMMdd-HH:mm:ss"];

    /// <summary>
    /// Reads a sequence, or a time in ISO 8601 (UTC unless it says otherwise) or FIX's form, to the nanosecond; false when it is neither. Times beyond what the
    /// journal can count are its first or last.
    /// </summary>
    public static bool TryParse(string text, out JournalPlace place)
    {
        place = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)) place = new(sequence, null);
        else if (TryParseTime(text, out var time)) place = new(null, time);
        else return false;
        return true;
    }

    static bool TryParseTime(string text, out Timestamp time)
    {
        time = default;
        var (point, digits) = (text.IndexOf('.', StringComparison.Ordinal), 0);
        if (point >= 0)
        {
            while (point + 1 + digits < text.Length && char.IsAsciiDigit(text[point + 1 + digits])) digits++;
            if (digits is 0 or > NanosDigits || point < 3 || text[point - 3] != ':') return false;
        }

        var fraction = digits == 0 ? 0 : int.Parse(text.AsSpan(point + 1, digits).ToString().PadRight(NanosDigits, '0'), CultureInfo.InvariantCulture);
        var whole = digits == 0 ? text : text.Remove(point, digits + 1);
        if (!DateTimeOffset.TryParseExact(whole, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var second)) return false;
        time = new((long)Int128.Clamp((Int128)(second.UtcTicks - DateTime.UnixEpoch.Ticks) * 100 + fraction, long.MinValue, long.MaxValue));
        return true;
    }
}
