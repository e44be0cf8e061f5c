using Gateway.Fix.Session;
using Gateway.Journal.Reading;
using Gateway.Journal.Sessions;
using Gateway.Journal.Writing;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Strategies;

/// <summary>
/// The FIX store of a strategy's session, kept in the journal: reports are in the outbound log and are written again from
/// there; session messages leave a short record in the sessions log; what was received is in the inbound log.
/// </summary>
sealed class StrategyStore(StrategySession owner, SessionsLog log, LogLookup archive, SessionNumbers numbers, Action<string> tell) : FixStore
{
    SessionRecord _run;
    long _recorded;
    long _lost;

    /// <inheritdoc/>
    public override long NextSenderMsgSeqNum => numbers.Sent.Next;

    /// <inheritdoc/>
    public override long NextTargetMsgSeqNum => numbers.NextTarget;

    /// <inheritdoc/>
    public override long ResetTime => numbers.ResetTime;

    /// <summary>The outbound message that is being sent now; 0 while the session speaks for itself.</summary>
    internal long Sending { get; set; }

    /// <inheritdoc cref="SentIndex.BytesUsed"/>
    internal long BytesUsed => numbers.Sent.BytesUsed;

    /// <summary>What <see cref="BytesUsed"/> can come to.</summary>
    internal long BytesMax => numbers.Sent.Capacity * sizeof(long);

    /// <inheritdoc cref="SentIndex.Populate"/>
    internal void Populate(int messages) => numbers.Sent.Populate(messages);

    /// <inheritdoc/>
    public override void OnSent(long msgSeqNum, bool admin, ReadOnlySpan<byte> frame, long now)
    {
        if (Sending == 0 && !admin) Extend(msgSeqNum, now);
        else
        {
            Close();
            if (admin) Record(SessionRecordType.AdminSent, msgSeqNum, now);
        }

        numbers.Sent.Add(Sending);
    }

    /// <summary>
    /// Market data is not in the outbound log: before its bytes leave, one record tells a whole run of it. On the disk dial the bytes of session
    /// messages and market data wait until their records are durable.
    /// </summary>
    public override bool Flush()
    {
        Close();
        return log.Commit(_recorded);
    }

    void Close()
    {
        if (_run.Count == 0) return;
        Append(in _run);
        _run = default;
    }

    /// <summary>The journal is ahead of this: commands carry their MsgSeqNum, and what was not journaled is asked for again.</summary>
    public override void SetNextTarget(long next, bool admin) => numbers.NextTarget = next;

    /// <inheritdoc/>
    public override void SetNextSender(long next)
    {
        Close();
        Record(SessionRecordType.OutgoingReset, next, 0);
        numbers.Sent.SkipTo(next);
    }

    /// <inheritdoc/>
    public override void Reset(long now)
    {
        Close();
        Record(SessionRecordType.OutgoingReset, 1, now);
        numbers.Sent.Reset();
        numbers.NextTarget = 1;
        numbers.ResetTime = now;
    }

    /// <inheritdoc/>
    public override ReplayResult Replay(long msgSeqNum, FixSession session)
    {
        var sequence = numbers.Sent.Find(msgSeqNum);
        if (sequence == SentIndex.Admin && !numbers.Sent.HasForgotten(msgSeqNum)) return ReplayResult.Gap;
        if (!TryFind(sequence, out var outbound, out var why)) return Lose(msgSeqNum, why);
        var writer = session.BeginReplay(ReportEncoder.TypeOf(in outbound), outbound.Time.Nanos);
        ReportEncoder.Write(ref writer, in outbound, owner.Dialect, owner.DropCopy);
        session.EndReplay(ref writer);
        return ReplayResult.Message;
    }

    // What cannot be had is no reason to stop: the session passes over it, and operators hear of it.
    bool TryFind(long sequence, out Outbound outbound, out string why)
    {
        (outbound, why) = (default, sequence == SentIndex.Admin ? "is older than fix:resendMessagesMax keeps" : "has left the journal and is in no archive");
        if (sequence == SentIndex.Admin) return false;
        try
        {
            if (!archive.TryFind(sequence, out var frame)) return false;
            var decoded = frame.Decode(out outbound);
            why = decoded.ToString();
            return decoded.IsOk;
        }
        catch (IOException error)
        {
            why = $"cannot be read: {error.Message}";
            return false;
        }
    }

    // Said once for each run of numbers.
    ReplayResult Lose(long msgSeqNum, string why)
    {
        if (msgSeqNum != _lost + 1) tell($"{owner.Id}: MsgSeqNum {msgSeqNum} is asked for again and {why}. From there on it gets a gap fill.");
        _lost = msgSeqNum;
        return ReplayResult.Gap;
    }

    void Record(SessionRecordType type, long msgSeqNum, long now)
    {
        var record = Describe(type, msgSeqNum, now);
        Append(in record);
    }

    // It stands behind the report that the session was sent last, wherever others' reports are by the time it is written.
    void Extend(long msgSeqNum, long now)
    {
        if (_run.Count++ == 0) _run = Describe(SessionRecordType.AdminSent, msgSeqNum, now) with { Count = 1 };
    }

    SessionRecord Describe(SessionRecordType type, long msgSeqNum, long now) => new()
    {
        Type = type,
        Session = owner.Number,
        MsgSeqNum = msgSeqNum,
        Time = new(now),
        OutboundSequence = owner.Progress.Sequence,
    };

    void Append(in SessionRecord record)
    {
        if (log.IsAtLastPart || !log.TryAppend(in record)) throw new JournalFailedException(log);
        _recorded = log.LastSequence;
    }
}
