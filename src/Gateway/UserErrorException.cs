namespace Gateway;

/// <summary>The program's exit codes; the contract with scripts.</summary>
public static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Fine = 0;

    /// <summary>The check found something, or the load did not complete.</summary>
    public const int Findings = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Something cannot be read or reached.</summary>
    public const int Unreachable = 3;
}

/// <summary>A mistake or circumstance that the user can mend: told in one sentence, without a stack trace.</summary>
public sealed class UserErrorException : Exception
{
    /// <summary>An error with its exit code.</summary>
    /// <param name="message">One sentence that names the file, key, offset or sequence.</param>
    /// <param name="exitCode">One of <see cref="Gateway.ExitCode"/>.</param>
    public UserErrorException(string message, int exitCode = Gateway.ExitCode.Usage) : base(message) => ExitCode = exitCode;

    /// <summary>What the process exits with.</summary>
    public int ExitCode { get; }
}
