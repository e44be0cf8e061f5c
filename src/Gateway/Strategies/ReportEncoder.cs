using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>The dialect of a session's application messages.</summary>
enum FixDialect : byte
{
    /// <summary>FIX 4.2 and earlier.</summary>
    Fix42,

    /// <summary>FIX 4.3 and 4.4.</summary>
    Fix44,

    /// <summary>FIX 5.0 and later over FIXT.1.1.</summary>
    Fix50,
}

/// <summary>Writes the body of a report for a strategy; where FIX versions differ, the dialect decides.</summary>
static class ReportEncoder
{
    /// <summary>The message type of an outbound message for strategies, or 0 when it is none.</summary>
    internal static ulong TypeOf(in Outbound outbound) => outbound.Kind switch
    {
        OutboundKind.ExecutionReport => MsgType.ExecutionReport,
        OutboundKind.CancelReject => (ulong)'9',
        OutboundKind.MassCancelReport => (ulong)'r',
        OutboundKind.AllocationReport => MsgType.AllocationInstructionAck,
        OutboundKind.PositionReport => PositionEncoder.TypeOf(in outbound.PositionReport),
        _ => 0,
    };

    /// <summary>Writes the body.</summary>
    internal static void Write(ref FixWriter writer, in Outbound outbound, FixDialect dialect, bool dropCopy)
    {
        switch (outbound.Kind)
        {
            case OutboundKind.ExecutionReport: ExecutionReport(ref writer, in outbound, dialect, dropCopy); break;
            case OutboundKind.CancelReject: CancelReject(ref writer, in outbound, dialect); break;
            case OutboundKind.AllocationReport: AllocationEncoder.Write(ref writer, in outbound, dialect); break;
            case OutboundKind.PositionReport: PositionEncoder.Write(ref writer, in outbound); break;
            default: MassCancelReport(ref writer, in outbound); break;
        }
    }

    static void ExecutionReport(ref FixWriter writer, in Outbound outbound, FixDialect dialect, bool dropCopy)
    {
        ref readonly var report = ref outbound.ExecutionReport;
        WriteOrderId(ref writer, report.OrderId);
        writer.WriteText(Tag.ClOrdID, FixedText.AsSpan(in report.ClOrdId));
        writer.WriteText(Tag.OrigClOrdID, FixedText.AsSpan(in report.OrigClOrdId));
        writer.WriteInt(Tag.ExecID, report.ExecId);
        if (dialect == FixDialect.Fix42) writer.WriteChar(Tag.ExecTransType, report.ExecType == ExecType.OrderStatus ? '3' : '0');
        writer.WriteChar(Tag.ExecType, TypeFor(report.ExecType, report.OrdStatus, dialect));
        writer.WriteChar(Tag.OrdStatus, (byte)report.OrdStatus);
        writer.WriteText(Tag.Account, FixedText.AsSpan(in report.Account));
        writer.WriteText(Tag.Symbol, FixedText.AsSpan(in report.Symbol));
        if (report.Side != Side.None) writer.WriteChar(Tag.Side, (byte)report.Side);
        writer.WriteDecimal(Tag.OrderQty, report.OrderQuantity.Raw);
        if (report.Type != OrderType.None) writer.WriteChar(Tag.OrdType, (byte)report.Type);
        if (report.Price.Raw != 0) writer.WriteDecimal(Tag.Price, report.Price.Raw);
        if (report.TimeInForce != 0) writer.WriteChar(Tag.TimeInForce, (byte)report.TimeInForce);
        if (report.ExecType == ExecType.Trade) WriteFill(ref writer, in report, dialect);
        writer.WriteDecimal(Tag.LeavesQty, report.LeavesQuantity.Raw);
        writer.WriteDecimal(Tag.CumQty, report.CumQuantity.Raw);
        writer.WriteDecimal(Tag.AvgPx, report.AveragePrice.Raw);
        writer.WriteTimestamp(Tag.TransactTime, outbound.Time.Nanos, TimestampPrecision.Micros);
        WriteRare(ref writer, in report, dialect);
        if (dropCopy) writer.WriteBool(Tag.CopyMsgIndicator, true);
    }

