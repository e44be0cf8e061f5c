using System.Text;

namespace Gateway.Fix.Codec;

/// <summary>Flags and stamps of the standard header that differ from message to message.</summary>
public struct HeaderFields
{
    /// <summary>Packed MsgType (35).</summary>
    public ulong MsgType;
    /// <summary>MsgSeqNum (34).</summary>
    public long MsgSeqNum;
    /// <summary>SendingTime (52), nanoseconds since 1970-01-01 UTC.</summary>
    public long SendingTime;
    /// <summary>OrigSendingTime (122), or 0 for none.</summary>
    public long OrigSendingTime;
    /// <summary>PossDupFlag (43) = Y.</summary>
    public bool PossDup;
    /// <summary>PossResend (97) = Y.</summary>
    public bool PossResend;
    /// <summary>LastMsgSeqNumProcessed (369), or 0 for none.</summary>
    public long LastProcessed;
}

/// <summary>Who speaks to whom, as the standard header names it. Empty parts are not sent.</summary>
/// <param name="BeginString">8, e.g. <c>FIX.4.4</c> or <c>FIXT.1.1</c>.</param>
/// <param name="SenderCompID">49.</param>
/// <param name="TargetCompID">56.</param>
/// <param name="SenderSubID">50.</param>
/// <param name="SenderLocationID">142.</param>
/// <param name="TargetSubID">57.</param>
/// <param name="TargetLocationID">143.</param>
public sealed record SessionId(
    string BeginString,
    string SenderCompID,
    string TargetCompID,
    string SenderSubID = "",
    string SenderLocationID = "",
    string TargetSubID = "",
    string TargetLocationID = "")
{
    /// <summary>The same session seen from the other side.</summary>
    public SessionId Reverse() =>
        new(BeginString, TargetCompID, SenderCompID, TargetSubID, TargetLocationID, SenderSubID, SenderLocationID);

    /// <summary>For logs: <c>FIX.4.4:SENDER->TARGET</c>, sub and location ids after a slash.</summary>
    public override string ToString() =>
        $"{BeginString}:{Side(SenderCompID, SenderSubID, SenderLocationID)}->{Target}";

    /// <summary>The other side: its CompID, sub and location id after a slash.</summary>
    public string Target => Side(TargetCompID, TargetSubID, TargetLocationID);

    static string Side(string comp, string sub, string location) =>
        location.Length > 0 ? $"{comp}/{sub}/{location}" : sub.Length > 0 ? $"{comp}/{sub}" : comp;
}

/// <summary>
/// The fixed parts of a session's header as ready bytes. <see cref="Begin"/> writes the header, the caller the body,
/// <see cref="End"/> BodyLength and CheckSum. Header fields stand in ascending order of tag after 8, 9, 35.
/// </summary>
public sealed class MessageTemplate
{
    // BodyLength of nearly all messages has three digits; for others the bytes behind it are moved once.
    const int LengthDigits = 3;

    readonly byte[] _begin;
    readonly byte[] _sender;
    readonly byte[] _target;
    readonly byte[] _locations;
    readonly TimestampFormat _time = new();

    /// <summary>Prepares the header of <paramref name="id"/>.</summary>
    public MessageTemplate(SessionId id, TimestampPrecision precision = TimestampPrecision.Millis)
    {
        ArgumentNullException.ThrowIfNull(id);
        Precision = precision;
        _begin = Encoding.ASCII.GetBytes($"8={id.BeginString}\u00019=000\u000135=");
        _sender = Encoding.ASCII.GetBytes(Field(Tag.SenderCompID, id.SenderCompID) + Field(Tag.SenderSubID, id.SenderSubID));
        _target = Encoding.ASCII.GetBytes(Field(Tag.TargetCompID, id.TargetCompID) + Field(Tag.TargetSubID, id.TargetSubID));
        _locations = Encoding.ASCII.GetBytes(
            Field(Tag.SenderLocationID, id.SenderLocationID) + Field(Tag.TargetLocationID, id.TargetLocationID));
    }

    /// <summary>Digits of SendingTime and OrigSendingTime.</summary>
    public TimestampPrecision Precision { get; }

    /// <summary>Bytes that every message needs besides its body: header and trailer with all options.</summary>
    public int OverheadMax => _begin.Length + _sender.Length + _target.Length + _locations.Length + 256;

    /// <summary>Starts a message at the beginning of <paramref name="destination"/> and writes its header.</summary>
    public FixWriter Begin(Span<byte> destination, scoped in HeaderFields header)
    {
        FixWriter writer = new(destination, _time);
        writer.WriteRaw(_begin);
        writer.BodyStart = _begin.Length - 3;
        Span<byte> type = stackalloc byte[9];
        int length = MsgType.Unpack(header.MsgType, type);
        type[length++] = FrameFinder.Soh;
        writer.WriteRaw(type[..length]);
        writer.WriteInt(Tag.MsgSeqNum, header.MsgSeqNum);
        if (header.PossDup)
            writer.WriteRaw("43=Y\u0001"u8);
        writer.WriteRaw(_sender);
        writer.WriteTimestamp(Tag.SendingTime, header.SendingTime, Precision);
        writer.WriteRaw(_target);
        if (header.PossResend || header.OrigSendingTime != 0 || header.LastProcessed != 0 || _locations.Length != 0)
            WriteOptional(ref writer, header);
        return writer;
    }

    void WriteOptional(scoped ref FixWriter writer, scoped in HeaderFields header)
    {
        if (header.PossResend)
            writer.WriteRaw("97=Y\u0001"u8);
        if (header.OrigSendingTime != 0)
            writer.WriteTimestamp(Tag.OrigSendingTime, header.OrigSendingTime, Precision);
        writer.WriteRaw(_locations);
        if (header.LastProcessed != 0)
            writer.WriteInt(Tag.LastMsgSeqNumProcessed, header.LastProcessed);
    }

    /// <summary>Fills in BodyLength and appends CheckSum. Returns the size of the message, or 0 when it did not fit.</summary>
    public int End(scoped ref FixWriter writer)
    {
        int bodyLength = writer.Position - writer.BodyStart;
        // One byte more for a length of four digits, three more for up to six.
        if (writer.Overflowed || writer.Position + FrameFinder.TrailerLength + 3 > writer.Destination.Length || bodyLength > 999_999)
            return 0;
        Span<byte> message = writer.Destination;
        int end = writer.Position;
        int digits = bodyLength < 100 ? 2 : bodyLength < 1_000 ? 3 : bodyLength < 10_000 ? 4 : bodyLength < 100_000 ? 5 : 6;
        if (digits != LengthDigits)
            end = MoveBody(message, writer.BodyStart, bodyLength, digits);
        Digits.Write(message[(_begin.Length - 3 - 1 - LengthDigits)..], bodyLength);
        message[end - bodyLength - 1] = FrameFinder.Soh;
        int sum = CheckSum.Compute(message[..end]);
        "10="u8.CopyTo(message[end..]);
        message[end + 3] = (byte)('0' + sum / 100);
        message[end + 4] = (byte)('0' + sum / 10 % 10);
        message[end + 5] = (byte)('0' + sum % 10);
        message[end + 6] = FrameFinder.Soh;
        return end + FrameFinder.TrailerLength;
    }

    static int MoveBody(Span<byte> message, int bodyStart, int bodyLength, int digits)
    {
        int moved = bodyStart + digits - LengthDigits;
        message.Slice(bodyStart, bodyLength).CopyTo(message[moved..]);
        return moved + bodyLength;
    }

    static string Field(int tag, string value) => value.Length == 0 ? "" : $"{tag}={value}\u0001";
}
