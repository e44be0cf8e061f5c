using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Fix.Session;

/// <summary>Passwords as they are kept in a configuration: <c>pbkdf2-sha256$ITERATIONS$SALT$HASH</c>, the last two in base 64.</summary>
public static class PasswordHash
{
    const string Scheme = "pbkdf2-sha256";
    const int Length = 32;
    // A check runs on the thread of the sessions: a hash may not stop it for longer than some tens of milliseconds.
    const int IterationsMax = 100_000;

    /// <summary>Hashes a password with a random salt.</summary>
    /// <param name="password">The password.</param>
    /// <param name="iterations">Work per check; some ten thousand cost a few milliseconds at each Logon.</param>
    public static string Create(string password, int iterations = 10_000)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, Length);
        return $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
    }

    /// <summary>True for a text of this form.</summary>
    public static bool IsValid(string hash) => TryRead(hash, out _, out _, out _);

    /// <summary>True when <paramref name="password"/> is the one that was hashed. False for a hash that is not of this form.</summary>
    public static bool Verify(string hash, ReadOnlySpan<byte> password)
    {
        if (!TryRead(hash, out int iterations, out byte[] salt, out byte[] expected))
            return false;
        byte[] actual = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }

    static bool TryRead(string hash, out int iterations, out byte[] salt, out byte[] expected)
    {
        ArgumentNullException.ThrowIfNull(hash);
        string[] parts = hash.Split('$');
        iterations = 0;
        salt = expected = [];
        if (parts.Length != 4 || parts[0] != Scheme || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out iterations))
            return false;
        Span<byte> bytes = stackalloc byte[64];
        if (!Convert.TryFromBase64String(parts[2], bytes, out int length) || length == 0)
            return false;
        salt = bytes[..length].ToArray();
        if (!Convert.TryFromBase64String(parts[3], bytes, out length) || length != Length)
            return false;
        expected = bytes[..length].ToArray();
        return iterations is >= 1 and <= IterationsMax;
    }
}