    static void WriteFill(ref FixWriter writer, in ExecutionReport report, FixDialect dialect)
    {
        writer.WriteDecimal(Tag.LastQty, report.LastQuantity.Raw);
        writer.WriteDecimal(Tag.LastPx, report.LastPrice.Raw);
        if (dialect == FixDialect.Fix42) return;
        writer.WriteInt(527, report.TradeId); // SecondaryExecID: the same on both sides of the trade.
        if (report.Liquidity != Liquidity.None) writer.WriteInt(851, (int)report.Liquidity);
    }

    static void WriteRare(ref FixWriter writer, in ExecutionReport report, FixDialect dialect)
    {
        if (report.StopPrice.Raw != 0) writer.WriteDecimal(Tag.StopPx, report.StopPrice.Raw);
        if (report.DisplayQuantity.Raw != 0) writer.WriteDecimal(dialect == FixDialect.Fix50 ? Tag.DisplayQty : Tag.MaxFloor, report.DisplayQuantity.Raw);
        if (report.ExpireTime.Nanos != 0) writer.WriteTimestamp(Tag.ExpireTime, report.ExpireTime.Nanos, TimestampPrecision.Millis);
        if (!FixedText.IsEmpty(in report.Strategy) && dialect != FixDialect.Fix42) writer.WriteText(526, FixedText.AsSpan(in report.Strategy));
        if (RestatementReason(in report, dialect) is var why and > 0) writer.WriteInt(378, why);
        if (report.StatusAnswer != StatusAnswer.Single) WriteMassStatus(ref writer, in report);
        else if (report.Rejection.IsRejected) WriteRejection(ref writer, in report, dialect);
        else if (!FixedText.IsEmpty(in report.AllocAccount)) WriteAllocation(ref writer, in report);
        else if (report.ExecType == ExecType.Triggered) writer.WriteText(Tag.Text, "TRIGGERED"u8);
        else if (report.ExecType == ExecType.OrderStatus && dialect != FixDialect.Fix42) writer.WriteText(790, FixedText.AsSpan(in report.Text));
        else writer.WriteText(Tag.Text, FixedText.AsSpan(in report.Signal));
    }

    static void WriteMassStatus(ref FixWriter writer, in ExecutionReport report)
    {
        writer.WriteText(584, FixedText.AsSpan(in report.Text));
        writer.WriteBool(912, report.StatusAnswer == StatusAnswer.Last);
        if (report.Rejection.IsRejected) WriteText(ref writer, in report.Rejection, default);
    }

    static void WriteRejection(ref FixWriter writer, in ExecutionReport report, FixDialect dialect)
    {
        if (report.ExecType == ExecType.Rejected) writer.WriteInt(Tag.OrdRejReason, OrdRejReason(report.Rejection.Reason, dialect));
        WriteText(ref writer, in report.Rejection, FixedText.AsSpan(in report.Text));
    }

    /// <summary>ExecRestatementReason: what the gateway did without being asked; 0 for nothing.</summary>
    static int RestatementReason(in ExecutionReport report, FixDialect dialect) => report.ExecType switch
    {
        ExecType.Rejected => 0,
        ExecType.Triggered when dialect == FixDialect.Fix44 => 8, // Market option; 4.2 has no such value.
        ExecType.Triggered when dialect == FixDialect.Fix50 => 0,
        ExecType.Triggered => 4,
        ExecType.Restated when report.Rejection.Reason is RejectReason.None or RejectReason.PostOnlyWouldTake => 3, // Repricing.
        ExecType.Restated => 5, // Partial decline of the quantity.
        _ => report.Unsolicited && report.Rejection.IsRejected ? 4 : 0, // Broker option.
    };

    static void WriteAllocation(ref FixWriter writer, in ExecutionReport report)
    {
        Span<byte> text = stackalloc byte[64];
        "ALLOCATED: account="u8.CopyTo(text);
        var account = FixedText.AsSpan(in report.AllocAccount);
        account.CopyTo(text[19..]);
        writer.WriteText(Tag.Text, text[..(19 + account.Length)]);
    }

