using System.Globalization;
using Gateway.Journal.Export;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Cli;

/// <summary>
/// <c>replay --explain</c>: all that happened to an order, as the replay leads through it: what came in, what was said to it and why, and how
/// long each step took.
/// </summary>
sealed class OrderStory : ReplayObserver
{
    readonly MessageFilter _filter;
    readonly JournalMessage _message = new();
    readonly HashSet<long> _correlations = [];
    readonly Dictionary<(ushort Venue, long OrderId), Timestamp> _asked = [];
    readonly HashSet<long> _orders = [];
    Inbound _cause;
    bool _told;
    Timestamp _begin;
    Outbound _trade;

    /// <param name="order">The order, in one way of naming it.</param>
    internal OrderStory(OrderName order) => (Order, _filter) = (order, new MessageFilter { Order = order });

    /// <summary>Whose story it is.</summary>
    internal OrderName Order { get; }

    /// <summary>Numbers of the FIX sessions that the lines name.</summary>
    internal SortedSet<ushort> Sessions { get; } = [];

    /// <summary>Numbers of the exchanges that the lines name.</summary>
    internal SortedSet<ushort> Venues { get; } = [];

    /// <summary>The lines, in order.</summary>
    internal List<StoryLine> Lines { get; } = [];

    /// <summary>OrderIDs that the story is about: the order, or a parent and its children.</summary>
    internal IReadOnlyCollection<long> OrderIds => _orders;

    /// <inheritdoc/>
    internal override void OnInbound(in Inbound inbound)
    {
        _cause = inbound;
        _told = false;
        _trade = default;
        _message.Set(in inbound);
        var isOfOrder = inbound.Kind == InboundKind.VenueReport ? _orders.Contains(inbound.VenueReport.OrderId) : inbound.Kind != InboundKind.None && _filter.Matches(_message);
        if (isOfOrder) TellCause();
    }

    /// <inheritdoc/>
    internal override void OnOutbound(in Outbound outbound)
    {
        if (outbound.Kind == OutboundKind.ExecutionReport && outbound.ExecutionReport.ExecType == ExecType.Trade) _trade = outbound;
        if (outbound.Correlation == 0 || outbound.Kind == OutboundKind.RiskEvent && !_told) return;
        _message.Set(in outbound);
        if (!_correlations.Contains(outbound.Correlation) && !(outbound.Kind != OutboundKind.RiskEvent && _filter.Matches(_message))) return;
        if (outbound.Kind != OutboundKind.RiskEvent) _correlations.Add(outbound.Correlation);
        Note(in outbound);
        TellCause();
        Add(outbound.Session, outbound.Venue, new(outbound.Time, Since(outbound.Time), "out", outbound.Sequence, LineWriter.Of(in outbound), Trigger(in outbound) ?? Reason(in outbound), null));
    }

    void TellCause()
    {
        if (_told) return;
        _told = true;
        if (_begin.Nanos == 0) _begin = _cause.Time;
        Add(_cause.Session, _cause.Venue, new(_cause.Time, Since(_cause.Time), "in", _cause.Sequence, LineWriter.Of(in _cause), null, Latency()));
    }

    void Add(ushort session, ushort venue, StoryLine line)
    {
        if (session != 0) Sessions.Add(session);
        if (venue != 0) Venues.Add(venue);
        Lines.Add(line);
    }

    void Note(in Outbound outbound)
    {
        if (outbound.Kind == OutboundKind.ExecutionReport && outbound.ExecutionReport.OrderId != 0) _orders.Add(outbound.ExecutionReport.OrderId);
        if (outbound.Kind == OutboundKind.AllocationReport && outbound.AllocationReport.ChildOrderId != 0) _orders.Add(outbound.AllocationReport.ChildOrderId);
        if (outbound.Kind != OutboundKind.VenueOrder) return;
        _orders.Add(outbound.VenueOrder.OrderId);
        _asked[(outbound.Venue, outbound.VenueOrder.OrderId)] = outbound.Time;
    }

    double Since(Timestamp time) => (time.Nanos - _begin.Nanos) / 1e9;

    // What the journal knows of latency: the strategy's own clock to our stamp, and our request to the exchange's answer.
    string? Latency()
    {
        if (_cause.SendingTime.Nanos != 0)
            return string.Create(CultureInfo.InvariantCulture, $"{(_cause.Time.Nanos - _cause.SendingTime.Nanos) / 1e3:N1} us after the strategy's SendingTime (its clock)");
        return _cause.Kind == InboundKind.VenueReport && _asked.TryGetValue((_cause.Venue, _cause.VenueReport.OrderId), out var asked)
            ? string.Create(CultureInfo.InvariantCulture, $"{(_cause.Time.Nanos - asked.Nanos) / 1e3:N1} us after the last request to the exchange") : null;
    }

    /// <summary>What has triggered a stop order: the trade just before, or a quote.</summary>
    string? Trigger(in Outbound outbound)
    {
        if (outbound.Kind != OutboundKind.ExecutionReport || outbound.ExecutionReport.ExecType != ExecType.Triggered) return null;
        ref readonly var report = ref outbound.ExecutionReport;
        var isByTrade = _trade.ExecutionReport.Symbol == report.Symbol;
        return $"TRIGGERED: stopPrice={report.StopPrice} reached by {(isByTrade ? $"a trade at {_trade.ExecutionReport.LastPrice}" : "the market")}";
    }

    static string? Reason(in Outbound outbound)
    {
        var rejection = outbound.Kind switch
        {
            OutboundKind.ExecutionReport => outbound.ExecutionReport.Rejection,
            OutboundKind.CancelReject => outbound.CancelReject.Rejection,
            OutboundKind.AllocationReport => outbound.AllocationReport.Rejection,
            OutboundKind.RiskEvent => outbound.RiskEvent.Rejection,
            _ => default,
        };
        if (rejection.Reason == RejectReason.None) return null;
        Span<byte> text = stackalloc byte[Strategies.RejectText.LengthMax];
        return System.Text.Encoding.ASCII.GetString(text[..Strategies.RejectText.Write(in rejection, default, text)]);
    }
}

/// <summary>A step of an order's story.</summary>
/// <param name="Time">When.</param>
/// <param name="Seconds">Since the story began.</param>
/// <param name="Direction"><c>in</c>: what happened; <c>out</c>: what the gateway said to it.</param>
/// <param name="Sequence">Place in the inbound or outbound log.</param>
/// <param name="Message">The message's fields.</param>
/// <param name="Reason">Why it was refused or cancelled, with limit, observed value and scope; null when it was not.</param>
/// <param name="Latency">What is known of the time before it; null when nothing is.</param>
sealed record StoryLine(Timestamp Time, double Seconds, string Direction, long Sequence, string Message, string? Reason, string? Latency);
