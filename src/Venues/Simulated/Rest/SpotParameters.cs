using Gateway.Messages;
using Gateway.Venues.Rest.Signing;

namespace Gateway.Venues.Simulated.Rest;

/// <summary>An error answer: HTTP status, Binance's code and words.</summary>
sealed class SpotException(int status, int code, string text) : Exception(text)
{
    public int Status { get; } = status;

    public int Code { get; } = code;
}

/// <summary>The parameters of a request, from query and body, and the proof that they are the member's.</summary>
sealed class SpotParameters
{
    const long ReceiveWindowMax = 60_000;
    readonly Dictionary<string, string> _values = [];
    readonly string _payload;

    /// <param name="query">Without the question mark.</param>
    /// <param name="body">The form.</param>
    public SpotParameters(string query, string body)
    {
        _payload = query + body; // The signature is over both, one right after the other.
        foreach (var pair in $"{query}&{body}".Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            if (equals > 0) _values[pair[..equals]] = Uri.UnescapeDataString(pair[(equals + 1)..]);
        }
    }

    public string? Find(string name) => _values.GetValueOrDefault(name);

    public string Text(string name)
        => Find(name) ?? throw new SpotException(400, -1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public long Decimal(string name)
        => FixedPoint.TryParse(Text(name), out var raw) ? raw : throw new SpotException(400, -1100, $"Illegal characters found in parameter '{name}'.");

    public long Number(string name)
        => long.TryParse(Text(name), out var number) ? number : throw new SpotException(400, -1100, $"Illegal characters found in parameter '{name}'.");

    /// <summary>Checks signature and time as Binance does: not before the window, less than a second ahead of the exchange.</summary>
    public void Verify(HmacSha256Signer signer, long serverMillis)
    {
        const string Mark = "&signature=";
        var end = _payload.LastIndexOf(Mark, StringComparison.Ordinal);
        if (end < 0 || !signer.Verify(_payload[..end], _payload[(end + Mark.Length)..]))
            throw new SpotException(400, -1022, "Signature for this request is not valid.");
        var window = Find("recvWindow") is null ? 5000 : Number("recvWindow");
        if (window > ReceiveWindowMax) throw new SpotException(400, -1131, "recvWindow must be less than 60000");
        var stamp = Number("timestamp");
        if (stamp >= serverMillis + 1000) throw new SpotException(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        if (serverMillis - stamp > window) throw new SpotException(400, -1021, "Timestamp for this request is outside of the recvWindow.");
    }
}
