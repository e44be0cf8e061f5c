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
sealed class StrategyStore(StrategySession owner, SessionsLog log, LogLookup archive, SessionNumbers numbers) : FixStore
{
    /// <inheritdoc/>
    public override long NextSenderMsgSeqNum => numbers.Sent.Next;

    /// <inheritdoc/>
    public override long NextTargetMsgSeqNum => numbers.NextTarget;

    /// <summary>The outbound message that is being sent now; 0 while the session speaks for itself.</summary>
    internal long Sending { get; set; }

    /// <inheritdoc/>
    public override void OnSent(long msgSeqNum, bool admin, ReadOnlySpan<byte> frame, long now)
    {
        if (Sending == 0) Record(SessionRecordType.AdminSent, msgSeqNum, now);
        numbers.Sent.Add(Sending);
    }

    /// <summary>The journal is ahead of this: commands carry their MsgSeqNum, and what was not journaled is asked for again.</summary>
    public override void SetNextTarget(long next, bool admin) => numbers.NextTarget = next;

    /// <inheritdoc/>
    public override void SetNextSender(long next)
    {
        Record(SessionRecordType.OutgoingReset, next, 0);
        numbers.Sent.SkipTo(next);
    }

    /// <inheritdoc/>
    public override void Reset(long now)
    {
        Record(SessionRecordType.OutgoingReset, 1, now);
        numbers.Sent.Reset();
        numbers.NextTarget = 1;
    }

    /// <inheritdoc/>
    public override ReplayResult Replay(long msgSeqNum, FixSession session)
    {
        var sequence = numbers.Sent.Find(msgSeqNum);
        if (sequence == SentIndex.Admin || !archive.TryFind(sequence, out var frame) || !frame.Decode(out Outbound outbound).IsOk) return ReplayResult.Gap;
        var writer = session.BeginReplay(ReportEncoder.TypeOf(in outbound), outbound.Time.Nanos);
        ReportEncoder.Write(ref writer, in outbound, owner.Dialect, owner.DropCopy);
        session.EndReplay(ref writer);
        return ReplayResult.Message;
    }

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
