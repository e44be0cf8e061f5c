using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

/// <summary>
/// Answers to ResendRequest, in slices of <see cref="FixSessionSettings.ResendSlice"/> messages a turn. Application messages sent
/// meanwhile are held back (the store has them) and follow in order as first transmissions, so that the peer sees no second gap.
/// </summary>
public sealed partial class FixSession
{
    const int ReplayBacklogMax = 256 << 10;

    bool _replaying;
    long _replayNext;
    long _replayEnd;
    long _replayNow;
    // What an earlier request has asked for and the present one does not; no numbers when the begin is 0.
    long _restBegin;
    long _restEnd;
    // First number of a run of gaps not yet announced, or 0.
    long _fillFrom;
    // First application message numbered but not yet sent because of the replay, or 0 when none ever waited in this one.
    long _heldFrom;

    bool Holds => _replaying && _store.KeepsMessages;

    void TakeResendRequest(in FixMessage message, long number, long now)
    {
        if (message.IsYes(Codec.Tag.PossDupFlag) && number < _nextTarget)
            return;
        if (!Validate(message, number, now) || !ReadRange(message, number, now, out long begin, out long end))
            return;
        if (number == _nextTarget)
            Advance(number + 1, admin: true, now);
        StartReplay(Math.Max(begin, 1), end, now);
        _application.OnAdmin(this, message, now);
        if (number > _nextTarget)
        {
            _ahead.Add(number, message.Bytes, handled: true);
            AskForGap(number, now);
        }
        else if (!_ahead.IsEmpty)
            DrainAhead(now);
    }

    bool ReadRange(in FixMessage message, long number, long now, out long begin, out long end)
    {
        FieldStatus beginStatus = message.GetInt(Codec.Tag.BeginSeqNo, out begin);
        FieldStatus endStatus = message.GetInt(Codec.Tag.EndSeqNo, out end);
        long last = _nextSender - 1;
        if (end == 0 || end > last || end == 999_999 && _version < 42)
            end = last;
        FieldStatus bad = beginStatus != FieldStatus.Ok ? beginStatus : endStatus;
        if (bad == FieldStatus.Ok)
            return true;
        return RejectInPlace(message, number,
            bad == FieldStatus.Missing ? SessionRejectReason.RequiredTagMissing : SessionRejectReason.IncorrectDataFormat,
            beginStatus != FieldStatus.Ok ? Codec.Tag.BeginSeqNo : Codec.Tag.EndSeqNo, null, now);
    }

    void StartReplay(long begin, long end, long now)
    {
        if (begin > end && _heldFrom == 0)
            return;
        if (_replaying && _replayNext <= _replayEnd)
            KeepRest(begin, end);
        _replaying = true;
        _replayNext = begin;
        _replayEnd = end;
        _fillFrom = 0;
        ContinueReplay(now);
    }

    // Every request is answered: what a second one interrupts is sent behind it, as far as it does not ask for the same.
    void KeepRest(long begin, long end)
    {
        long from = _fillFrom != 0 ? _fillFrom : _replayNext;
        _restBegin = _restBegin == 0 ? from : Math.Min(_restBegin, from);
        _restEnd = Math.Max(_restEnd, _replayEnd);
        if (begin <= _restBegin)
            _restBegin = Math.Max(_restBegin, end + 1);
        if (_restBegin > _restEnd)
            _restBegin = _restEnd = 0;
    }

    bool GoOnWithRest()
    {
        if (_restBegin == 0)
            return false;
        (_replayNext, _replayEnd, _restBegin, _restEnd) = (_restBegin, _restEnd, 0, 0);
        return true;
    }

    void StopReplay()
    {
        _replaying = false;
        _restBegin = _restEnd = 0;
        _heldFrom = 0;
        _fillFrom = 0;
    }

    void NoteHeld()
    {
        if (_replaying && _heldFrom == 0)
            _heldFrom = _nextSender - 1;
    }

    /// <summary>Does what needs no new bytes: goes on with a resend, offers kept messages to a busy application.</summary>
    public void Work(long now)
    {
        if (!HasWork)
            return;
        if (_replaying)
            ContinueReplay(now);
        if (_aheadBusy && State == SessionState.LoggedOn)
            DrainAhead(now);
    }

    void ContinueReplay(long now)
    {
        _replayNow = now;
        for (int left = _settings.ResendSlice; left > 0 && _replaying; left--)
        {
            // Half of a small buffer: a resend waits for its reader, it never is what cuts the peer off.
            if (_outgoing.Count > Math.Min(ReplayBacklogMax, _settings.OutgoingBytesMax / 2))
                return;
            if (_replayNext > _replayEnd && !GoOn())
                return;
            ReplayResult result = _store.Replay(_replayNext, this);
            if (result == ReplayResult.Later)
                return;
            if (result == ReplayResult.Gap && _fillFrom == 0)
                _fillFrom = _replayNext;
            _replayNext++;
        }
    }

