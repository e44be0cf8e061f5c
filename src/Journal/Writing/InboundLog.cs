using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Writing;

/// <summary>The inbound log, open for append.</summary>
public sealed unsafe class InboundLog : LogWriter
{
    internal InboundLog(SegmentSupply supply, Committer? committer, Segment active, long tail, long lastSequence, Text64 runId)
        : base(supply, committer, active, tail, lastSequence, runId)
    {
    }

    /// <summary>Appends a stamped message; false when the log has failed and nothing was appended.</summary>
    /// <exception cref="InvalidOperationException">Its sequence is not the next one.</exception>
    public bool TryAppend(ref readonly Inbound message)
    {
        var payload = BeginFrame(message.Sequence, message.Time);
        if (payload == null) return false;
        var length = MessageCodec.Write(in message, new(payload, Payload.LengthMax));
        EndFrame(length, message.Sequence, message.Time, (byte)message.Kind);
        return true;
    }
}
