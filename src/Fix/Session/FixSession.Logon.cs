using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

public sealed partial class FixSession
{
    bool _resetSent;
    bool _wasLoggedOn;

    void SendFirstLogon(long now)
    {
        if (_settings.ResetOnLogon)
            ResetNumbers(now);
        _heartBtNanos = _settings.HeartBtInt * 1_000_000_000L;
        Enter(SessionState.LogonSent, now);
        // With both numbers at 1 the flag is true anyway; it is only said when asked for.
        SendLogon(_settings.ResetOnLogon, now);
    }

    void SendLogon(bool reset, long now)
    {
        HeaderFields header = NextHeader(MsgType.Logon, now);
        FixWriter writer = BeginAdmin(header);
        writer.WriteInt(Codec.Tag.EncryptMethod, 0);
        writer.WriteInt(Codec.Tag.HeartBtInt, HeartBtInt);
        if (reset)
            writer.WriteBool(Codec.Tag.ResetSeqNumFlag, true);
        if (_settings.EnableNextExpectedMsgSeqNum)
            writer.WriteInt(Codec.Tag.NextExpectedMsgSeqNum, _nextTarget);
        if (_isFixt)
            writer.WriteText(Codec.Tag.DefaultApplVerID, _settings.DefaultApplVerID);
        if (_settings.Role == SessionRole.Initiator)
        {
            writer.WriteText(Codec.Tag.Username, _settings.Username);
            writer.WriteText(Codec.Tag.Password, _settings.Password);
        }
        _application.OnSendingLogon(this, ref writer, now);
        _resetSent = reset && _settings.Role == SessionRole.Initiator;
        SendAdmin(ref writer, now);
    }

    /// <summary>First message of a connection: an acceptor's is the peer's Logon, an initiator's is the answer to its own.</summary>
    void TakeLogonAnswer(in FixMessage message, long now)
    {
        bool isLogout = message.MsgType == MsgType.Logout && State == SessionState.LogonSent;
        if (isLogout)
        {
            _application.OnEvent(this, $"logon refused: {Ascii(message[Codec.Tag.Text])}", now);
            Close(DisconnectReason.LogonRefused, now);
            return;
        }
        string? refusal = CheckLogon(message, now, out long number, out long heartBt);
        if (refusal is not null)
        {
            _application.OnEvent(this, $"logon refused: {refusal}", now);
            Close(DisconnectReason.LogonRefused, now);
            return;
        }
        if (AcceptLogon(message, number, heartBt, now))
            BeginSession(message, number, now);
    }

    /// <summary>What ends the connection without a word, because it may come from anybody. Null when fine.</summary>
    string? CheckLogon(in FixMessage message, long now, out long number, out long heartBt)
    {
        number = heartBt = 0;
        if (message.MsgType != MsgType.Logon)
            return "the first message is not a Logon";
        if (!message[Codec.Tag.BeginString].SequenceEqual(_beginString) || !HasRightIds(message))
            return "wrong BeginString or CompID";
        if (message.GetInt(Codec.Tag.MsgSeqNum, out number) != FieldStatus.Ok || number < 1)
            return "no MsgSeqNum";
        if (message.GetTimestamp(Codec.Tag.SendingTime, out long sendingTime) != FieldStatus.Ok)
            return "no valid SendingTime";
        if (_settings.CheckLatency && !IsNear(sendingTime, now))
            return "SendingTime accuracy problem";
        message.GetInt(Codec.Tag.HeartBtInt, out heartBt);
        return null;
    }

    bool HasRightCredentials(in FixMessage message, long now) =>
        _settings.Role == SessionRole.Initiator || HasRightUsername(message) && (Passwords is null || Passwords.IsRight(message[Codec.Tag.Password], now));

    /// <summary>Username (553) is the one asked for, or none is.</summary>
    internal bool HasRightUsername(in FixMessage message) =>
        _settings.Username.Length == 0 || _settings.Username == Ascii(message[Codec.Tag.Username]);

