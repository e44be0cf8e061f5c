using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

/// <summary>Inbound sequence numbers: gaps, duplicates, resets.</summary>
public sealed partial class FixSession
{
    const int GapAsksMax = 3;

    readonly AheadQueue _ahead;
    bool _aheadBusy;

    // The gap [_gapBegin, _gapEnd] has been asked for, up to _askedEnd, and is not yet closed; _gapEnd is 0 when there is none.
    long _gapBegin;
    long _gapEnd;
    long _askedEnd;
    long _gapSince;
    int _gapAsked;

    void TakeAhead(in FixMessage message, long number, long now)
    {
        _ahead.Add(number, message.Bytes, handled: false);
        AskForGap(number, now);
    }

    /// <summary>Asks for all from the expected number on, unless that has been asked for already.</summary>
    void AskForGap(long number, long now)
    {
        if (_gapEnd != 0 && _nextTarget <= _gapEnd)
            return;
        _gapAsked = 0;
        SendResendRequest(number - 1, now);
    }

    void SendResendRequest(long last, long now)
    {
        OpenGap(last, now);
        _gapAsked++;
        HeaderFields header = NextHeader(MsgType.ResendRequest, now);
        FixWriter writer = BeginAdmin(header);
        writer.WriteInt(Codec.Tag.BeginSeqNo, _nextTarget);
        writer.WriteInt(Codec.Tag.EndSeqNo, EndToAsk());
        SendAdmin(ref writer, now);
    }

    /// <summary>The peer knows from our NextExpectedMsgSeqNum what to send again; it is asked only when it does not.</summary>
    void AwaitGap(long last, long now)
    {
        OpenGap(last, now);
        _gapAsked = 0;
        _askedEnd = long.MaxValue;
    }

    void OpenGap(long last, long now)
    {
        _gapBegin = _nextTarget;
        _gapEnd = Math.Max(last, _nextTarget);
        _gapSince = now;
    }

    /// <summary>EndSeqNo of a ResendRequest: the end of the part asked for, or what stands for "all from there on".</summary>
    long EndToAsk()
    {
        if (_settings.MaxMessagesInResendRequest > 0)
            return _askedEnd = Math.Min(_gapEnd, _nextTarget + _settings.MaxMessagesInResendRequest - 1);
        _askedEnd = long.MaxValue;
        // Before FIX 4.2 the largest number stood for it.
        return _version < 42 ? 999_999 : 0;
    }

    void NoteGapProgress(long now)
    {
        _gapSince = now;
        if (_nextTarget > _gapEnd)
            _gapEnd = 0;
        else if (_nextTarget > _askedEnd)
        {
            _gapAsked = 0;
            SendResendRequest(_gapEnd, now);
        }
    }

    void CheckGap(long now)
    {
        if (_gapEnd == 0 || now - _gapSince < _settings.ResendTimeout * NanosPerMilli)
            return;
        if (_gapAsked >= GapAsksMax)
            EndWithLogout("Requested messages did not come", DisconnectReason.GapNotFilled, awaitAnswer: true, now);
        else
            SendResendRequest(_gapEnd, now);
    }

    void TakeBehind(in FixMessage message, long number, long sendingTime, long now)
    {
        if (!message.IsYes(Codec.Tag.PossDupFlag))
        {
            EndWithLogout($"MsgSeqNum too low, expecting {_nextTarget} but received {number}", DisconnectReason.MsgSeqNumTooLow,
                awaitAnswer: false, now);
            return;
        }
        if (message.MsgType == MsgType.SequenceReset)
            TakeLateGapFill(message, number, now);
        else if (_settings.RequiresOrigSendingTime && !message.Has(Codec.Tag.OrigSendingTime))
            SendReject(message, number, SessionRejectReason.RequiredTagMissing, Codec.Tag.OrigSendingTime, null, now);
        else
            CheckOrigSendingTime(message, number, sendingTime, now);
    }

    // A gap fill of the resend that we asked for may begin at a message that was kept from before, and still reach past what is expected
    // now. One that answers no request of ours is an old duplicate.
    void TakeLateGapFill(in FixMessage message, long number, long now)
    {
        bool asked = _gapBegin != 0 && number >= _gapBegin;
        if (asked && message.GetInt(Codec.Tag.NewSeqNo, out long next) == FieldStatus.Ok && next > _nextTarget)
        {
            Advance(next, admin: true, now);
            DrainAhead(now);
        }
    }

    /// <summary>SequenceReset in reset mode: its own number does not matter.</summary>
    void TakeReset(in FixMessage message, long number, long now)
    {
        if (!Validate(message, number, now) || !ReadNewSeqNo(message, number, _nextTarget, now, out long next))
            return;
        if (next > _nextTarget)
        {
            _gapEnd = 0;
            Advance(next, admin: true, now);
            _ahead.RemoveBelow(next);
        }
        _application.OnAdmin(this, message, now);
        DrainAhead(now);
    }

    bool ReadNewSeqNo(in FixMessage message, long number, long least, long now, out long next)
    {
        FieldStatus status = message.GetInt(Codec.Tag.NewSeqNo, out next);
        if (status == FieldStatus.Ok && next >= least)
            return true;
        SessionRejectReason reason = status switch
        {
            FieldStatus.Missing => SessionRejectReason.RequiredTagMissing,
            FieldStatus.Malformed => SessionRejectReason.IncorrectDataFormat,
            _ => SessionRejectReason.ValueIncorrect,
        };
        bool named = status != FieldStatus.Ok || _settings.RejectsNameHeaderField;
        SendReject(message, number, reason, named ? Codec.Tag.NewSeqNo : 0, null, now);
        return false;
    }

    /// <summary>Processes kept messages whose turn has come. False when the application was busy.</summary>
    bool DrainAhead(long now)
    {
        _aheadBusy = false;
        while (State == SessionState.LoggedOn && _ahead.TryPeek(_nextTarget, out ReadOnlySpan<byte> frame, out bool handled))
        {
            long number = _nextTarget;
            if (handled)
                Advance(number + 1, admin: true, now);
            else if (!TakeKept(frame, number, now))
            {
                _aheadBusy = true;
                return false;
            }
            _ahead.Remove(number);
            // Rejected without using up its number: it can't be taken again.
            if (_nextTarget == number)
                Advance(number + 1, admin: true, now);
        }
        return true;
    }

    bool TakeKept(ReadOnlySpan<byte> frame, long number, long now)
    {
        _inHand = number;
        _index.Parse(frame);
        FixMessage message = new(_index, frame);
        message.GetTimestamp(Codec.Tag.SendingTime, out long sendingTime);
        return TakeContent(message, number, sendingTime, now);
    }
}
