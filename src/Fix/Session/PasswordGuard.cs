using System.Security.Cryptography;

namespace Gateway.Fix.Session;

/// <summary>
/// Checks the password of one session's Logons without stopping the thread that serves the others: a right password is dear to check
/// only the first time, and wrong ones are looked at once a second at most.
/// </summary>
/// <param name="hash">See <see cref="PasswordHash"/>.</param>
sealed class PasswordGuard(string hash)
{
    const long RetryNanos = 1_000 * FixSession.NanosPerMilli;

    static readonly byte[] s_key = RandomNumberGenerator.GetBytes(32);

    byte[]? _known;
    long _notBefore = long.MinValue;

    public bool IsRight(ReadOnlySpan<byte> password, long now)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(s_key, password, digest);
        if (_known is not null && CryptographicOperations.FixedTimeEquals(_known, digest))
            return true;
        if (now < _notBefore)
            return false;
        if (PasswordHash.Verify(hash, password))
        {
            _known = digest.ToArray();
            return true;
        }
        _notBefore = now + RetryNanos;
        return false;
    }
}
