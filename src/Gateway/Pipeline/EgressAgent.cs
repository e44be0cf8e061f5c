using Gateway.Messages;
using Gateway.Ops;
using Gateway.RingPipeline;
using Gateway.Strategies;
using Gateway.Venues;

namespace Gateway.Pipeline;

/// <summary>
/// Takes results from the outbound ring to where they leave: reports to the strategies' sessions, requests to the exchanges'
/// adapters. Runs on the thread that owns the FIX sessions.
/// </summary>
sealed class EgressAgent : IAgent
{
    const int BatchMax = 1024;

    // A look at the clock takes as long as to note what it says: so many results share one.
    const int TimedTogether = 8;

    readonly EventPoller<Outbound> _outbound;
    readonly StrategyEgress _strategies;
    readonly IVenueAdapter?[] _venues;
    readonly LatencyStages _latency;
    readonly GatewayClock _clock;
    readonly Func<long> _committed;

    /// <param name="outbound">This agent's consumer of the outbound ring.</param>
    /// <param name="strategies">The FIX sessions.</param>
    /// <param name="venues">Adapters by venue number.</param>
    /// <param name="latency">Records how long results took.</param>
    /// <param name="clock">Tells when a result has left.</param>
    /// <param name="committed">The last inbound sequence that is as durable as configured: no effect of a later one may leave.</param>
    internal EgressAgent(
        EventPoller<Outbound> outbound, StrategyEgress strategies, IVenueAdapter?[] venues, LatencyStages latency, GatewayClock clock, Func<long> committed)
        => (_outbound, _strategies, _venues, _latency, _clock, _committed) = (outbound, strategies, venues, latency, clock, committed);

    /// <inheritdoc/>
    public string Name => "egress";

    /// <summary>Takes what operators hear of.</summary>
    internal OperatorDesk? Operators { get; set; }

    /// <summary>Whether a result waits that may leave now.</summary>
    internal bool HasWork => _outbound.Available() >= _outbound.Next && _outbound[_outbound.Next].Cause <= _committed();

    /// <inheritdoc/>
    public int DoWork()
    {
        var first = _outbound.Next;
        var last = Math.Min(_outbound.Available(), first + BatchMax - 1);
        if (last < first) return 0;
        var committed = _committed();
        var sequence = first;
        while (sequence <= last && _outbound[sequence].Cause <= committed)
            sequence = SendSome(sequence, Math.Min(last, sequence + TimedTogether - 1), committed);
        if (sequence > first) _outbound.Release(sequence - 1);
        return (int)(sequence - first);
    }

    /// <summary>Returns the sequence behind the last one that has left.</summary>
    long SendSome(long first, long last, long committed)
    {
        var next = first;
        for (; next <= last && _outbound[next].Cause <= committed; next++) Send(in _outbound[next]);
        var now = _clock.MonotonicNanos;
        for (var sent = first; sent < next; sent++)
            if (_outbound[sent].Trace.Received != 0) _latency.Record(in _outbound[sent], now);
        return next;
    }

    void Send(in Outbound outbound)
    {
        if (outbound.Kind == OutboundKind.VenueOrder) _venues[outbound.Venue]?.Submit(in outbound);
        _strategies.Send(in outbound);
        if (outbound.Kind >= OutboundKind.RiskEvent) Operators?.Take(in outbound);
    }
}
