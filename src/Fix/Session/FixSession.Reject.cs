using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

public sealed partial class FixSession
{
    /// <summary>Sends a session Reject (3) for a message.</summary>
    /// <param name="message">The message refused.</param>
    /// <param name="number">Its MsgSeqNum.</param>
    /// <param name="reason">SessionRejectReason (sent from FIX 4.2 on).</param>
    /// <param name="refTag">RefTagID; 0 for none unless the reason is InvalidTagNumber.</param>
    /// <param name="text">Text, or null for the standard wording.</param>
    /// <param name="now">Time.</param>
    public void SendReject(in FixMessage message, long number, SessionRejectReason reason, int refTag, string? text, long now)
    {
        bool named = refTag != NoTag && (refTag != 0 || reason == SessionRejectReason.InvalidTagNumber);
        HeaderFields header = NextHeader(MsgType.Reject, now);
        FixWriter writer = BeginAdmin(header);
        WriteReverseRoute(ref writer, message);
        writer.WriteInt(Codec.Tag.RefSeqNum, number);
        if (_version >= 42)
        {
            writer.WriteText(Codec.Tag.Text, text ?? RejectText.Of(reason));
            if (named)
                writer.WriteInt(Codec.Tag.RefTagID, refTag);
            writer.WriteText(Codec.Tag.RefMsgType, message[Codec.Tag.MsgType]);
            // FIX 4.2 ends at InvalidMsgType; what came later has no number there.
            if (_version > 42 || reason <= SessionRejectReason.InvalidMsgType)
                writer.WriteInt(Codec.Tag.SessionRejectReason, (int)reason);
        }
        else
            writer.WriteText(Codec.Tag.Text, named ? $"{text ?? RejectText.Of(reason)} ({refTag})" : text ?? RejectText.Of(reason));
        SendAdmin(ref writer, now);
        _application.OnEvent(this, $"reject of {number}: {text ?? RejectText.Of(reason)}{(named ? $" (tag {refTag})" : "")}", now);
    }

    /// <summary>Sends a BusinessMessageReject (j), or a Reject before FIX 4.2.</summary>
    /// <param name="message">The message refused.</param>
    /// <param name="number">Its MsgSeqNum.</param>
    /// <param name="reason">BusinessRejectReason.</param>
    /// <param name="refIdTag">Tag of <paramref name="message"/> whose value becomes BusinessRejectRefID; 0 for none.</param>
    /// <param name="text">Text, or null for the standard wording.</param>
    /// <param name="now">Time.</param>
    public void SendBusinessReject(in FixMessage message, long number, BusinessRejectReason reason, int refIdTag, string? text, long now)
    {
        if (_version < 42)
        {
            SendReject(message, number, SessionRejectReason.Other, 0, text ?? RejectText.InReject(reason), now);
            return;
        }
        FixWriter writer = Begin(MsgType.BusinessMessageReject, now, AdminRoom);
        WriteReverseRoute(ref writer, message);
        writer.WriteInt(Codec.Tag.RefSeqNum, number);
        writer.WriteText(Codec.Tag.Text, text ?? RejectText.Of(reason));
        writer.WriteText(Codec.Tag.RefMsgType, message[Codec.Tag.MsgType]);
        if (refIdTag != 0)
            writer.WriteText(Codec.Tag.BusinessRejectRefID, message[refIdTag]);
        writer.WriteInt(Codec.Tag.BusinessRejectReason, (int)reason);
        Send(ref writer);
    }

    void WriteReverseRoute(ref FixWriter writer, in FixMessage message)
    {
        if (!message.Has(Codec.Tag.OnBehalfOfCompID) && !message.Has(Codec.Tag.DeliverToCompID))
            return;
        writer.WriteText(Codec.Tag.OnBehalfOfCompID, message[Codec.Tag.DeliverToCompID]);
        writer.WriteText(Codec.Tag.OnBehalfOfSubID, message[Codec.Tag.DeliverToSubID]);
        writer.WriteText(Codec.Tag.DeliverToCompID, message[Codec.Tag.OnBehalfOfCompID]);
        writer.WriteText(Codec.Tag.DeliverToSubID, message[Codec.Tag.OnBehalfOfSubID]);
        if (_version < 41)
            return;
        writer.WriteText(Codec.Tag.OnBehalfOfLocationID, message[Codec.Tag.DeliverToLocationID]);
        writer.WriteText(Codec.Tag.DeliverToLocationID, message[Codec.Tag.OnBehalfOfLocationID]);
    }
}
