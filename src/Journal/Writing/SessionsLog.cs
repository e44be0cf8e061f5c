using Gateway.Journal.Sessions;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Writing;

/// <summary>The sessions log, open for append. It numbers its records itself.</summary>
public sealed unsafe class SessionsLog : LogWriter
{
    internal SessionsLog(SegmentSupply supply, Committer? committer, Segment active, long tail, long lastSequence, Text64 runId)
        : base(supply, committer, active, tail, lastSequence, runId)
    {
    }

    /// <summary>Asks for everything up to a sequence to be committed; true when it is. For the appending thread.</summary>
    public bool Commit(long sequence)
    {
        if (CommittedSequence < sequence) Publish();
        return CommittedSequence >= sequence;
    }

    /// <summary>Appends a record under the next sequence; false when the log has failed and nothing was appended.</summary>
    public bool TryAppend(ref readonly SessionRecord record)
    {
        var sequence = LastSequence + 1;
        var payload = BeginFrame(sequence, record.Time);
        if (payload == null) return false;
        var length = FieldsCodec.Write(in record, new(payload, Payload.LengthMax));
        EndFrame(length, sequence, record.Time, (byte)record.Type);
        return true;
    }
}
