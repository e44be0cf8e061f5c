using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Load;

/// <summary>What an answer of the gateway says, in numbers. Prices and quantities in 1e-8; ids that are not of this run are -1.</summary>
readonly struct Report
{
    /// <summary>Reads an ExecutionReport, OrderCancelReject or BusinessMessageReject.</summary>
    internal Report(in FixMessage message, ClOrdIdFormat ids, long receivedNanos)
    {
        MsgType = message.MsgType;
        ReceivedNanos = receivedNanos;
        Number = ids.Read(message[MsgType == Fix.Codec.MsgType.BusinessMessageReject ? Tag.BusinessRejectRefID : Tag.ClOrdID]);
        OrigNumber = ids.Read(message[Tag.OrigClOrdID]);
        if (MsgType == Fix.Codec.MsgType.BusinessMessageReject) return;
        message.GetChar(Tag.OrdStatus, out var status);
        OrdStatus = (OrdStatus)status;
        if (MsgType != Fix.Codec.MsgType.ExecutionReport) return;
        message.GetChar(Tag.ExecType, out var execType);
        message.GetChar(Tag.Side, out var side);
        (ExecType, Side) = ((ExecType)execType, (Side)side);
        message.GetDecimal(Tag.LeavesQty, out LeavesQuantity);
        message.GetDecimal(Tag.CumQty, out CumQuantity);
        if (ExecType != ExecType.Trade) return;
        message.GetDecimal(Tag.LastQty, out LastQuantity);
        message.GetDecimal(Tag.LastPx, out LastPrice);
    }

    /// <summary>Number of ClOrdID, or of the id that a BusinessMessageReject refers to.</summary>
    internal readonly long Number;

    /// <summary>Number of OrigClOrdID.</summary>
    internal readonly long OrigNumber;

    /// <summary>When its bytes were read, in the driver's nanoseconds.</summary>
    internal readonly long ReceivedNanos;

    /// <summary>Quantity of the fill.</summary>
    internal readonly long LastQuantity;

    /// <summary>Price of the fill.</summary>
    internal readonly long LastPrice;

    /// <summary>Still open.</summary>
    internal readonly long LeavesQuantity;

    /// <summary>Filled in all.</summary>
    internal readonly long CumQuantity;

    /// <summary>Packed type of the message.</summary>
    internal readonly ulong MsgType;

    /// <summary>What happened; none unless an ExecutionReport.</summary>
    internal readonly ExecType ExecType;

    /// <summary>State after it; none in a BusinessMessageReject.</summary>
    internal readonly OrdStatus OrdStatus;

    /// <summary>Side of the order; none unless an ExecutionReport.</summary>
    internal readonly Side Side;

    /// <summary>A refusal of a request, whatever its form.</summary>
    internal bool IsRefusal => MsgType != Fix.Codec.MsgType.ExecutionReport || ExecType == ExecType.Rejected;

    /// <summary>The order that it speaks of is over.</summary>
    internal bool IsDone => OrdStatus is OrdStatus.Filled or OrdStatus.Canceled or OrdStatus.Rejected or OrdStatus.Expired or OrdStatus.DoneForDay;

    /// <summary>The stable word that the text of a refusal begins with; the whole text when there is none.</summary>
    internal static ReadOnlySpan<byte> CodeOf(in FixMessage message)
    {
        var text = message[Tag.Text];
        var end = text.IndexOf((byte)':');
        return end > 0 ? text[..end] : text.IsEmpty ? "NO_TEXT"u8 : text;
    }
}

/// <summary>Who wants to know what the gateway answers.</summary>
interface IReportHandler
{
    /// <summary>An ExecutionReport, OrderCancelReject or BusinessMessageReject has come in sequence.</summary>
    void OnReport(FixClient client, in Report report, in FixMessage message);
}
