using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

public sealed partial class FixSession
{
    /// <summary>Processes the whole messages at the start of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">What was read and not yet consumed.</param>
    /// <param name="now">Time.</param>
    /// <param name="consumed">Bytes that need not be offered again.</param>
    public ReceiveStatus Receive(ReadOnlySpan<byte> bytes, long now, out int consumed)
    {
        ReceiveStatus status = ReceiveAll(bytes, now, out consumed);
        _waitsUnread = status == ReceiveStatus.Busy;
        return status;
    }

    ReceiveStatus ReceiveAll(ReadOnlySpan<byte> bytes, long now, out int consumed)
    {
        consumed = 0;
        if (_aheadBusy && !DrainAhead(now))
            return ReceiveStatus.Busy;
        while (State is not (SessionState.Closing or SessionState.Disconnected))
        {
            ReadOnlySpan<byte> rest = bytes[consumed..];
            FrameStatus status = FrameFinder.Find(rest, _settings.MessageSizeMax, out int length);
            if (status == FrameStatus.NeedMore)
                return ReceiveStatus.Ok;
            if (status == FrameStatus.Garbled)
                SkipGarbled(rest[..length], now);
            else if (!TakeFrame(rest[..length], now))
                return ReceiveStatus.Busy;
            consumed += length;
        }
        return ReceiveStatus.Closing;
    }

    void SkipGarbled(ReadOnlySpan<byte> bytes, long now)
    {
        GarbledCount++;
        _application.OnEvent(this, $"garbled: {bytes.Length} bytes skipped", now);
        if (State is SessionState.AwaitingLogon or SessionState.LogonSent)
            Close(DisconnectReason.LogonRefused, now);
    }

    // The application was busy: what the peer has said since is not read, and nothing that it says would be heard.
    bool _waitsUnread;

    // Number of the expected message that is being processed, or of the last one.
    long _inHand;

    bool TakeFrame(ReadOnlySpan<byte> frame, long now)
    {
        _index.Parse(frame);
        FixMessage message = new(_index, frame);
        long wasReceived = _lastReceived;
        _lastReceived = now;
        _testRequestSent = 0;
        if (State is SessionState.AwaitingLogon or SessionState.LogonSent)
        {
            TakeLogonAnswer(message, now);
            return true;
        }
        if (TakeInSession(message, now))
            return true;
        // The same message will be offered again; it counts once.
        _inHand = 0;
        _lastReceived = wasReceived;
        return false;
    }

    /// <summary>False when the application was busy.</summary>
    bool TakeInSession(in FixMessage message, long now)
    {
        _inHand = 0;
        if (!ReadNumber(message, now, out long number))
            return true;
        if (number == _nextTarget)
            _inHand = number;
        if (!CheckBeginString(message, number, now))
            return true;
        if (!CheckHeader(message, number, now, out long sendingTime))
            return true;
        switch (message.MsgType)
        {
            case MsgType.Logon:
                return TakeLogonInSession(message, number, sendingTime, now);
            case MsgType.Logout:
                TakeLogout(message, number, now);
                return true;
            case MsgType.ResendRequest:
                TakeResendRequest(message, number, now);
                return true;
            case MsgType.SequenceReset when !message.IsYes(Codec.Tag.GapFillFlag):
                TakeReset(message, number, now);
                return true;
        }
        if (number == _nextTarget)
            return TakeExpected(message, number, sendingTime, now);
        if (number > _nextTarget)
            TakeAhead(message, number, now);
        else
            TakeBehind(message, number, sendingTime, now);
        return true;
    }

    bool TakeExpected(in FixMessage message, long number, long sendingTime, long now)
    {
        if (!TakeContent(message, number, sendingTime, now))
            return false;
        if (!_ahead.IsEmpty)
            DrainAhead(now);
        return true;
    }

    /// <summary>A message whose turn it is. False when the application was busy; then nothing has changed.</summary>
    bool TakeContent(in FixMessage message, long number, long sendingTime, long now)
    {
        bool possDup = message.IsYes(Codec.Tag.PossDupFlag);
        if (possDup && !CheckOrigSendingTime(message, number, sendingTime, now))
            return true;
        if (!Validate(message, number, now))
            return true;
        if (MsgType.IsAdmin(message.MsgType))
        {
            TakeAdmin(message, number, now);
            return true;
        }
        MessageContext context = new(number, sendingTime, now, possDup, message.IsYes(Codec.Tag.PossResend));
        FixVerdict verdict = _application.OnMessage(this, message, context);
        if (verdict.Form == FixVerdict.Kind.Accepted)
        {
            Advance(number + 1, admin: false, now);
            return true;
        }
        return TakeRefusal(message, number, verdict, now);
    }

    bool TakeRefusal(in FixMessage message, long number, FixVerdict verdict, long now)
    {
        if (verdict.Form == FixVerdict.Kind.Busy)
            return false;
        if (verdict.Form == FixVerdict.Kind.SessionReject)
            SendReject(message, number, (SessionRejectReason)verdict.Code, verdict.RefTag, verdict.Text, now);
        else
            SendBusinessReject(message, number, (BusinessRejectReason)verdict.Code, verdict.RefTag, verdict.Text, now);
        Advance(number + 1, admin: false, now);
        return true;
    }

    void TakeAdmin(in FixMessage message, long number, long now)
    {
        long next = number + 1;
        if (message.MsgType == MsgType.TestRequest)
            AnswerTestRequest(message, number, now);
        else if (message.MsgType == MsgType.SequenceReset && !ReadNewSeqNo(message, number, number + 1, now, out next))
            next = number + 1;
        Advance(next, admin: true, now);
        _application.OnAdmin(this, message, now);
    }

    void Advance(long next, bool admin, long now)
    {
        if (next > _nextTarget + 1)
            _ahead.RemoveBelow(next);
        _nextTarget = next;
        _store.SetNextTarget(next, admin);
        if (_gapEnd != 0)
            NoteGapProgress(now);
    }
}
