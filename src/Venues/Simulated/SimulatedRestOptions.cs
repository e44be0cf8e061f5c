namespace Gateway.Venues.Simulated;

/// <summary>The REST face of a simulated exchange.</summary>
public sealed record SimulatedRestOptions
{
    /// <summary>The one member's API key.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Its secret.</summary>
    public required string ApiSecret { get; init; }

    /// <summary>Whose orders they are: the name stays when the key changes.</summary>
    public string Member { get; init; } = "member";

    /// <summary>Port on loopback; 0 for a free one.</summary>
    public int Port { get; init; }
}
