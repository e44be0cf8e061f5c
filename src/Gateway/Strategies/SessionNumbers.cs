using Gateway.Journal.Sessions;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>
/// One session as the journal tells it: who it is, what was sent under which MsgSeqNum, what is expected next, and what it may see.
/// </summary>
sealed class SessionNumbers(int messagesMax) : IDisposable
{
    /// <summary>What was sent.</summary>
    internal SentIndex Sent { get; } = new(messagesMax);

    /// <summary>The MsgSeqNum expected next.</summary>
    internal long NextTarget { get; set; } = 1;

    /// <summary>The peer's CompID; empty while no definition of the session is known.</summary>
    internal string CompId { get; private set; } = "";

    /// <summary>Its FIX version.</summary>
    internal string BeginString { get; private set; } = "";

    /// <summary>What it may see.</summary>
    internal SessionView View { get; } = new();

    /// <summary>When the outgoing numbers last began at 1, nanoseconds since 1970-01-01 UTC; 0 for never.</summary>
    internal long ResetTime { get; set; }

    // Instant of the last reset that the inbound log tells of: what a request of before it expected is over.
    long _resetTaken;

    /// <summary>Whose the number is. Who gets another's number begins anew.</summary>
    internal void Identify(string compId, string beginString)
    {
        if (CompId.Length > 0 && (CompId, BeginString) != (compId, beginString))
        {
            Sent.Reset();
            NextTarget = 1;
        }

        (CompId, BeginString) = (compId, beginString);
    }

    /// <summary>A record of the sessions log.</summary>
    internal void Restore(in SessionRecord record)
    {
        if (record.Type == SessionRecordType.AdminSent)
        {
            for (var sent = 0; sent < Math.Max(1, record.Count); sent++) Sent.Add(SentIndex.Admin);
        }
        else if (record.MsgSeqNum == 1)
        {
            Sent.Reset();
            ResetTime = record.Time.Nanos;
        }
        else
        {
            Sent.SkipTo(record.MsgSeqNum);
        }
    }

    /// <summary>A journaled message of this session.</summary>
    internal void Restore(in Inbound inbound)
    {
        var reset = inbound.Kind == InboundKind.SessionLoggedOn ? inbound.SessionLoggedOn.SequenceReset
            : inbound.Kind == InboundKind.SessionLoggedOut && inbound.SessionLoggedOut.SequenceReset;
        if (reset)
        {
            NextTarget = 1;
            _resetTaken = inbound.SendingTime.Nanos != 0 ? inbound.SendingTime.Nanos : inbound.Time.Nanos; // Earlier releases did not say when.
        }

        if (inbound.SessionSequence > 0) NextTarget = Math.Max(NextTarget, inbound.SessionSequence + 1);
    }

    /// <summary>
    /// After the last of the logs: a reset that the sessions log tells of, and the inbound log does not, came behind all requests that were journaled. Both
    /// numbers begin at 1 or neither.
    /// </summary>
    internal void Complete()
    {
        if (ResetTime > _resetTaken) NextTarget = 1;
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(NextTarget);
        writer.Write(CompId);
        writer.Write(BeginString);
        writer.Write7BitEncodedInt64(ResetTime);
        writer.Write7BitEncodedInt64(_resetTaken);
        writer.Write(View.DropCopy);
        writer.Write7BitEncodedInt(View.Accounts.Count);
        foreach (var account in View.Accounts) writer.Write(account.ToString());
        Sent.Save(writer);
    }

    /// <param name="reader">Stands behind the number.</param>
    /// <param name="version">Of the history: before the third, resets were not told apart.</param>
    internal void Load(BinaryReader reader, byte version)
    {
        NextTarget = reader.Read7BitEncodedInt64();
        CompId = reader.ReadString();
        BeginString = reader.ReadString();
        ResetTime = reader.Read7BitEncodedInt64();
        _resetTaken = version < 3 ? ResetTime : reader.Read7BitEncodedInt64();
        View.Define(reader.ReadBoolean());
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--) View.Show(Text16.From(reader.ReadString()));
        Sent.Load(reader);
    }

    /// <inheritdoc/>
    public void Dispose() => Sent.Dispose();
}
