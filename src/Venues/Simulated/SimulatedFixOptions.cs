using System.Net.Security;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Venues.Simulated;

/// <summary>The FIX face of a simulated exchange.</summary>
public sealed record SimulatedFixOptions
{
    /// <summary>Who the exchange is.</summary>
    public required string SenderCompID { get; init; }

    /// <summary>Who the one member is.</summary>
    public required string TargetCompID { get; init; }

    /// <summary>Port on loopback; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Directory of the session's numbers and messages, which then outlive the process; null to keep them in memory.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>Keeps the session's numbers and messages in place of <see cref="StoreDirectory"/>; null for that.</summary>
    public FixStore? Store { get; init; }

    /// <summary>TLS of its port; null for plain TCP.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>On which it listens.</summary>
    public FixNetwork Network { get; init; } = FixNetwork.Machine;
}
