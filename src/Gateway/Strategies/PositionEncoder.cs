using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>Writes the answers to a position request: AP for a position, AO when there is none to tell.</summary>
static class PositionEncoder
{
    internal static ulong TypeOf(in PositionReport report) => report.Reports == 0 ? MsgType.RequestForPositionsAck : MsgType.PositionReport;

    internal static void Write(ref FixWriter writer, in Outbound outbound)
    {
        ref readonly var report = ref outbound.PositionReport;
        writer.WriteInt(721, report.ReportId); // PosMaintRptID
        writer.WriteText(710, FixedText.AsSpan(in report.RequestId));
        writer.WriteInt(727, report.Reports); // TotalNumPosReports
        if (report.Reports == 0) WriteNone(ref writer, in report);
        else WritePosition(ref writer, in outbound);
    }

    static void WriteNone(ref FixWriter writer, in PositionReport report)
    {
        var rejected = report.Rejection.IsRejected;
        writer.WriteInt(728, rejected ? 99 : 2); // PosReqResult: other, no positions found.
        writer.WriteInt(729, rejected ? 2 : 0); // PosReqStatus: rejected, completed.
        WriteAccount(ref writer, in report);
        if (rejected) ReportEncoder.WriteText(ref writer, in report.Rejection, default);
    }

    static void WritePosition(ref FixWriter writer, in Outbound outbound)
    {
        ref readonly var report = ref outbound.PositionReport;
        writer.WriteInt(728, 0);
        ReportEncoder.WriteDate(ref writer, 715, outbound.Time.Nanos); // ClearingBusinessDate, in UTC.
        WriteAccount(ref writer, in report);
        writer.WriteText(Tag.Symbol, FixedText.AsSpan(in report.Symbol));
        writer.WriteDecimal(730, report.MarkPrice.Raw); // SettlPrice: the mark; theoretical, as 731 says.
        writer.WriteInt(731, 2);
        writer.WriteDecimal(734, report.AveragePrice.Raw); // PriorSettlPrice: the average entry.
        writer.WriteInt(702, 1);
        writer.WriteText(703, "TQ"u8); // PosType: transaction quantity.
        if (report.Quantity.Raw >= 0) writer.WriteDecimal(704, report.Quantity.Raw);
        else writer.WriteDecimal(705, -report.Quantity.Raw);
        writer.WriteInt(706, 0);
        writer.WriteInt(753, 1); // NoPosAmt: one, so that a client without a dictionary can read it; what is unrealized follows from the rest.
        writer.WriteText(707, "TVAR"u8); // Profit and loss since the start of the journal.
        writer.WriteDecimal(708, report.RealizedPnl.Raw);
    }

    static void WriteAccount(ref FixWriter writer, in PositionReport report)
    {
        writer.WriteText(Tag.Account, FixedText.AsSpan(in report.Account));
        writer.WriteInt(581, 1); // AccountType: carried on the customer side of the books.
    }
}
