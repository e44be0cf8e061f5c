using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Venues;

/// <summary>
/// Ids that exchanges know our requests by: <c>G{installation}-{orderId}-{revision}</c>, at most 36 of <c>a-zA-Z0-9-_</c> (what
/// Binance takes, the narrowest of the policies). They name the request without any table, so an answer that comes after a
/// restart finds its order; the strategy's own ClOrdID never leaves the house.
/// </summary>
public sealed class ClientOrderIds
{
    /// <summary>The greatest length of an id.</summary>
    public const int LengthMax = 36;

    /// <summary>The greatest length of an installation's mark.</summary>
    public const int InstallationLengthMax = 8;

    static readonly SearchValues<char> Letters
        = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    readonly string _prefix;

    /// <summary>Ids of one installation.</summary>
    /// <param name="installation">1 to 8 of <c>a-zA-Z0-9_</c>; two installations at one exchange account need different ones.</param>
    /// <exception cref="ArgumentException">The mark is empty, too long or holds another character.</exception>
    public ClientOrderIds(string installation)
    {
        ArgumentNullException.ThrowIfNull(installation);
        if (installation.Length is 0 or > InstallationLengthMax || installation.AsSpan().ContainsAnyExcept(Letters))
            throw new ArgumentException($"'{installation}' is not 1 to {InstallationLengthMax} of a-z, A-Z, 0-9 and _.", nameof(installation));
        _prefix = $"G{installation}-";
    }

    /// <summary>The id of a request; null when it would be too long to send.</summary>
    public string? Mint(long orderId, int revision)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{orderId}-{revision}");
        return id.Length <= LengthMax ? id : null;
    }

    /// <summary>Reads an id back; false when it is not of this installation.</summary>
    public bool TryParse(ReadOnlySpan<char> id, out long orderId, out int revision)
    {
        orderId = 0;
        revision = 0;
        if (!id.StartsWith(_prefix, StringComparison.Ordinal)) return false;
        var numbers = id[_prefix.Length..];
        var dash = numbers.IndexOf('-');
        return dash > 0
               && long.TryParse(numbers[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out orderId)
               && int.TryParse(numbers[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out revision);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out long, out int)"/>
    public bool TryParse(ReadOnlySpan<byte> id, out long orderId, out int revision)
    {
        orderId = 0;
        revision = 0;
        if (id.Length > LengthMax) return false;
        Span<char> text = stackalloc char[LengthMax];
        return TryParse(text[..Encoding.Latin1.GetChars(id, text)], out orderId, out revision);
    }
}
