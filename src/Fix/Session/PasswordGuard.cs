using System.Security.Cryptography;

namespace Gateway.Fix.Session;

/// <summary>
/// What a session knows of its peer's password. A right one is dear to check only the first time. A transport has new ones checked elsewhere
/// (<see cref="Verdict"/>); without it they are checked here, wrong ones once a second at most.
/// </summary>
/// <param name="hash">See <see cref="PasswordHash"/>.</param>
sealed class PasswordGuard(string hash)
{
    const long RetryNanos = 1_000 * FixSession.NanosPerMilli;

    static readonly byte[] s_key = RandomNumberGenerator.GetBytes(32);

    byte[]? _known;
    long _notBefore = long.MinValue;

    /// <summary>What a check elsewhere has found for the Logon that comes next; null when there was none. Ends with the connection.</summary>
    public bool? Verdict { get; set; }

    /// <summary>True for the password that was right before.</summary>
    public bool Knows(ReadOnlySpan<byte> password) => _known is not null && CryptographicOperations.FixedTimeEquals(_known, Digest(password));

    public bool IsRight(ReadOnlySpan<byte> password, long now)
    {
        if (Knows(password))
            return true;
        if (!(Verdict ?? IsRightHere(password, now)))
            return false;
        _known = Digest(password);
        return true;
    }

    bool IsRightHere(ReadOnlySpan<byte> password, long now)
    {
        if (now < _notBefore)
            return false;
        bool isRight = PasswordHash.Verify(hash, password);
        _notBefore = isRight ? now : now + RetryNanos;
        return isRight;
    }

    static byte[] Digest(ReadOnlySpan<byte> password) => HMACSHA256.HashData(s_key, password);
}
