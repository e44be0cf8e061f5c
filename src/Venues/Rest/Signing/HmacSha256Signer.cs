using System.Security.Cryptography;
using System.Text;

namespace Gateway.Venues.Rest.Signing;

/// <summary>Binance's HMAC signature: lower-case hex of HMAC-SHA256 over query and body as they are sent.</summary>
public sealed class HmacSha256Signer
{
    readonly byte[] _secret;

    /// <param name="secret">The API key's secret.</param>
    public HmacSha256Signer(string secret) => _secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>The signature of a payload: 64 hexadecimal digits.</summary>
    public string Sign(string payload)
        => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(payload)));

    /// <summary>True when the signature is the payload's, in upper or lower case; takes the same time wherever they differ.</summary>
    public bool Verify(string payload, string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Sign(payload)), Encoding.UTF8.GetBytes(signature.ToLowerInvariant()));
    }
}
