using System.Globalization;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>Outbound messages as one short line each, so that a scenario reads like a blotter.</summary>
static class Words
{
    internal static string[] Lines(this IEnumerable<Outbound> said) => [.. said.Select(Line)];

    internal static string Line(this Outbound m) => m.Kind switch
    {
        OutboundKind.ExecutionReport => Line(m.Session, m.ExecutionReport),
        OutboundKind.CancelReject => string.Create(CultureInfo.InvariantCulture,
            $"{m.Session} CancelReject {m.CancelReject.ClOrdId} orig={m.CancelReject.OrigClOrdId} {m.CancelReject.OrdStatus} {m.CancelReject.Rejection.Reason}"),
        OutboundKind.MassCancelReport => $"{m.Session} MassCancel {m.MassCancelReport.ClOrdId} {m.MassCancelReport.Affected}"
            + (m.MassCancelReport.Rejection.IsRejected ? $" {m.MassCancelReport.Rejection.Reason}" : ""),
        OutboundKind.AllocationReport when m.AllocationReport.Leg == 0 => $"{m.Session} Block {m.AllocationReport.Rejection.Reason}",
        OutboundKind.AllocationReport => $"{m.Session} Leg {m.AllocationReport.Leg}/{m.AllocationReport.Legs} {m.AllocationReport.Account} {m.AllocationReport.Quantity}"
            + (m.AllocationReport.Rejection.IsRejected ? $" {m.AllocationReport.Rejection.Reason}" : ""),
        OutboundKind.VenueOrder => $"V{m.Venue} {m.VenueOrder.Action} {m.VenueOrder.VenueSymbol} r{m.VenueOrder.Revision} {m.VenueOrder.Side} {m.VenueOrder.Quantity}@{m.VenueOrder.Price}",
        OutboundKind.RiskEvent => $"Risk {m.RiskEvent.Type} {m.RiskEvent.Rejection.Reason} {m.RiskEvent.Rejection.Scope}:{m.RiskEvent.Rejection.Key}",
        OutboundKind.MarketStatus => $"Market {m.MarketStatus.Symbol} {m.MarketStatus.State}"
            + (m.MarketStatus.Previous == m.MarketStatus.State ? "" : $" was={m.MarketStatus.Previous}")
            + (m.MarketStatus.IndicativeQuantity.Raw == 0 ? "" : $" {m.MarketStatus.IndicativeQuantity}@{m.MarketStatus.IndicativePrice} surplus={m.MarketStatus.Surplus}")
            + (m.MarketStatus.Rejection.IsRejected ? $" {m.MarketStatus.Rejection.Reason}" : ""),
        OutboundKind.PositionSnapshot => $"Position {m.PositionSnapshot.Account} {m.PositionSnapshot.Symbol} {m.PositionSnapshot.Quantity}@{m.PositionSnapshot.AveragePrice}",
        _ => m.Kind.ToString(),
    };

    static string Line(ushort session, ExecutionReport r)
    {
        var line = $"{session} {r.ExecType} {r.ClOrdId}";
        if (r.OrigClOrdId != default) line += $" orig={r.OrigClOrdId}";
        line += $" {r.OrdStatus} cum={r.CumQuantity} leaves={r.LeavesQuantity}";
        if (r.ExecType == ExecType.Trade) line += $" {r.LastQuantity}@{r.LastPrice} avg={r.AveragePrice} {r.Liquidity}";
        if (r.AllocAccount != default) line += $" alloc={r.AllocAccount}";
        if (r.Rejection.IsRejected) line += $" {r.Rejection.Reason}";
        if (r.Unsolicited) line += " unsolicited";
        return line;
    }
}
