using System.Security.Cryptography;
using System.Text;

namespace Gateway.Venues.Rest.Signing;

/// <summary>Kraken's API-Sign: base64 of HMAC-SHA512 over the path and SHA-256(nonce + body), keyed with the decoded secret.</summary>
public sealed class KrakenSigner
{
    readonly byte[] _secret;

    /// <param name="secret">The private key as Kraken shows it, in base64.</param>
    /// <exception cref="FormatException">Not base64.</exception>
    public KrakenSigner(string secret) => _secret = Convert.FromBase64String(secret);

    /// <summary>The header's value.</summary>
    /// <param name="path">For example <c>/0/private/AddOrder</c>.</param>
    /// <param name="nonce">The nonce, which the body also carries.</param>
    /// <param name="body">The form as it is sent.</param>
    public string Sign(string path, string nonce, string body)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes(path), .. SHA256.HashData(Encoding.UTF8.GetBytes(nonce + body))];
        return Convert.ToBase64String(HMACSHA512.HashData(_secret, message));
    }
}