    /// <summary>An acceptor's knowledge of the peer's password; null when none is asked for.</summary>
    internal PasswordGuard? Passwords { get; }

    /// <summary>The rest of the checks, whose outcome the peer is told.</summary>
    bool AcceptLogon(in FixMessage message, long number, long heartBt, long now)
    {
        bool reset = message.IsYes(Codec.Tag.ResetSeqNumFlag);
        // Before anything is reset or counted: who has no right to be here must not make the session forget messages or use up the peer's numbers.
        if (!HasRightCredentials(message, now))
        {
            EndWithLogout("Username or Password is wrong", DisconnectReason.LogonRefused, awaitAnswer: false, now);
            return false;
        }
        if (!IsOpen(now))
            return RefuseOutsideHours(number, now);
        if (_settings.Role == SessionRole.Acceptor && reset && !_settings.AllowPeerReset)
            return RefuseLogon("ResetSeqNumFlag is not allowed", number, now);
        if (_settings.Role == SessionRole.Acceptor ? _settings.ResetOnLogon || reset : reset && !_resetSent)
            ResetNumbers(now);
        ValidationResult content = LogonContent(message, heartBt);
        if (content.Reason != SessionRejectReason.None)
            return RefuseLogonContent(number, content, now);
        string? refusal = _settings.Role == SessionRole.Acceptor ? _application.OnLogonRequest(this, message) : null;
        if (refusal is null && number < _nextTarget && !message.IsYes(Codec.Tag.PossDupFlag))
            refusal = $"MsgSeqNum too low, expecting {_nextTarget} but received {number}";
        if (refusal is null && ReadsNextExpected(message, out long next) && next > _nextSender)
            refusal = $"NextExpectedMsgSeqNum too high, expecting {_nextSender} but received {next}";
        return refusal is null || RefuseLogon(refusal, number, now);
    }

    /// <summary>Says why and ends the connection. Always false.</summary>
    bool RefuseLogon(string why, long number, long now)
    {
        AdvanceIfExpected(number, now);
        EndWithLogout(why, DisconnectReason.LogonRefused, awaitAnswer: false, now);
        return false;
    }

    bool RefuseLogonContent(long number, ValidationResult content, long now)
    {
        string text = $"{content.Text ?? RejectText.Of(content.Reason)} ({content.RefTag})";
        AdvanceIfExpected(number, now);
        if (content.Reason != SessionRejectReason.RequiredTagMissing)
        {
            EndWithLogout(text, DisconnectReason.LogonRefused, awaitAnswer: false, now);
            return false;
        }
        // Not a Logon of this version at all: no word to a stranger.
        _application.OnEvent(this, $"logon refused: {text}", now);
        Close(DisconnectReason.LogonRefused, now);
        return false;
    }

    ValidationResult LogonContent(in FixMessage message, long heartBt)
    {
        if (_index.Defect != FieldDefect.None)
            return new(SessionRejectReason.TagWithoutValue, Math.Max(message.TagAt(_index.DefectAt), 0));
        FieldStatus heartBtStatus = message.GetInt(Codec.Tag.HeartBtInt, out _);
        if (heartBtStatus != FieldStatus.Ok)
            return new(heartBtStatus == FieldStatus.Missing ? SessionRejectReason.RequiredTagMissing
                : SessionRejectReason.IncorrectDataFormat, Codec.Tag.HeartBtInt);
        if (heartBt < 0 || heartBt > _settings.HeartBtIntMax)
            return new(SessionRejectReason.ValueIncorrect, Codec.Tag.HeartBtInt,
                heartBt < 0 ? "HeartBtInt must not be negative" : "HeartBtInt is too large");
        if (message.GetInt(Codec.Tag.EncryptMethod, out long encryption) == FieldStatus.Ok && encryption != 0)
            return new(SessionRejectReason.ValueIncorrect, Codec.Tag.EncryptMethod, "EncryptMethod must be 0");
        if (_isFixt && _settings.Role == SessionRole.Acceptor && ApplVersion(message) is { Reason: not SessionRejectReason.None } wrong)
            return wrong;
        return _settings.Validator?.Validate(message) ?? ValidationResult.Ok;
    }

