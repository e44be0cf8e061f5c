using System.Buffers.Text;
using System.Text;

namespace Gateway.Load;

/// <summary>
/// Client order ids of one run: a prefix of the run and a number. The gateway remembers ids across restarts, so the prefix holds the time at which the
/// run began; an answer finds its request by the number alone.
/// </summary>
sealed class ClOrdIdFormat
{
    const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Longest id in bytes.</summary>
    internal const int LengthMax = 40;

    readonly byte[] _prefix;

    internal ClOrdIdFormat(string prefix)
    {
        if (prefix.Length is 0 or > 20) throw new ArgumentException("A prefix has 1 to 20 characters.", nameof(prefix));
        _prefix = Encoding.ASCII.GetBytes(prefix);
    }

    /// <summary>Ids that no other run has used: a letter and the time in milliseconds.</summary>
    internal static ClOrdIdFormat OfThisRun(char letter) => new(letter + Text(Clock.UtcMillis(Clock.Nanos)) + "-");

    /// <summary>Writes an id and returns its length; needs room for <see cref="LengthMax"/>.</summary>
    internal int Write(Span<byte> destination, long number)
    {
        _prefix.CopyTo(destination);
        Utf8Formatter.TryFormat(number, destination[_prefix.Length..], out var digits);
        return _prefix.Length + digits;
    }

    /// <summary>The number of an id of this run, or -1.</summary>
    internal long Read(ReadOnlySpan<byte> id) =>
        id.StartsWith(_prefix) && Utf8Parser.TryParse(id[_prefix.Length..], out long number, out var used) && used == id.Length - _prefix.Length
            ? number
            : -1;

    /// <summary>An id as text.</summary>
    internal string ToText(long number) => Encoding.ASCII.GetString(_prefix) + number;

    static string Text(long value)
    {
        var text = new StringBuilder();
        for (; value != 0; value >>= 5) text.Insert(0, Letters[(int)(value & 31)]);
        return text.ToString();
    }
}
