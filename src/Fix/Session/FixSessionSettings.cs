using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

/// <summary>
/// Everything a session is told about itself. Durations are in milliseconds. Where QuickFIX has a setting of the same meaning, the name
/// is QuickFIX's.
/// </summary>
public sealed record FixSessionSettings
{
    /// <summary>Who speaks to whom, seen from this side.</summary>
    public required SessionId Id { get; init; }

    /// <summary>Acceptor or initiator.</summary>
    public SessionRole Role { get; init; }

    /// <summary>Initiator: HeartBtInt (108) in seconds; 0 for no heartbeats.</summary>
    public int HeartBtInt { get; init; } = 30;

    /// <summary>FIXT.1.1: DefaultApplVerID (1137), e.g. 9 for FIX.5.0SP2.</summary>
    public string DefaultApplVerID { get; init; } = "9";

    /// <summary>Numbers begin at 1 with each Logon. An initiator sends ResetSeqNumFlag=Y.</summary>
    public bool ResetOnLogon { get; init; }

    /// <summary>Numbers begin at 1 again after a Logout.</summary>
    public bool ResetOnLogout { get; init; }

    /// <summary>Numbers begin at 1 again after any end of the connection.</summary>
    public bool ResetOnDisconnect { get; init; }

    /// <summary>Takes the store's numbers anew before each connection.</summary>
    public bool RefreshOnLogon { get; init; }

    /// <summary>The peer's Logon may carry ResetSeqNumFlag=Y.</summary>
    public bool AllowPeerReset { get; init; } = true;

    /// <summary>The answer to a Logon with ResetSeqNumFlag=Y carries the flag too, as the specification says.</summary>
    public bool EchoResetSeqNumFlag { get; init; } = true;

    /// <summary>Sends NextExpectedMsgSeqNum (789) in Logon and resends at once what the peer's says it misses.</summary>
    public bool EnableNextExpectedMsgSeqNum { get; init; }

    /// <summary>Sends LastMsgSeqNumProcessed (369) in every header.</summary>
    public bool EnableLastMsgSeqNumProcessed { get; init; }

    /// <summary>SendingTime (52) must be within <see cref="MaxLatency"/> of the clock.</summary>
    public bool CheckLatency { get; init; } = true;

    /// <summary>Bound of <see cref="CheckLatency"/>.</summary>
    public int MaxLatency { get; init; } = 120_000;

    /// <summary>SenderCompID and TargetCompID of every message must be the session's.</summary>
    public bool CheckCompID { get; init; } = true;

    /// <summary>A message with PossDupFlag that was seen before must carry OrigSendingTime.</summary>
    public bool RequiresOrigSendingTime { get; init; } = true;

    /// <summary>
    /// Rejects by the session rules name the field at fault (SendingTime 52, MsgType 35, NewSeqNo 36) in RefTagID, and a
    /// Logout that follows repeats the reason. False leaves both out as some engines do (then only FIX 4.2 names MsgType).
    /// </summary>
    public bool RejectsNameHeaderField { get; init; } = true;

    /// <summary>Digits of the time stamps sent.</summary>
    public TimestampPrecision TimestampPrecision { get; init; } = TimestampPrecision.Micros;

    /// <summary>Largest message accepted, bytes.</summary>
    public int MessageSizeMax { get; init; } = 64 << 10;

    /// <summary>Room for one outgoing message, bytes, unless the sender asks for more.</summary>
    public int OutgoingMessageRoom { get; init; } = 2 << 10;

    /// <summary>Most outgoing bytes that wait for a peer; more ends the connection (SlowConsumer).</summary>
    public int OutgoingBytesMax { get; init; } = 4 << 20;

    /// <summary>Most bytes of messages that came ahead of a gap; what does not fit is asked for again.</summary>
    public int AheadBytesMax { get; init; } = 1 << 20;

    /// <summary>Messages that a resend writes per turn.</summary>
    public int ResendSlice { get; init; } = 128;

    /// <summary>Time for the Logon after the connection.</summary>
    public int LogonTimeout { get; init; } = 10_000;

    /// <summary>Time for the answer to our Logout.</summary>
    public int LogoutTimeout { get; init; } = 2_000;

    /// <summary>A gap without progress is asked for again after this time, three times, then the session ends.</summary>
    public int ResendTimeout { get; init; } = 30_000;

    /// <summary>A peer that has fallen silent is sent a Logout before its connection is closed.</summary>
    public bool SendLogoutBeforeDisconnectFromTimeout { get; init; }

    /// <summary>
    /// Most messages that one ResendRequest asks for; the rest of a gap is asked for part by part. 0 for all at once: EndSeqNo 0, "to the end".
    /// </summary>
    public int MaxMessagesInResendRequest { get; init; }

    /// <summary>When the session is open; null for always.</summary>
    public SessionSchedule? Schedule { get; init; }

    /// <summary>Initiator: Username (553) of its Logon. Acceptor: the one that the peer must give, when not empty.</summary>
    public string Username { get; init; } = "";

    /// <summary>Initiator: Password (554) of its Logon.</summary>
    public string Password { get; init; } = "";

    /// <summary>Acceptor: hash of the password that the peer must give, see <see cref="Session.PasswordHash"/>; empty for none.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>Acceptor: addresses that may log on to this session; empty for all.</summary>
    public IReadOnlyList<System.Net.IPNetwork> AllowedAddresses { get; init; } = [];

    /// <summary>Checks messages beyond the session's own rules; null for none.</summary>
    public MessageValidator? Validator { get; init; }

    /// <summary>A tag without value is rejected.</summary>
    public bool ValidateFieldsHaveValues { get; init; } = true;

    /// <summary>HeartBtInt that an acceptor takes at most, seconds.</summary>
    public int HeartBtIntMax { get; init; } = 3_600;
}

/// <summary>Finding of a <see cref="MessageValidator"/>.</summary>
/// <param name="Reason">None when the message is fine.</param>
/// <param name="RefTag">Tag at fault, 0 for none.</param>
/// <param name="Text">Own wording, or null for the reason's standard one.</param>
public readonly record struct ValidationResult(SessionRejectReason Reason, int RefTag = 0, string? Text = null)
{
    /// <summary>No finding.</summary>
    public static ValidationResult Ok => new(SessionRejectReason.None);
}

/// <summary>Checks the content of a message, usually against a data dictionary.</summary>
public abstract class MessageValidator
{
    /// <summary>First finding, or <see cref="ValidationResult.Ok"/>.</summary>
    public abstract ValidationResult Validate(in FixMessage message);
}
