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
sealed class StrategyStore(StrategySession owner, SessionsLog log, LogLookup archive, int messagesMax) : FixStore, IDisposable
{
    readonly SentIndex _sent = new(messagesMax);
    long _nextTarget = 1;

    /// <inheritdoc/>
    public override long NextSenderMsgSeqNum => _sent.Next;

    /// <inheritdoc/>
    public override long NextTargetMsgSeqNum => _nextTarget;

    /// <summary>The outbound message that is being sent now; 0 while the session speaks for itself.</summary>
    internal long Sending { get; set; }

    /// <inheritdoc/>
    public override void OnSent(long msgSeqNum, bool admin, ReadOnlySpan<byte> frame, long now)
    {
        if (Sending == 0) Record(SessionRecordType.AdminSent, msgSeqNum, now);
        _sent.Add(Sending);
    }

    /// <summary>The journal is ahead of this: commands carry their MsgSeqNum, and what was not journaled is asked for again.</summary>
    public override void SetNextTarget(long next, bool admin) => _nextTarget = next;

    /// <inheritdoc/>
    public override void SetNextSender(long next)
    {
        Record(SessionRecordType.OutgoingReset, next, 0);
        _sent.SkipTo(next);
    }

    /// <inheritdoc/>
    public override void Reset(long now)
    {
        Record(SessionRecordType.OutgoingReset, 1, now);
        _sent.Reset();
        _nextTarget = 1;
    }

    /// <inheritdoc/>
    public override ReplayResult Replay(long msgSeqNum, FixSession session)
    {
        var sequence = _sent.Find(msgSeqNum);
        if (sequence == SentIndex.Admin || !archive.TryFind(sequence, out var frame) || !frame.Decode(out Outbound outbound).IsOk) return ReplayResult.Gap;
        var writer = session.BeginReplay(ReportEncoder.TypeOf(in outbound), outbound.Time.Nanos);
        ReportEncoder.Write(ref writer, in outbound, owner.Dialect, owner.DropCopy);
        session.EndReplay(ref writer);
        return ReplayResult.Message;
    }

    /// <summary>Recovery: the session had sent this outbound message, or was about to.</summary>
    internal void Restore(long outboundSequence) => _sent.Add(outboundSequence);

    /// <summary>Recovery: a record of the sessions log.</summary>
    internal void Restore(in SessionRecord record)
    {
        if (record.Type == SessionRecordType.AdminSent) _sent.Add(SentIndex.Admin);
        else if (record.MsgSeqNum == 1) _sent.Reset();
        else _sent.SkipTo(record.MsgSeqNum);
    }

    /// <summary>Recovery: a journaled message of this session.</summary>
    internal void Restore(in Inbound inbound)
    {
        if (inbound.Kind == InboundKind.SessionLoggedOn && inbound.SessionLoggedOn.SequenceReset) _nextTarget = 1;
        if (inbound.SessionSequence > 0) _nextTarget = Math.Max(_nextTarget, inbound.SessionSequence + 1);
    }

    /// <inheritdoc/>
    public void Dispose() => _sent.Dispose();

    void Record(SessionRecordType type, long msgSeqNum, long now)
    {
        var record = new SessionRecord
        {
            Type = type,
            Session = owner.Number,
            MsgSeqNum = msgSeqNum,
            Time = new(now),
            OutboundSequence = owner.Progress.Sequence,
        };
        if (!log.TryAppend(in record)) throw new JournalFailedException(log);
    }
}
