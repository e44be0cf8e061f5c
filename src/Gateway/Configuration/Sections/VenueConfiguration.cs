namespace Gateway.Configuration;

/// <summary>An exchange.</summary>
public sealed class VenueConfiguration
{
    /// <summary>Key, at most 16 characters.</summary>
    public string Venue { get; set; } = "";

    /// <summary>How it is reached.</summary>
    public VenueAccess Access { get; set; }

    /// <summary>Run a simulated exchange inside this process and connect to it over loopback.</summary>
    public bool Simulated { get; set; }

    /// <summary>Address of the exchange: a URL for REST, host:port for FIX; empty when simulated.</summary>
    public string Address { get; set; } = "";

    /// <summary>Address of a REST exchange's streams; the host of its address when empty.</summary>
    public string StreamAddress { get; set; } = "";

    /// <summary>API key, or SenderCompID for FIX.</summary>
    public string Key { get; set; } = "";

    /// <summary>TargetCompID of a FIX exchange.</summary>
    public string TargetCompId { get; set; } = "";

    /// <summary>Name of the file that holds the secret; only its owner may read it.</summary>
    public string SecretFile { get; set; } = "";

    /// <summary>The session with a FIX exchange.</summary>
    public FixVenueConfiguration Fix { get; set; } = new();

    /// <summary>Patience with a REST exchange.</summary>
    public RestVenueConfiguration Rest { get; set; } = new();

    /// <summary>Its number in the headers of messages, which the journal has a say in; 0 before it was asked.</summary>
    internal ushort Number { get; set; }
}

/// <summary>How an exchange is reached.</summary>
public enum VenueAccess
{
    /// <summary>Over a signed REST API with a stream of reports.</summary>
    Rest,

    /// <summary>Over FIX 4.4.</summary>
    Fix,
}
