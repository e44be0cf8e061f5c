using Gateway.Messages;

namespace Gateway.Journal.Sessions;

/// <summary>What a session record tells; the values are part of the journal's format.</summary>
public enum SessionRecordType : byte
{
    /// <summary>Nothing; never journaled.</summary>
    None = 0,

    /// <summary>Messages that are not in the outbound log (session messages, market data) go out and use up their MsgSeqNum.</summary>
    AdminSent = 1,

    /// <summary>The next outgoing MsgSeqNum is set.</summary>
    OutgoingReset = 2,

    /// <summary>The next expected incoming MsgSeqNum is set.</summary>
    IncomingExpected = 3,
}

/// <summary>
/// What the sessions log holds beside the outbound log, so that after a crash the next outgoing MsgSeqNum of a FIX session is
/// never behind what its peer may have seen.
/// </summary>
public struct SessionRecord : IFields
{
    /// <summary>Place in the sessions log; given by the log.</summary>
    public long Sequence;

    /// <summary>When.</summary>
    public Timestamp Time;

    /// <summary>What.</summary>
    public SessionRecordType Type;

    /// <summary>Number of the FIX session.</summary>
    public ushort Session;

    /// <summary>MsgSeqNum of the message, the first of a run, or the new number.</summary>
    public long MsgSeqNum;

    /// <summary>MsgType of an administrative message: <c>0</c>, <c>A</c> …</summary>
    public Text16 MsgType;

    /// <summary>Last sequence of the outbound log at that point.</summary>
    public long OutboundSequence;

    /// <summary>Messages of a run with rising MsgSeqNum; 0 and 1 say one.</summary>
    public int Count;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Number("session", ref Session);
        visitor.Number("msgSeqNum", ref MsgSeqNum);
        visitor.Text("msgType", ref MsgType);
        visitor.Number("outboundSequence", ref OutboundSequence);
        visitor.Number("count", ref Count);
    }
}
