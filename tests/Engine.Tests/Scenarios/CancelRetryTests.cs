using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>Cancels of the gateway's own that a venue refuses or loses: they are sent again, and an operator is called when none has an effect.</summary>
public sealed class CancelRetryTests : IDisposable
{
    const string Refused = "1 Restated b1 New cum=0 leaves=0.5";

    readonly Desk _desk = new();
    readonly long _id;

    public CancelRetryTests()
    {
        _desk.Venue(1, VenueState.Up);
        _desk.Venue(2, VenueState.Up);
        _desk.Quote(1, "59999", "60000");
        _desk.Quote(2, "59998", "60001");
        _id = _desk.Order(1, "b1", Side.Buy, "0.5", "60010", symbol: "BTCUSDT")[0].ExecutionReport.OrderId;
        _desk.Report(2, _id, VenueReportType.Accepted);
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_kills_cancel_that_the_venue_refuses_is_sent_again_with_growing_pauses_and_then_an_operator_is_called()
    {
        Kill();
        for (var (attempt, pause) = (1, Desk.Second); attempt <= 5; attempt++, pause *= 2)
        {
            Assert.Empty(_desk.Report(2, _id, VenueReportType.RequestRejected));
            _desk.Advance(pause / 2);
            Assert.Empty(Tick());
            _desk.Advance(pause / 2);
            Assert.Equal([$"V2 Cancel XBTUSDT r{attempt + 1} Buy 0.5@60010"], Tick());
        }

        Assert.Equal(["Risk Alert CancelFailed Instrument:BTCUSDT", Refused], _desk.Report(2, _id, VenueReportType.RequestRejected).Lines());
        _desk.Advance(1000 * Desk.Second);
        Assert.Empty(Tick());
    }

    [Fact]
    public void One_that_works_at_last_ends_the_order_for_the_kill()
    {
        Kill();
        _desk.Report(2, _id, VenueReportType.RequestRejected);
        _desk.Advance(Desk.Second);
        Assert.Single(Tick());
        Assert.Equal(["1 Canceled b1 Canceled cum=0 leaves=0 KillSwitch unsolicited"], _desk.Report(2, _id, VenueReportType.Canceled).Lines());
        _desk.Advance(100 * Desk.Second);
        Assert.Empty(Tick());
    }

    [Fact]
    public void A_fill_that_was_faster_leaves_nothing_to_be_cancelled()
    {
        Kill();
        _desk.Report(2, _id, VenueReportType.RequestRejected);
        _desk.VenueFill(2, _id, "e1", "0.5", "60000");
        _desk.Advance(100 * Desk.Second);
        Assert.Empty(Tick());
    }

    [Fact]
    public void While_the_venue_is_down_the_cancel_waits_for_it()
    {
        _desk.Venue(2, VenueState.Down);
        Kill();
        _desk.Report(2, _id, VenueReportType.RequestRejected);
        _desk.Advance(1000 * Desk.Second);
        Assert.Empty(Tick());
        Assert.Equal(["V2 Query XBTUSDT r1 Buy 0.5@60010"], _desk.Venue(2, VenueState.Up).Lines());
        Assert.Equal(["V2 Cancel XBTUSDT r2 Buy 0.5@60010"], Tick());
    }

    [Fact]
    public void One_that_gets_lost_again_and_again_is_not_sent_for_ever()
    {
        Kill();
        for (var revision = 1; revision <= 5; revision++)
            Assert.Equal([$"V2 Cancel XBTUSDT r{revision + 1} Buy 0.5@60010"], StillWorks(revision).Lines());
        Assert.Equal(["Risk Alert CancelFailed Instrument:BTCUSDT", Refused], StillWorks(6).Lines());
    }

    [Fact]
    public void A_strategys_own_cancel_is_refused_and_not_tried_again()
    {
        _desk.Cancel(1, "c1", "b1");
        Assert.Equal(["1 CancelReject c1 orig=b1 New VenueRejected"], _desk.Report(2, _id, VenueReportType.RequestRejected).Lines());
        _desk.Advance(100 * Desk.Second);
        Assert.Empty(Tick());
    }

    [Fact]
    public void A_venue_that_fills_more_than_it_was_asked_for_is_told_of_and_claims_nothing()
    {
        Assert.Equal(["Risk Alert ReconMismatch Instrument:BTCUSDT", "1 Trade b1 Filled cum=0.7 leaves=0 0.7@60000 avg=60000 Taker"],
            _desk.VenueFill(2, _id, "e1", "0.7", "60000").Lines());
        Assert.All(_desk.Engine.Balances(), balance => Assert.Equal(Money.Zero, balance.Reserved));
    }

    [Fact]
    public void A_child_filled_beyond_its_quantity_takes_nothing_from_the_others()
    {
        var said = _desk.Order(1, "g1", Side.Buy, "1", "60010", symbol: "BTCUSDT", account: "G1");
        long[] children = [.. said.Where(message => message.Kind == OutboundKind.VenueOrder).Select(message => message.VenueOrder.OrderId)];
        Assert.Equal("1 Trade g1 PartiallyFilled cum=0.9 leaves=0.1 0.9@60000 avg=60000 Taker alloc=A1", _desk.VenueFill(2, children[0], "e1", "0.9", "60000").Lines()[^1]);
        Assert.Equal("1 Trade g1 Filled cum=1.4 leaves=0 0.5@60000 avg=60000 Taker alloc=A2", _desk.VenueFill(2, children[1], "e2", "0.5", "60000").Lines()[^1]);
        Assert.Equal("1 Trade g1 Filled cum=1.6 leaves=0 0.2@60000 avg=60000 Taker alloc=A3", _desk.VenueFill(2, children[2], "e3", "0.2", "60000").Lines()[^1]);
        Assert.DoesNotContain(_desk.Engine.OpenOrders(), order => order.ClOrdId == Text64.From("g1"));
    }

    // Positions are told of from time to time, whatever happens.
    string[] Tick() => [.. _desk.Tick().Where(message => message.Kind is OutboundKind.VenueOrder or OutboundKind.RiskEvent).ToArray().Lines()];

    void Kill() => _desk.State(ScopeKind.Firm, "", TradingState.Halted, cancel: true);

    Outbound[] StillWorks(int revision) => _desk.Report(2, _id, VenueReportType.Accepted, (ref Inbound message) => message.VenueReport.Revision = revision);
}
