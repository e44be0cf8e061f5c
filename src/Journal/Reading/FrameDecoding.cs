using Gateway.Journal.Sessions;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Reading;

/// <summary>From frames to messages.</summary>
public static class FrameDecoding
{
    /// <summary>Decodes a frame of the inbound log, sequence and time included.</summary>
    public static DecodeResult Decode(this Frame frame, out Inbound message)
    {
        var result = MessageCodec.Read(frame.Kind, frame.SchemaVersion, frame.Payload, out message);
        message.Sequence = frame.Sequence;
        message.Time = frame.Time;
        return result;
    }

    /// <summary>Decodes a frame of the outbound log, sequence and time included.</summary>
    public static DecodeResult Decode(this Frame frame, out Outbound message)
    {
        var result = MessageCodec.Read(frame.Kind, frame.SchemaVersion, frame.Payload, out message);
        message.Sequence = frame.Sequence;
        message.Time = frame.Time;
        return result;
    }

    /// <summary>Decodes a frame of the sessions log, sequence and time included.</summary>
    public static DecodeResult Decode(this Frame frame, out SessionRecord record)
    {
        var result = FieldsCodec.Read(frame.Payload, out record);
        if (frame.SchemaVersion is 0 or > Payload.SchemaVersion) result = new(MessagePackError.UnknownSchema, 0, 0);
        else if (frame.Kind is 0 or > (byte)SessionRecordType.IncomingExpected) result = new(MessagePackError.UnknownKind, 0, 0);
        record.Sequence = frame.Sequence;
        record.Time = frame.Time;
        record.Type = (SessionRecordType)frame.Kind;
        return result;
    }
}
