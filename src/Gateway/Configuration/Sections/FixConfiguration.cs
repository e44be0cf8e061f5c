namespace Gateway.Configuration;

/// <summary>The port for strategies.</summary>
public sealed class FixConfiguration
{
    /// <summary>Address to listen on.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port; 0 takes a free one.</summary>
    public int Port { get; set; } = 9876;

    /// <summary>The gateway's own CompID.</summary>
    public string CompId { get; set; } = "GATEWAY";

    /// <summary>Greatest difference of SendingTime to the gateway's clock, in seconds; 0 switches the check off.</summary>
    public int SendingTimeToleranceSeconds { get; set; } = 120;

    /// <summary>TLS for the port; null for plain TCP.</summary>
    public TlsConfiguration? Tls { get; set; }

    /// <summary>Addresses that may connect, such as 10.1.2.3 or 10.1.0.0/16; all when empty.</summary>
    public List<string> AllowedAddresses { get; set; } = [];

    /// <summary>Most connections that have not logged on yet; more are closed at once.</summary>
    public int StrangersMax { get; set; } = 256;

    /// <summary>Seconds for the Logon after the connection.</summary>
    public int LogonTimeout { get; set; } = 10;

    /// <summary>How closely messages are held against the data dictionary.</summary>
    public FixValidation Validation { get; set; } = FixValidation.Lenient;

    /// <summary>Greatest length of one message in bytes.</summary>
    public int MessageBytesMax { get; set; } = 65_536;

    /// <summary>Bytes that may wait for a slow client before it is disconnected.</summary>
    public int SendBufferBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes that may wait for a slow client before its market data collapses into a new snapshot.</summary>
    public int MarketDataBufferBytes { get; set; } = 256 * 1024;

    /// <summary>Instruments that a session may subscribe to, over all its market data requests.</summary>
    public int MarketDataInstrumentsMax { get; set; } = 10_000;

    /// <summary>Sent messages of a session that can be asked for again; older ones are gap-filled. Eight bytes each.</summary>
    public int ResendMessagesMax { get; set; } = 4 * 1024 * 1024;
}

/// <summary>How closely strategies' messages are held against the data dictionary of their FIX version.</summary>
public enum FixValidation
{
    /// <summary>Only what the session rules and the gateway itself need.</summary>
    None,

    /// <summary>Forms and repeated tags; unknown tags and values pass, and only what an order needs is required.</summary>
    Lenient,

    /// <summary>Everything: required fields, unknown tags and values, order of fields and groups.</summary>
    Strict,
}
