using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gateway.Venues.Rest.Signing;

/// <summary>
/// Ed25519 (RFC 8032), as Binance signs FIX logons. The base library has no public Ed25519, so OpenSSL's libcrypto does it, which
/// .NET needs on Linux anyway.
/// </summary>
public sealed partial class Ed25519Signer : IDisposable
{
    /// <summary>Bytes of a signature.</summary>
    public const int SignatureSize = 64;

    const string Library = "libcrypto.so.3";
    nint _key;

    /// <param name="pkcs8">The private key in PKCS#8, DER.</param>
    /// <exception cref="CryptographicException">Not an Ed25519 private key.</exception>
    public Ed25519Signer(ReadOnlySpan<byte> pkcs8)
    {
        unsafe
        {
            fixed (byte* start = pkcs8)
            {
                var cursor = start;
                _key = d2i_AutoPrivateKey(0, &cursor, pkcs8.Length);
            }
        }

        if (_key == 0) throw new CryptographicException("Not an Ed25519 private key in PKCS#8.");
    }

    /// <summary>The signature of a message, 64 bytes.</summary>
    /// <exception cref="CryptographicException">OpenSSL refused.</exception>
    public unsafe byte[] Sign(ReadOnlySpan<byte> message)
    {
        ObjectDisposedException.ThrowIf(_key == 0, this);
        var context = EVP_MD_CTX_new();
        var signature = new byte[SignatureSize];
        var length = (nuint)signature.Length;
        try
        {
            fixed (byte* text = message)
            fixed (byte* result = signature)
            {
                if (EVP_DigestSignInit(context, 0, 0, 0, _key) != 1 || EVP_DigestSign(context, result, &length, text, (nuint)message.Length) != 1)
                    throw new CryptographicException("OpenSSL could not sign.");
            }
        }
        finally
        {
            EVP_MD_CTX_free(context);
        }

        return signature;
    }

    /// <summary>Frees the key.</summary>
    public void Dispose()
    {
        if (_key != 0) EVP_PKEY_free(_key);
        _key = 0;
    }

    [LibraryImport(Library)] private static unsafe partial nint d2i_AutoPrivateKey(nint key, byte** input, nint length);

    [LibraryImport(Library)] private static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)] private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)] private static partial int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)] private static unsafe partial int EVP_DigestSign(nint context, byte* signature, nuint* length, byte* text, nuint textLength);

    [LibraryImport(Library)] private static partial void EVP_PKEY_free(nint key);
}
