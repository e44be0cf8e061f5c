using Gateway.Messages;

namespace Gateway.Cli;

/// <summary>A request that would have been answered otherwise.</summary>
/// <param name="Sequence">Its inbound sequence.</param>
/// <param name="Time">When it came.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="ClOrdId">Its ClOrdID.</param>
/// <param name="Symbol">Its instrument.</param>
/// <param name="Recorded">What was said to it.</param>
/// <param name="Supposed">What would have been said.</param>
sealed record WhatIfDifference(long Sequence, Timestamp Time, InboundKind Kind, string ClOrdId, string Symbol, string Recorded, string Supposed)
{
    internal static WhatIfDifference? Of(in Inbound cause, List<Outbound> recorded, List<Outbound> supposed, Dictionary<ushort, string> venues)
    {
        var (was, would) = (Outcome(in cause, recorded, venues), Outcome(in cause, supposed, venues));
        if (was == would) return null;
        var (id, symbol) = cause.Kind switch
        {
            InboundKind.NewOrder => (cause.NewOrder.ClOrdId, cause.NewOrder.Symbol),
            InboundKind.CancelOrder => (cause.CancelOrder.ClOrdId, cause.CancelOrder.Symbol),
            _ => (cause.ReplaceOrder.ClOrdId, cause.ReplaceOrder.Symbol),
        };
        return new(cause.Sequence, cause.Time, cause.Kind, id.ToString(), symbol.ToString(), was, would);
    }

    /// <summary>What the session hears of its own order, in short: states, reasons, fills, and where it is sent.</summary>
    static string Outcome(in Inbound cause, List<Outbound> said, Dictionary<ushort, string> venues)
    {
        var parts = new List<string>();
        foreach (var message in said)
        {
            var part = message.Kind switch
            {
                OutboundKind.ExecutionReport when message.Session == cause.Session && IsOf(in message.ExecutionReport, in cause) => Of(in message.ExecutionReport),
                OutboundKind.CancelReject when message.Session == cause.Session => $"refused {message.CancelReject.Rejection.Reason.Words().Code}",
                OutboundKind.VenueOrder => $"{message.VenueOrder.Action} at {venues.GetValueOrDefault(message.Venue, $"venue {message.Venue}")}",
                _ => null,
            };
            if (part is not null) parts.Add(part);
        }

        return parts.Count == 0 ? "nothing" : string.Join(", ", parts);
    }

    static bool IsOf(in ExecutionReport report, in Inbound cause) => cause.Kind switch
    {
        InboundKind.NewOrder => report.ClOrdId == cause.NewOrder.ClOrdId,
        InboundKind.CancelOrder => report.ClOrdId == cause.CancelOrder.ClOrdId || report.ClOrdId == cause.CancelOrder.OrigClOrdId,
        _ => report.ClOrdId == cause.ReplaceOrder.ClOrdId,
    };

    static string Of(in ExecutionReport report)
        => report.Rejection.IsRejected ? $"{report.ExecType} {report.Rejection.Reason.Words().Code}"
            : report.ExecType == ExecType.Trade ? $"Trade {report.LastQuantity} at {report.LastPrice}" : report.ExecType.ToString();
}

/// <summary>A flow in numbers.</summary>
sealed class FlowTotals
{
    /// <summary>New orders accepted.</summary>
    public long Accepted { get; private set; }

    /// <summary>New orders refused.</summary>
    public long Rejected { get; private set; }

    /// <summary>Cancels and replaces refused.</summary>
    public long CancelsRejected { get; private set; }

    /// <summary>Reports of fills.</summary>
    public long Fills { get; private set; }

    /// <summary>Requests to exchanges.</summary>
    public long VenueRequests { get; private set; }

    /// <summary>Refusals by reason.</summary>
    public SortedDictionary<string, long> Reasons { get; } = new(StringComparer.Ordinal);

    internal void Add(List<Outbound> said)
    {
        foreach (var message in said)
        {
            if (message.Kind == OutboundKind.ExecutionReport) Add(in message.ExecutionReport);
            if (message.Kind == OutboundKind.CancelReject) CancelsRejected++;
            if (message.Kind == OutboundKind.VenueOrder) VenueRequests++;
        }
    }

    void Add(in ExecutionReport report)
    {
        switch (report.ExecType)
        {
            case ExecType.New: Accepted++; break;
            case ExecType.Trade: Fills++; break;
            case ExecType.Rejected:
                Rejected++;
                var code = report.Rejection.Reason.Words().Code;
                Reasons[code] = Reasons.GetValueOrDefault(code) + 1;
                break;
        }
    }
}