    /// <summary>After the range asked for come what an earlier request has asked for and the messages held back meanwhile; false when all is sent.</summary>
    bool GoOn()
    {
        FlushGapFill();
        if (GoOnWithRest())
            return true;
        if (_heldFrom != 0 && Math.Max(_heldFrom, _replayNext) < _nextSender)
        {
            _replayNext = Math.Max(_heldFrom, _replayNext);
            _replayEnd = _nextSender - 1;
            return true;
        }
        StopReplay();
        return false;
    }

    void FlushGapFill()
    {
        if (_fillFrom == 0)
            return;
        HeaderFields header = new()
        {
            MsgType = MsgType.SequenceReset,
            MsgSeqNum = _fillFrom,
            SendingTime = _replayNow,
            OrigSendingTime = _replayNow,
            PossDup = true,
        };
        FixWriter writer = BeginAdmin(header);
        writer.WriteInt(Codec.Tag.NewSeqNo, _replayNext);
        writer.WriteBool(Codec.Tag.GapFillFlag, true);
        _fillFrom = 0;
        Commit(_template.End(ref writer));
    }

    /// <summary>For <see cref="FixStore.Replay"/>: starts the message being replayed; the store writes the body.</summary>
    /// <param name="msgType">Packed type.</param>
    /// <param name="origSendingTime">When it was first sent (or numbered), nanoseconds since 1970-01-01 UTC.</param>
    /// <param name="room">Bytes the message may need; 0 for the setting.</param>
    public FixWriter BeginReplay(ulong msgType, long origSendingTime, int room = 0)
    {
        FlushGapFill();
        bool first = _heldFrom != 0 && _replayNext >= _heldFrom;
        HeaderFields header = new()
        {
            MsgType = msgType,
            MsgSeqNum = _replayNext,
            SendingTime = _replayNow,
            OrigSendingTime = first ? 0 : Math.Min(origSendingTime, _replayNow),
            PossDup = !first,
            LastProcessed = LastProcessed,
        };
        return _template.Begin(Reserve(room == 0 ? _settings.OutgoingMessageRoom : room, _replayNow), header);
    }

    /// <summary>For <see cref="FixStore.Replay"/>: finishes the message begun by <see cref="BeginReplay"/>.</summary>
    public void EndReplay(ref FixWriter writer)
    {
        Commit(_template.End(ref writer));
        // It has left: if it is asked for before the others that wait have left too, it is a duplicate.
        if (_heldFrom != 0 && _replayNext >= _heldFrom)
            _heldFrom = _replayNext + 1;
    }

    /// <summary>For <see cref="FixStore.Replay"/>: sends a kept frame again, with a new header.</summary>
    public void ReplayFrame(ReadOnlySpan<byte> frame)
    {
        _replayIndex ??= new FieldIndex();
        _replayIndex.Parse(frame);
        FixMessage message = new(_replayIndex, frame);
        message.GetTimestamp(Codec.Tag.SendingTime, out long sent);
        FixWriter writer = BeginReplay(message.MsgType, sent, frame.Length + _template.OverheadMax);
        for (int i = 0; i < message.Count; i++)
        {
            int tag = message.TagAt(i);
            // What the template does not write itself goes along unchanged, routing fields of the header included.
            if (!IsTemplateField(tag))
                writer.WriteText(tag, message.ValueAt(i));
        }
        EndReplay(ref writer);
    }

    FieldIndex? _replayIndex;

    static bool IsTemplateField(int tag) => tag is Codec.Tag.BeginString or Codec.Tag.BodyLength or Codec.Tag.MsgType or Codec.Tag.MsgSeqNum
        or Codec.Tag.PossDupFlag or Codec.Tag.SenderCompID or Codec.Tag.SenderSubID or Codec.Tag.SendingTime or Codec.Tag.TargetCompID
        or Codec.Tag.TargetSubID or Codec.Tag.OrigSendingTime or Codec.Tag.SenderLocationID or Codec.Tag.TargetLocationID
        or Codec.Tag.LastMsgSeqNumProcessed or Codec.Tag.CheckSum;

    void Commit(int size)
    {
        if (size == 0 || State is SessionState.Closing or SessionState.Disconnected)
            return;
        CommitOutgoing(size);
        _lastSent = _replayNow;
    }
}
