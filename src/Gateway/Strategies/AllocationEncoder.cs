using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>
/// Writes AllocationInstructionAck (P): one for each leg of an order for several accounts, or one for the whole when it was refused
/// before it had legs. One entry a group, so that a client without a dictionary can read it.
/// </summary>
static class AllocationEncoder
{
    internal static void Write(ref FixWriter writer, in Outbound outbound, FixDialect dialect)
    {
        ref readonly var report = ref outbound.AllocationReport;
        var rejected = report.Rejection.IsRejected;
        writer.WriteText(Tag.AllocID, FixedText.AsSpan(in FixedText.IsEmpty(in report.AllocId) ? ref report.ClOrdId : ref report.AllocId));
        if (dialect != FixDialect.Fix42 && report.ParentOrderId != 0) writer.WriteInt(793, report.ParentOrderId); // SecondaryAllocID
        ReportEncoder.WriteDate(ref writer, 75, outbound.Time.Nanos); // TradeDate, in UTC.
        writer.WriteTimestamp(Tag.TransactTime, outbound.Time.Nanos, TimestampPrecision.Micros);
        writer.WriteInt(87, rejected ? 1 : 0); // AllocStatus: the block is refused or accepted as a whole.
        if (rejected) writer.WriteInt(88, RejectCode(report.Rejection.Reason, dialect));
        if (rejected) ReportEncoder.WriteText(ref writer, in report.Rejection, default);
        else WriteText(ref writer, Tag.Text, in report);
        if (report.Leg != 0 && dialect != FixDialect.Fix42) WriteLeg(ref writer, in report, dialect);
    }

    static void WriteLeg(ref FixWriter writer, in AllocationReport report, FixDialect dialect)
    {
        writer.WriteInt(Tag.NoAllocs, 1);
        writer.WriteText(Tag.AllocAccount, FixedText.AsSpan(in report.Account));
        if (report.ChildOrderId != 0) writer.WriteInt(467, report.ChildOrderId); // IndividualAllocID
        if (report.Rejection.IsRejected) writer.WriteInt(776, RejectCode(report.Rejection.Reason, dialect)); // IndividualAllocRejCode
        if (dialect == FixDialect.Fix50) writer.WriteDecimal(Tag.AllocQty, report.Quantity.Raw);
        else WriteText(ref writer, 161, in report); // AllocText: before 5.0 an acknowledged entry has no quantity.
    }

    static void WriteText(ref FixWriter writer, int tag, in AllocationReport report)
    {
        Span<byte> text = stackalloc byte[96];
        System.Text.Unicode.Utf8.TryWrite(text, $"leg={report.Leg} of={report.Legs} qty={report.Quantity}", out var length);
        writer.WriteText(tag, text[..length]);
    }

    // AllocRejCode: unknown account, incorrect quantity, other.
    static int RejectCode(RejectReason reason, FixDialect dialect) => reason switch
    {
        RejectReason.AllocationAccount or RejectReason.UnknownAccount => 0,
        RejectReason.AllocationSum => 1,
        _ => dialect == FixDialect.Fix50 ? 99 : 7,
    };
}
