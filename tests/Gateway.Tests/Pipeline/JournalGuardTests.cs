using Gateway.Journal;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.RingPipeline;
using Gateway.Strategies;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Pipeline;

public sealed class JournalGuardTests
{
    readonly RingBuffer<Inbound> _ring = new(2, ProducerType.Multi);
    readonly EventPoller<Inbound> _poller;
    readonly RefusalThrottle _throttle = new(() => 1 << 20, () => 1);
    JournalHealth _health;

    public JournalGuardTests() => _poller = _ring.NewPoller();

    [Fact]
    public void A_journal_without_its_next_segment_stops_orders_once_and_lets_them_in_again()
    {
        using var guard = new JournalGuard(() => (_health, "No space left on device"), _ring, _throttle, NullLogger.Instance);
        guard.Look();
        Assert.Empty(Published());
        _health = JournalHealth.ReserveOnly;
        guard.Look();
        guard.Look();
        var stopped = Assert.Single(Published());
        Assert.Equal((ScopeKind.Firm, TradingState.CancelOnly), (stopped.Scope, stopped.State));
        Assert.Equal("No space left on device", stopped.Why.ToString());
        _health = JournalHealth.Writable;
        guard.Look();
        Assert.Equal(TradingState.Active, Assert.Single(Published()).State);
    }

    [Fact]
    public void A_full_ring_is_tried_again()
    {
        using var guard = new JournalGuard(() => (JournalHealth.ReserveOnly, "full"), _ring, _throttle, NullLogger.Instance);
        while (_ring.TryPublish(new Inbound { Kind = InboundKind.ClockTick }))
        {
        }

        guard.Look();
        Assert.Empty(Published());
        guard.Look();
        Assert.Single(Published());
    }

    List<TradingStateSet> Published()
    {
        var found = new List<TradingStateSet>();
        var last = _poller.Available();
        for (var sequence = _poller.Next; sequence <= last; sequence++)
            if (_poller[sequence].Kind == InboundKind.TradingStateSet) found.Add(_poller[sequence].TradingStateSet);
        _poller.Release(last);
        return found;
    }
}
