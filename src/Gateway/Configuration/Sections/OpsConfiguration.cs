namespace Gateway.Configuration;

/// <summary>The port for operators.</summary>
public sealed class OpsConfiguration
{
    /// <summary>Address to listen on; loopback unless a proxy stands before it.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port; 0 takes a free one.</summary>
    public int Port { get; set; } = 8080;
}
