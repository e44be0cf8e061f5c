namespace Gateway.Fix.Session;

/// <summary>Who opens the connection.</summary>
public enum SessionRole : byte
{
    /// <summary>Waits for the peer's Logon.</summary>
    Acceptor,
    /// <summary>Connects and sends the first Logon.</summary>
    Initiator,
}

/// <summary>Where a session stands.</summary>
public enum SessionState : byte
{
    /// <summary>No connection.</summary>
    Disconnected,
    /// <summary>Acceptor: connected, no Logon yet.</summary>
    AwaitingLogon,
    /// <summary>Initiator: Logon sent, no answer yet.</summary>
    LogonSent,
    /// <summary>Logged on.</summary>
    LoggedOn,
    /// <summary>Logout sent, the peer's is awaited.</summary>
    LogoutSent,
    /// <summary>To be closed by the transport as soon as the outgoing bytes are written.</summary>
    Closing,
}

/// <summary>Why a connection ended.</summary>
public enum DisconnectReason : byte
{
    /// <summary>Not ended.</summary>
    None,
    /// <summary>Both sides said Logout.</summary>
    Logout,
    /// <summary>The peer closed the connection or the network did.</summary>
    PeerClosed,
    /// <summary>Nothing came for 2.4 heartbeat intervals.</summary>
    HeartbeatTimeout,
    /// <summary>No Logon, or no answer to ours, in time.</summary>
    LogonTimeout,
    /// <summary>No answer to our Logout in time.</summary>
    LogoutTimeout,
    /// <summary>The Logon was not acceptable (first message no Logon, wrong ids, wrong time, refused by the application).</summary>
    LogonRefused,
    /// <summary>A number below the expected one without PossDupFlag: the peer has lost messages of its own.</summary>
    MsgSeqNumTooLow,
    /// <summary>A message that ends a session, such as a wrong CompID.</summary>
    ProtocolError,
    /// <summary>The peer does not read: the outgoing buffer is full.</summary>
    SlowConsumer,
    /// <summary>The messages asked for did not come.</summary>
    GapNotFilled,
    /// <summary>Outside the session's schedule.</summary>
    Schedule,
    /// <summary>The application or the operator ended it.</summary>
    Application,
    /// <summary>The TLS handshake or the TLS stream failed.</summary>
    Security,
}

/// <summary>SessionRejectReason (373).</summary>
public enum SessionRejectReason : short
{
    /// <summary>No reject.</summary>
    None = -1,
#pragma warning disable CS1591 // The names are the specification's own.
    InvalidTagNumber = 0, RequiredTagMissing = 1, TagNotDefinedForMessage = 2, UndefinedTag = 3, TagWithoutValue = 4,
    ValueIncorrect = 5, IncorrectDataFormat = 6, DecryptionProblem = 7, SignatureProblem = 8, CompIdProblem = 9,
    SendingTimeAccuracy = 10, InvalidMsgType = 11, XmlValidation = 12, TagAppearsMoreThanOnce = 13, TagOutOfOrder = 14,
    GroupFieldsOutOfOrder = 15, IncorrectNumInGroup = 16, DelimiterInValue = 17, Other = 99,
#pragma warning restore CS1591
}

/// <summary>BusinessRejectReason (380).</summary>
public enum BusinessRejectReason : short
{
#pragma warning disable CS1591 // The names are the specification's own.
    Other = 0, UnknownId = 1, UnknownSecurity = 2, UnsupportedMessageType = 3, ApplicationNotAvailable = 4,
    ConditionallyRequiredFieldMissing = 5, NotAuthorized = 6, DeliverToFirmNotAvailable = 7,
#pragma warning restore CS1591
}

/// <summary>What came of sending an application message.</summary>
public enum SendStatus : byte
{
    /// <summary>Written to the outgoing bytes.</summary>
    Sent,
    /// <summary>Numbered and recorded, not written now: the peer is away, or a resend that must go first is under way.</summary>
    Held,
    /// <summary>It did not fit into the room reserved for it; no number was used.</summary>
    TooLarge,
}

/// <summary>What came of reading bytes.</summary>
public enum ReceiveStatus : byte
{
    /// <summary>All whole messages are processed.</summary>
    Ok,
    /// <summary>The application was busy: unconsumed bytes are to be offered again.</summary>
    Busy,
    /// <summary>The session ends; later bytes are not wanted.</summary>
    Closing,
}
