namespace Gateway.Configuration;

/// <summary>The port for operators.</summary>
public sealed class OpsConfiguration
{
    /// <summary>Address to listen on; loopback unless a proxy stands before it.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port; 0 takes a free one.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>A kill may be released only by another person than who killed.</summary>
    public bool ReleaseNeedsSecondPerson { get; set; }

    /// <summary>People with a password of their own, beside whoever can read the token in the data directory.</summary>
    public List<OperatorConfiguration> Operators { get; set; } = [];
}

/// <summary>What an operator may do.</summary>
public enum OperatorRole
{
    /// <summary>Look.</summary>
    Viewer,

    /// <summary>Look, restrict, cancel, close: whatever makes the firm safer.</summary>
    Operator,

    /// <summary>Everything: limits, releases, definitions.</summary>
    Admin,
}

/// <summary>A person who operates the gateway.</summary>
public sealed class OperatorConfiguration
{
    /// <summary>Who, at most 16 characters; stands in the journal.</summary>
    public string Name { get; set; } = "";

    /// <summary>What they may do.</summary>
    public OperatorRole Role { get; set; } = OperatorRole.Viewer;

    /// <summary>Output of <c>gateway config hash-password</c>; the password itself is nowhere.</summary>
    public string PasswordHash { get; set; } = "";
}
