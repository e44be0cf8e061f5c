using Gateway.Fix.Codec;

namespace Gateway.Configuration;

/// <summary>The FIX session with an exchange; the gateway is the initiator. Names are QuickFIX's where it has them.</summary>
public sealed class FixVenueConfiguration
{
    /// <summary>TLS; null for plain TCP.</summary>
    public TlsConfiguration? Tls { get; set; }

    /// <summary>Other addresses (host:port) that are tried in turn when the first one fails.</summary>
    public List<string> FallbackAddresses { get; set; } = [];

    /// <summary>SenderSubID (50) of every message; empty for none.</summary>
    public string SenderSubId { get; set; } = "";

    /// <summary>SenderLocationID (142) of every message; empty for none.</summary>
    public string SenderLocationId { get; set; } = "";

    /// <summary>TargetSubID (57) of every message; empty for none.</summary>
    public string TargetSubId { get; set; } = "";

    /// <summary>TargetLocationID (143) of every message; empty for none.</summary>
    public string TargetLocationId { get; set; } = "";

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

    /// <summary>Send NextExpectedMsgSeqNum (789) in Logon and resend at once what the exchange's says it misses.</summary>
    public bool EnableNextExpectedMsgSeqNum { get; set; }

    /// <summary>Send LastMsgSeqNumProcessed (369) in every header.</summary>
    public bool EnableLastMsgSeqNumProcessed { get; set; }

    /// <summary>Digits of SendingTime.</summary>
    public TimestampPrecision TimestampPrecision { get; set; } = TimestampPrecision.Micros;

    /// <summary>Seconds for the answer to the Logon.</summary>
    public int LogonTimeout { get; set; } = 10;

    /// <summary>Seconds for the answer to the Logout.</summary>
    public int LogoutTimeout { get; set; } = 2;

    /// <summary>Username (553) of the Logon; its password (554) is in the venue's <c>secretFile</c>.</summary>
    public string Username { get; set; } = "";

    /// <summary>When the session is open; null for always.</summary>
    public SessionScheduleConfiguration? Schedule { get; set; }

    /// <summary>The exchange's data dictionary in QuickFIX's XML form; messages are not held against one when empty.</summary>
    public string DataDictionary { get; set; } = "";

    /// <summary>Checks that are to differ from the lenient preset, in which an unknown tag or value loses no fill.</summary>
    public ValidationConfiguration Validation { get; set; } = new();
}