    /// <summary>FIXT: the Logon says what version the application messages are of, and there is one that is spoken here.</summary>
    ValidationResult ApplVersion(in FixMessage message)
    {
        if (!message.Has(Codec.Tag.DefaultApplVerID))
            return new(SessionRejectReason.RequiredTagMissing, Codec.Tag.DefaultApplVerID);
        return Ascii(message[Codec.Tag.DefaultApplVerID]) == _settings.DefaultApplVerID
            ? ValidationResult.Ok
            : new(SessionRejectReason.ValueIncorrect, Codec.Tag.DefaultApplVerID, $"DefaultApplVerID must be {_settings.DefaultApplVerID}");
    }

    void BeginSession(in FixMessage message, long number, long now)
    {
        bool reset = message.IsYes(Codec.Tag.ResetSeqNumFlag);
        message.GetInt(Codec.Tag.HeartBtInt, out long heartBt);
        if (_settings.Role == SessionRole.Acceptor)
            _heartBtNanos = heartBt * 1_000_000_000;
        long sentBefore = _nextSender;
        bool expected = number == _nextTarget;
        if (expected)
            Advance(number + 1, admin: true, now);
        Enter(SessionState.LoggedOn, now);
        _wasLoggedOn = true;
        if (_settings.Role == SessionRole.Acceptor)
            SendLogon(reset && _settings.EchoResetSeqNumFlag, now);
        _resetSent = false;
        if (!expected && number > _nextTarget)
        {
            _ahead.Add(number, message.Bytes, handled: true);
            if (ReadsNextExpected(message, out _))
                AwaitGap(number - 1, now);
            else
                AskForGap(number, now);
        }
        ResendToExpected(message, sentBefore, now);
        _application.OnLogon(this, now);
    }

    bool ReadsNextExpected(in FixMessage message, out long next)
    {
        next = 0;
        return _settings.EnableNextExpectedMsgSeqNum && message.GetInt(Codec.Tag.NextExpectedMsgSeqNum, out next) == FieldStatus.Ok;
    }

    void ResendToExpected(in FixMessage message, long sentBefore, long now)
    {
        if (ReadsNextExpected(message, out long next) && next >= 1 && next < sentBefore - (_settings.Role == SessionRole.Initiator ? 1 : 0))
            StartReplay(next, sentBefore - 1, now);
    }

    /// <summary>A Logon inside a session resets the numbers, or is a duplicate.</summary>
    bool TakeLogonInSession(in FixMessage message, long number, long sendingTime, long now)
    {
        if (!message.IsYes(Codec.Tag.ResetSeqNumFlag))
        {
            if (number == _nextTarget)
                Advance(number + 1, admin: true, now);
            else if (number > _nextTarget)
                TakeAhead(message, number, now);
            else
                TakeBehind(message, number, sendingTime, now);
            return true;
        }
        if (!_settings.AllowPeerReset && !_resetSent || number != 1)
        {
            EndWithLogout("ResetSeqNumFlag needs MsgSeqNum 1", DisconnectReason.ProtocolError, awaitAnswer: false, now);
            return true;
        }
        bool answer = _resetSent;
        _resetSent = false;
        if (!answer)
            ResetNumbers(now);
        Advance(2, admin: true, now);
        if (!answer)
            SendLogon(_settings.EchoResetSeqNumFlag, now);
        _resetSent = false;
        return true;
    }

    /// <summary>Starts both sides at 1 again inside a session, by a Logon with ResetSeqNumFlag=Y.</summary>
    public void ResetSequence(long now)
    {
        if (State != SessionState.LoggedOn)
            throw new InvalidOperationException("The session is not logged on.");
        ResetNumbers(now);
        SendLogon(reset: true, now);
        _resetSent = true;
    }
}
