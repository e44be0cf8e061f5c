namespace Gateway.Configuration;

/// <summary>The FIX session with an exchange; the gateway is the initiator. Names are QuickFIX's where it has them.</summary>
public sealed class FixVenueConfiguration
{
    /// <summary>TLS; null for plain TCP.</summary>
    public TlsConfiguration? Tls { get; set; }

    /// <summary>Other addresses (host:port) that are tried in turn when the first one fails.</summary>
    public List<string> FallbackAddresses { get; set; } = [];

    /// <summary>Seconds between heartbeats.</summary>
    public int HeartBtInt { get; set; } = 10;

    /// <summary>Seconds before the first new attempt to connect; doubled after each that fails, up to 16 times.</summary>
    public int ReconnectInterval { get; set; } = 1;

    /// <summary>Both sequence numbers start at 1 at each logon (141=Y).</summary>
    public bool ResetOnLogon { get; set; }

    /// <summary>Most messages that one ResendRequest asks for, the rest part by part; 0 for all at once.</summary>
    public int MaxMessagesInResendRequest { get; set; }

    /// <summary>Send a Logout to an exchange that has fallen silent before the connection is closed.</summary>
    public bool SendLogoutBeforeDisconnectFromTimeout { get; set; }

    /// <summary>Username (553) of the Logon; its password (554) is in the venue's <c>secretFile</c>.</summary>
    public string Username { get; set; } = "";

    /// <summary>When the session is open; null for always.</summary>
    public SessionScheduleConfiguration? Schedule { get; set; }

    /// <summary>The exchange's data dictionary in QuickFIX's XML form; messages are not held against one when empty.</summary>
    public string DataDictionary { get; set; } = "";

    /// <summary>Checks that are to differ from the lenient preset, in which an unknown tag or value loses no fill.</summary>
    public ValidationConfiguration Validation { get; set; } = new();
}
