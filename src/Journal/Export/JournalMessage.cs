using Gateway.Journal.Reading;
using Gateway.Journal.Sessions;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Export;

/// <summary>One decoded message of any of the three logs.</summary>
public sealed class JournalMessage
{
    /// <summary>The message, when it is of the inbound log.</summary>
    public Inbound Inbound;

    /// <summary>The message, when it is of the outbound log.</summary>
    public Outbound Outbound;

    /// <summary>The record, when it is of the sessions log.</summary>
    public SessionRecord Session;

    /// <summary>Which log.</summary>
    public LogName Log { get; private set; }

    /// <summary>Place in its log.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its stamp.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>Its kind, as a number.</summary>
    public byte Kind { get; private set; }

    /// <summary>How its decoding went; its fields are valid when fine.</summary>
    public DecodeResult Result { get; private set; }

    /// <summary>Why it cannot be decoded, in a sentence; null when it can.</summary>
    public string? Fault => Result.IsOk ? null : $"The {Log} message {Sequence} cannot be decoded: {Result}.";

    /// <summary>Its kind, by name.</summary>
    public string KindName => NameOfKind(Log, Kind);

    /// <summary>Name of a kind within its log.</summary>
    public static string NameOfKind(LogName log, byte kind) => log switch
    {
        LogName.Inbound => ((InboundKind)kind).ToString(),
        LogName.Outbound => ((OutboundKind)kind).ToString(),
        _ => ((SessionRecordType)kind).ToString(),
    };

    /// <summary>Takes over a frame.</summary>
    public void Set(LogName log, Frame frame)
    {
        (Log, Sequence, Time, Kind) = (log, frame.Sequence, frame.Time, frame.Kind);
        Result = log switch
        {
            LogName.Inbound => frame.Decode(out Inbound),
            LogName.Outbound => frame.Decode(out Outbound),
            _ => frame.Decode(out Session),
        };
    }

    /// <summary>Takes over an inbound message.</summary>
    public void Set(in Inbound inbound)
    {
        (Log, Sequence, Time, Kind, Result) = (LogName.Inbound, inbound.Sequence, inbound.Time, inbound.KindNumber, default);
        Inbound = inbound;
    }

    /// <summary>Takes over an outbound message.</summary>
    public void Set(in Outbound outbound)
    {
        (Log, Sequence, Time, Kind, Result) = (LogName.Outbound, outbound.Sequence, outbound.Time, outbound.KindNumber, default);
        Outbound = outbound;
    }

    /// <summary>Shows the log, sequence, time and kind, then all fields, to a sink; nothing but the error of a message that cannot be decoded.</summary>
    public void Show<TSink>(TSink sink) where TSink : class, IFieldSink
    {
        var text = new FieldText<TSink>(sink);
        var time = Time;
        sink.Put("log", WordNames<LogName>.Of((ushort)Log), FieldType.Word, false);
        text.Integer("sequence", Sequence);
        text.Time("time", ref time);
        sink.Put("kind", System.Text.Encoding.ASCII.GetBytes(KindName), FieldType.Word, false);
        if (Result.IsOk) Visit(ref text);
        else sink.Put("error", System.Text.Encoding.ASCII.GetBytes(Result.ToString()), FieldType.Text, false);
    }

    /// <summary>Walks the journaled fields of header and payload.</summary>
    internal void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor
    {
        if (Log == LogName.Inbound) MessageCodec.Visit(ref Inbound, ref visitor);
        else if (Log == LogName.Outbound) MessageCodec.Visit(ref Outbound, ref visitor);
        else Session.Visit(ref visitor);
    }

    /// <summary>Makes it an empty message of a kind, to learn its fields.</summary>
    internal void Blank(LogName log, byte kind)
    {
        (Log, Kind, Result) = (log, kind, default);
        Inbound = new() { Kind = (InboundKind)kind };
        Outbound = new() { Kind = (OutboundKind)kind };
        Session = new() { Type = (SessionRecordType)kind };
    }
}
