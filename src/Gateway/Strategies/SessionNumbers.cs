using Gateway.Journal.Sessions;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>The sequence numbers of one session, as the journal tells them: what was sent under which MsgSeqNum, and what is expected next.</summary>
sealed class SessionNumbers(int messagesMax) : IDisposable
{
    /// <summary>What was sent.</summary>
    internal SentIndex Sent { get; } = new(messagesMax);

    /// <summary>The MsgSeqNum expected next.</summary>
    internal long NextTarget { get; set; } = 1;

    /// <summary>It receives every execution report.</summary>
    internal bool DropCopy { get; set; }

    /// <summary>A record of the sessions log.</summary>
    internal void Restore(in SessionRecord record)
    {
        if (record.Type == SessionRecordType.AdminSent)
            for (var sent = 0; sent < Math.Max(1, record.Count); sent++) Sent.Add(SentIndex.Admin);
        else if (record.MsgSeqNum == 1) Sent.Reset();
        else Sent.SkipTo(record.MsgSeqNum);
    }

    /// <summary>A journaled message of this session.</summary>
    internal void Restore(in Inbound inbound)
    {
        if (inbound.Kind == InboundKind.SessionLoggedOn && inbound.SessionLoggedOn.SequenceReset) NextTarget = 1;
        if (inbound.SessionSequence > 0) NextTarget = Math.Max(NextTarget, inbound.SessionSequence + 1);
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(NextTarget);
        writer.Write(DropCopy);
        Sent.Save(writer);
    }

    internal void Load(BinaryReader reader)
    {
        NextTarget = reader.Read7BitEncodedInt64();
        DropCopy = reader.ReadBoolean();
        Sent.Load(reader);
    }

    /// <inheritdoc/>
    public void Dispose() => Sent.Dispose();
}
