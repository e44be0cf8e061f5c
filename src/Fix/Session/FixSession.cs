using System.Net;
using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

/// <summary>
/// The FIX session rules as a state machine. It has no clock, no socket and no thread: bytes, time and the end of a connection are told
/// to it, and what it wants sent lies in <see cref="Outgoing"/>. One thread owns a session at a time. Times are nanoseconds since
/// 1970-01-01 UTC.
/// </summary>
/// <remarks>
/// The order of checks on a message: frame, ids and SendingTime, sequence number, content. A message ahead of a gap is kept and its
/// content checked when its turn comes, so that nothing is answered twice.
/// </remarks>
public sealed partial class FixSession
{
    internal const long NanosPerMilli = 1_000_000;

    readonly FixSessionSettings _settings;
    readonly FixApplication _application;
    readonly FixStore _store;
    readonly MessageTemplate _template;
    readonly SendBuffer _outgoing;
    readonly FieldIndex _index = new();
    readonly bool _isFixt;
    readonly int _version;

    byte[] _senderCompID = [];
    byte[] _targetCompID = [];
    byte[] _beginString = [];
    long _nextSender;
    long _nextTarget;
    long _stateSince;
    long _lastReceived;
    long _lastSent;
    long _heartBtNanos;

    /// <summary>Creates a session; its sequence numbers are taken from the store.</summary>
    public FixSession(FixSessionSettings settings, FixApplication application, FixStore store)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(store);
        _settings = settings;
        _application = application;
        _store = store;
        _template = new MessageTemplate(settings.Id, settings.TimestampPrecision);
        _outgoing = new SendBuffer(settings.OutgoingBytesMax);
        _ahead = new AheadQueue(settings.AheadBytesMax);
        _senderCompID = System.Text.Encoding.ASCII.GetBytes(settings.Id.SenderCompID);
        _targetCompID = System.Text.Encoding.ASCII.GetBytes(settings.Id.TargetCompID);
        _beginString = System.Text.Encoding.ASCII.GetBytes(settings.Id.BeginString);
        _isFixt = settings.Id.BeginString.StartsWith("FIXT", StringComparison.Ordinal);
        _version = _isFixt ? 50 : VersionOf(settings.Id.BeginString);
        if (settings.Role == SessionRole.Acceptor && settings.PasswordHash.Length > 0)
            Passwords = new PasswordGuard(settings.PasswordHash);
        TakeNumbers();
    }

    /// <summary>The session's settings.</summary>
    public FixSessionSettings Settings => _settings;

    /// <summary>Who speaks to whom.</summary>
    public SessionId Id => _settings.Id;

    /// <summary>For the application's own use: what it keeps per session.</summary>
    public object? Tag { get; set; }

    /// <summary>Where the present or latest connection comes from; null before the first.</summary>
    public EndPoint? RemoteEndPoint { get; internal set; }

    /// <summary>Where the session stands.</summary>
    public SessionState State { get; private set; }

    /// <summary>True between the Logon and the end of the connection or the first Logout.</summary>
    public bool IsLoggedOn => State == SessionState.LoggedOn;

    /// <summary>True when a message sent now would leave now: logged on and no resend in the way.</summary>
    public bool SendsLive => State == SessionState.LoggedOn && !Holds;

    /// <summary>Number of the next message sent.</summary>
    public long NextSenderMsgSeqNum => _nextSender;

    /// <summary>Number expected next from the peer.</summary>
    public long NextTargetMsgSeqNum => _nextTarget;

    /// <summary>Why the session is Closing, or how its last connection ended.</summary>
    public DisconnectReason Reason { get; private set; }

    /// <summary>Heartbeat interval in use, seconds.</summary>
    public int HeartBtInt => (int)(_heartBtNanos / 1_000_000_000);

    /// <summary>Messages skipped as garbled since the session was created.</summary>
    public long GarbledCount { get; private set; }

    /// <summary>True while there is something to do without new bytes: a resend under way, a busy application.</summary>
    public bool HasWork => State == SessionState.LoggedOn && (_replaying || _aheadBusy) || State == SessionState.LogoutSent && _replaying;

    /// <summary>Bytes to write to the peer, in order.</summary>
    public ReadOnlySpan<byte> Outgoing => _outgoing.Pending;

    /// <summary>Tells that the first <paramref name="count"/> bytes of <see cref="Outgoing"/> are written.</summary>
    public void OutgoingSent(int count)
    {
        _outgoing.Consume(count);
        _sinkTold = false;
    }

    internal IOutgoingSink? Sink { get; set; }

    bool _sinkTold;

    void CommitOutgoing(int size)
    {
        _outgoing.Commit(size);
        if (_sinkTold)
            return;
        _sinkTold = true;
        Sink?.OnOutgoing();
    }

    /// <summary>Bytes of memory that this session holds for buffers: what waits to be written, what came ahead of a gap, what is being read.</summary>
    public long BytesAllocated => _outgoing.Allocated + _ahead.BytesUsed + (State == SessionState.Disconnected ? 0 : Sink?.BytesAllocated ?? 0);

    /// <summary>What <see cref="BytesAllocated"/> can come to at most.</summary>
    public long BytesAllocatedMax => (long)_settings.OutgoingBytesMax + _settings.AheadBytesMax + Transport.ReadBuffer.AllocatedMax(_settings.MessageSizeMax);

    /// <summary>
    /// Lets the store write what it has recorded; a transport calls it before it writes <see cref="Outgoing"/>. False when the bytes have to wait.
    /// </summary>
    public bool FlushStore() => !(IsHeld = !_store.Flush());

    /// <summary>Outgoing bytes wait until their record has survived: what is sent now waits with them.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>A transport is connected: an acceptor waits for Logon, an initiator sends it.</summary>
    public void Connected(long now)
    {
        if (_settings.RefreshOnLogon)
            _store.Refresh();
        TakeNumbers();
        IsOpen(now);
        _outgoing.Clear();
        ForgetConnection();
        Reason = DisconnectReason.None;
        _lastReceived = _lastSent = now;
        if (_settings.Role == SessionRole.Acceptor)
            Enter(SessionState.AwaitingLogon, now);
        else
            SendFirstLogon(now);
    }

    /// <summary>The connection is gone.</summary>
    /// <param name="reason">Why, when the session has not itself asked for the end.</param>
    /// <param name="now">Time.</param>
    public void Disconnected(DisconnectReason reason, long now)
    {
        if (State == SessionState.Disconnected)
            return;
        if (State != SessionState.Closing)
            Leave(reason, now);
        State = SessionState.Disconnected;
        _outgoing.Clear();
        ForgetConnection();
        if (_settings.ResetOnDisconnect || _settings.ResetOnLogout && Reason == DisconnectReason.Logout)
            ResetNumbers(now);
    }

    /// <summary>Tells the application what a transport has to say of the connection.</summary>
    internal void Tell(string what, long now) => _application.OnEvent(this, what, now);

    /// <summary>Ends the connection at once, without a Logout.</summary>
    public void Disconnect(DisconnectReason reason, long now) => Close(reason, now);

    /// <summary>Numbers from which both sides begin again are set by hand (operator): only while disconnected.</summary>
    public void SetNextNumbers(long nextSender, long nextTarget)
    {
        if (State != SessionState.Disconnected)
            throw new InvalidOperationException("Sequence numbers are set only while the session is disconnected.");
        ArgumentOutOfRangeException.ThrowIfLessThan(nextSender, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(nextTarget, 1);
        _store.SetNextSender(nextSender);
        _store.SetNextTarget(nextTarget, admin: true);
        TakeNumbers();
    }

    void TakeNumbers()
    {
        _nextSender = _store.NextSenderMsgSeqNum;
        _nextTarget = _store.NextTargetMsgSeqNum;
    }

    void ResetNumbers(long now)
    {
        _store.Reset(now);
        TakeNumbers();
        _inHand = 0;
        _ahead.Clear();
        StopReplay();
        _gapEnd = 0;
        _application.OnReset(this, now);
    }

    void ForgetConnection()
    {
        _ahead.Clear();
        _aheadBusy = false;
        _waitsUnread = false;
        _gapEnd = 0;
        _gapBegin = 0;
        _gapAsked = 0;
        _testRequestSent = 0;
        _inHand = 0;
        _resetSent = false;
        _sinkTold = false;
        if (Passwords is not null)
            Passwords.Verdict = null;
        StopReplay();
    }

    void Enter(SessionState state, long now)
    {
        State = state;
        _stateSince = now;
    }

    /// <summary>Lets the transport write what is pending and then close.</summary>
    void Close(DisconnectReason reason, long now)
    {
        if (State is SessionState.Disconnected or SessionState.Closing)
            return;
        Leave(reason, now);
        Enter(SessionState.Closing, now);
        Sink?.OnOutgoing();
    }

    void Leave(DisconnectReason reason, long now)
    {
        bool wasOn = State is SessionState.LoggedOn || State == SessionState.LogoutSent && _wasLoggedOn;
        _wasLoggedOn = false;
        Reason = State == SessionState.LogoutSent && _logoutReason != DisconnectReason.None ? _logoutReason : reason;
        if (wasOn)
            _application.OnLogout(this, Reason, now);
    }

    static int VersionOf(string beginString) =>
        beginString.Length == 7 && beginString.StartsWith("FIX.", StringComparison.Ordinal)
            ? (beginString[4] - '0') * 10 + (beginString[6] - '0')
            : 44;
}
