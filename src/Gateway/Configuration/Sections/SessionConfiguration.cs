using Gateway.Fix.Codec;

namespace Gateway.Configuration;

/// <summary>A FIX session of a strategy or a drop copy. Where QuickFIX has a setting of the same meaning, the name is QuickFIX's.</summary>
public sealed class SessionConfiguration
{
    /// <summary>The peer's CompID; one <c>*</c> at its end makes it a template: any CompID that begins so may log on.</summary>
    public string CompId { get; set; } = "";

    /// <summary>The peer's SubID (50), where sessions of one CompID are told apart by it; empty for any.</summary>
    public string SubId { get; set; } = "";

    /// <summary>The peer's LocationID (142), where sessions are told apart by it; empty for any.</summary>
    public string LocationId { get; set; } = "";

    /// <summary>The SubID (57) by which this peer addresses the gateway; empty for any.</summary>
    public string TargetSubId { get; set; } = "";

    /// <summary>The LocationID (143) by which this peer addresses the gateway; empty for any.</summary>
    public string TargetLocationId { get; set; } = "";

    /// <summary>What limits, reports and the journal call it: its CompID, then what else its peer is known by, after a slash each.</summary>
    internal string Name => Id("", "").Target;

    /// <summary>Who speaks to whom, seen from the gateway.</summary>
    internal SessionId Id(string beginString, string gateway) => new(beginString, gateway, CompId, TargetSubId, TargetLocationId, SubId, LocationId);

    /// <summary>Template: how many CompIDs may use it.</summary>
    public int SessionsMax { get; set; } = 16;

    /// <summary>Account of orders that name none.</summary>
    public string DefaultAccount { get; set; } = "";

    /// <summary>Read-only: receives copies of reports, may not trade.</summary>
    public bool DropCopy { get; set; }

    /// <summary>Drop copy: accounts and allocation groups whose reports it may see; all when empty.</summary>
    public List<string> Accounts { get; set; } = [];

    /// <summary>Cancel its orders when it is lost.</summary>
    public bool CancelOnDisconnect { get; set; }

    /// <summary>Start both sequence numbers at 1 at each logon.</summary>
    public bool ResetOnLogon { get; set; }

    /// <summary>Start both sequence numbers at 1 after a logout.</summary>
    public bool ResetOnLogout { get; set; }

    /// <summary>Start both sequence numbers at 1 after any end of the connection.</summary>
    public bool ResetOnDisconnect { get; set; }

    /// <summary>The peer's Logon may ask for both sequence numbers to start at 1 (141=Y).</summary>
    public bool AllowPeerReset { get; set; } = true;

    /// <summary>Username (553) that the Logon must carry; empty for any.</summary>
    public string Username { get; set; } = "";

    /// <summary>Hash of the password (554) that the Logon must carry, as <c>config hash-password</c> prints it; empty for none.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary>Addresses that may log on, such as 10.1.2.3 or 10.1.0.0/16; all when empty.</summary>
    public List<string> AllowedAddresses { get; set; } = [];

    /// <summary>When the session is open; null for always.</summary>
    public SessionScheduleConfiguration? Schedule { get; set; }

    /// <summary>Longest HeartBtInt (108) that a Logon may ask for, in seconds.</summary>
    public int HeartBtIntMax { get; set; } = 3_600;

    /// <summary>Seconds for the answer to the gateway's Logout.</summary>
    public int LogoutTimeout { get; set; } = 2;

    /// <summary>Most messages that one ResendRequest asks for, the rest part by part; 0 for all at once.</summary>
    public int MaxMessagesInResendRequest { get; set; }

    /// <summary>Send a Logout to a peer that has fallen silent before its connection is closed.</summary>
    public bool SendLogoutBeforeDisconnectFromTimeout { get; set; }

    /// <summary>Send NextExpectedMsgSeqNum (789) in Logon and resend at once what the peer's says it misses.</summary>
    public bool EnableNextExpectedMsgSeqNum { get; set; }

    /// <summary>Send LastMsgSeqNumProcessed (369) in every header.</summary>
    public bool EnableLastMsgSeqNumProcessed { get; set; }

    /// <summary>Digits of SendingTime.</summary>
    public TimestampPrecision TimestampPrecision { get; set; } = TimestampPrecision.Micros;

    /// <summary>Data dictionaries of its own in QuickFIX's XML form, by version: <c>FIX.4.2</c>, <c>FIX.4.4</c>, <c>FIXT.1.1</c>, <c>FIX.5.0SP2</c>.</summary>
    public Dictionary<string, string> DataDictionary { get; set; } = [];

    /// <summary>Checks that are to differ from <c>fix:validation</c>.</summary>
    public ValidationConfiguration Validation { get; set; } = new();
}