    static void CancelReject(ref FixWriter writer, in Outbound outbound, FixDialect dialect)
    {
        ref readonly var reject = ref outbound.CancelReject;
        WriteOrderId(ref writer, reject.OrderId);
        writer.WriteText(Tag.ClOrdID, FixedText.AsSpan(in reject.ClOrdId));
        writer.WriteText(Tag.OrigClOrdID, FixedText.AsSpan(in reject.OrigClOrdId));
        writer.WriteChar(Tag.OrdStatus, (byte)reject.OrdStatus);
        writer.WriteText(Tag.Account, FixedText.AsSpan(in reject.Account));
        writer.WriteChar(Tag.CxlRejResponseTo, reject.Replace ? '2' : '1');
        writer.WriteInt(Tag.CxlRejReason, CxlRejReason(reject.Rejection.Reason, dialect));
        writer.WriteTimestamp(Tag.TransactTime, outbound.Time.Nanos, TimestampPrecision.Micros);
        WriteText(ref writer, in reject.Rejection, FixedText.AsSpan(in reject.Text));
    }

    static void MassCancelReport(ref FixWriter writer, in Outbound outbound)
    {
        ref readonly var report = ref outbound.MassCancelReport;
        writer.WriteText(Tag.ClOrdID, FixedText.AsSpan(in report.ClOrdId));
        writer.WriteInt(Tag.OrderID, report.ReportId);
        writer.WriteChar(Tag.MassCancelRequestType, report.All ? '7' : '1');
        writer.WriteChar(Tag.MassCancelResponse, report.Rejection.IsRejected ? '0' : report.All ? '7' : '1');
        if (report.Rejection.IsRejected) writer.WriteInt(Tag.MassCancelRejectReason, report.Rejection.Reason == RejectReason.UnknownInstrument ? 1 : 99);
        writer.WriteInt(Tag.TotalAffectedOrders, report.Affected);
        writer.WriteText(Tag.Symbol, FixedText.AsSpan(in report.Symbol));
        if (report.Side != Side.None) writer.WriteChar(Tag.Side, (byte)report.Side);
        writer.WriteTimestamp(Tag.TransactTime, outbound.Time.Nanos, TimestampPrecision.Micros);
        if (report.Rejection.IsRejected) WriteText(ref writer, in report.Rejection, default);
    }

    static void WriteOrderId(ref FixWriter writer, long orderId)
    {
        if (orderId == 0) writer.WriteText(Tag.OrderID, "NONE"u8);
        else writer.WriteInt(Tag.OrderID, orderId);
    }

    /// <summary>Writes a LocalMktDate or UTCDateOnly: the day in UTC.</summary>
    internal static void WriteDate(ref FixWriter writer, int tag, long nanos)
    {
        var date = DateOnly.FromDateTime(DateTime.UnixEpoch.AddTicks(nanos / 100));
        writer.WriteInt(tag, date.Year * 10_000 + date.Month * 100 + date.Day);
    }

    internal static void WriteText(ref FixWriter writer, in Rejection rejection, scoped ReadOnlySpan<byte> foreign)
    {
        Span<byte> text = stackalloc byte[RejectText.LengthMax];
        writer.WriteText(Tag.Text, text[..RejectText.Write(in rejection, foreign, text)]);
    }

    /// <summary>
    /// FIX 4.2 has no Trade and no OrderStatus: the order's status stands in for them. Before 5.0 there is no Triggered: the order is restated.
    /// </summary>
    static byte TypeFor(ExecType type, OrdStatus status, FixDialect dialect)
        => type == ExecType.Triggered && dialect != FixDialect.Fix50 ? (byte)ExecType.Restated
            : dialect == FixDialect.Fix42 && type is ExecType.Trade or ExecType.OrderStatus ? (byte)status : (byte)type;

    static int OrdRejReason(RejectReason reason, FixDialect dialect)
    {
        var words = reason.Words();
        return dialect switch
        {
            FixDialect.Fix50 => words.OrdRejReason50,
            FixDialect.Fix42 when words.OrdRejReason44 > 8 => 0, // 4.2 knows 0 to 8.
            _ => words.OrdRejReason44,
        };
    }

    static int CxlRejReason(RejectReason reason, FixDialect dialect) => reason switch
    {
        RejectReason.TooLateToCancel => 0,
        RejectReason.UnknownOrder => 1,
        RejectReason.AlreadyPending => 3,
        RejectReason.DuplicateClOrdId when dialect != FixDialect.Fix42 => 6,
        _ when dialect == FixDialect.Fix42 => 2,
        RejectReason.VenueRejected => 2,
        _ => 99,
    };
}
