using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>Rules over exchanges: a way that fails one is passed over; when none is left, the first failure is the answer.</summary>
public sealed class VenueRuleTests : RuleDesk
{
    public VenueRuleTests()
    {
        Floor.Venue(1, VenueState.Up);
        Floor.Venue(2, VenueState.Up);
        Floor.Quote(1, "59990", "60010");
        Floor.Quote(2, "59990", "60010");
    }

    Rejection Buy(RejectReason reason, TimeInForce tif = TimeInForce.Day, string price = "60010", string quantity = "0.1")
        => Try(reason, quantity: quantity, price: price, symbol: "BTCUSDT", tif: tif);

    long LastOrder => Floor.Engine.OpenOrders()[^1].OrderId;

    void BothVenues(int rule, string value = "0", string value2 = "0", long window = 0) => Floor.Limit(rule, ScopeKind.Venue, "", value, value2, window);

    [Fact]
    public void R032_the_budget_keeps_requests_for_cancels()
    {
        Floor.Venue(1, VenueState.Down);
        BothVenues(32, "5", "2", 60 * Desk.Second);
        for (var i = 0; i < 3; i++)
        {
            Buy(RejectReason.None);
            Floor.Report(2, LastOrder, VenueReportType.Accepted);
        }

        Assert.Equal((ScopeKind.Venue, "V2"), Buy(RejectReason.VenueRateLimit) is var no ? (no.Scope, no.Key.ToString()) : default);
        Assert.Equal(RejectReason.VenueRateLimit, Floor.Replace(1, "r", "n1", "0.2", "60010")[0].CancelReject.Rejection.Reason);
        Assert.Contains(Floor.Cancel(1, "c", "n1"), m => m.Kind == OutboundKind.VenueOrder && m.VenueOrder.Action == VenueAction.Cancel);
        Floor.Advance(60 * Desk.Second);
        Buy(RejectReason.None);
    }

    [Fact]
    public void R030_R036_a_venue_that_is_full_is_passed_over()
    {
        Floor.Limit(36, ScopeKind.Venue, "V2", "1");
        Floor.Limit(36, ScopeKind.Venue, "V1", "1");
        Buy(RejectReason.None);
        Assert.Equal(2, Floor.Engine.OpenOrders()[^1].Venue);
        Buy(RejectReason.None);
        Assert.Equal(1, Floor.Engine.OpenOrders()[^1].Venue);
        Buy(RejectReason.MaxOpenOrders);
        Floor.Report(2, Floor.Engine.OpenOrders()[0].OrderId, VenueReportType.Rejected);
        Buy(RejectReason.None);
    }

    [Fact]
    public void R090_lost_credentials_stop_a_venue_until_it_lets_trade_again()
    {
        Floor.Limit(90, ScopeKind.Venue, "V2", "1");
        Floor.Venue(1, VenueState.Down);
        Buy(RejectReason.None);
        Floor.Report(2, LastOrder, VenueReportType.Accepted);
        void Change(VenueState state, bool lost) => Floor.Tell(InboundKind.VenueStateChanged, (ref Inbound m) => m.VenueStateChanged = new() { State = state, AuthLost = lost }, venue: 2);
        Change(VenueState.Up, true);
        Assert.Contains(Floor.Said, m => m.Kind == OutboundKind.VenueOrder && m.VenueOrder.Action == VenueAction.Cancel);
        Assert.NotNull(EventOf(Floor.Said, RiskEventType.StateChanged, RejectReason.VenueAuthLost));
        Buy(RejectReason.VenueAuthLost);
        Change(VenueState.Up, false);
        Buy(RejectReason.None);
    }

    [Fact]
    public void R090_of_an_account_closes_what_it_can_and_stops_it_until_every_venue_lets_trade_again()
    {
        Floor.Limit(90, ScopeKind.Account, "A1", "1");
        Trade(Side.Buy, "10", "100");
        Floor.Order(2, NextId(), Side.Buy, "20", "99");
        void Change(ushort venue, bool lost) => Floor.Tell(InboundKind.VenueStateChanged, (ref Inbound m) => m.VenueStateChanged = new() { State = VenueState.Up, AuthLost = lost }, venue: venue);
        Change(2, true);
        Assert.Contains("Risk EnforcementDone VenueAuthLost Account:A1", Floor.Said.Lines());
        Try(RejectReason.VenueAuthLost);
        Try(RejectReason.None, session: 3);
        Change(1, true);
        Change(2, false);
        Try(RejectReason.VenueAuthLost);
        Change(1, false);
        Try(RejectReason.None);
    }

    [Fact]
    public void R090_without_the_option_only_an_operator_unlocks()
    {
        Floor.Limit(90, ScopeKind.Venue, "V2");
        Floor.Venue(1, VenueState.Down);
        Floor.Tell(InboundKind.VenueStateChanged, static (ref Inbound m) => m.VenueStateChanged = new() { State = VenueState.Up, AuthLost = true }, venue: 2);
        Floor.Venue(2, VenueState.Up);
        Buy(RejectReason.VenueAuthLost);
        Floor.State(ScopeKind.Venue, "V2", TradingState.Active);
        Buy(RejectReason.None);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void R092_silence_with_orders_open_cancels_them(long beyond, bool silent)
    {
        Floor.Venue(1, VenueState.Down);
        BothVenues(92, window: 30 * Desk.Second);
        Buy(RejectReason.None);
        Floor.Report(2, LastOrder, VenueReportType.Accepted);
        Floor.Advance(30 * Desk.Second + beyond - 1);
        var said = Floor.Tick();
        Assert.Equal(silent, said.Any(m => m.Kind == OutboundKind.VenueOrder && m.VenueOrder.Action == VenueAction.Cancel));
        if (!silent) return;
        Buy(RejectReason.HeartbeatLost);
        Floor.Quote(2, "59990", "60010");
        Buy(RejectReason.None);
    }

    [Theory]
    [InlineData(-1, RejectReason.None)]
    [InlineData(0, RejectReason.None)]
    [InlineData(1, RejectReason.MarketDataStale)]
    public void R093_what_takes_at_once_needs_a_young_quote(long beyond, RejectReason reason)
    {
        Floor.Limit(93, ScopeKind.Instrument, "BTCUSDT", window: 5 * Desk.Second);
        Floor.Quote(1, "59990", "60010");
        Floor.Advance(5 * Desk.Second + beyond - 1);
        Buy(reason, TimeInForce.ImmediateOrCancel);
        if (reason == RejectReason.None) Assert.Equal(1, Floor.Engine.OpenOrders()[^1].Venue); // The other venue's quote is too old.
        Buy(RejectReason.None, price: "59000"); // Rests.
    }

    [Fact]
    public void R094_a_venue_that_refuses_too_often_is_passed_over_for_a_while()
    {
        BothVenues(94, "2", window: 10 * Desk.Second);
        for (var i = 0; i < 2; i++)
        {
            Buy(RejectReason.None);
            Assert.Equal(2, Floor.Engine.OpenOrders()[^1].Venue);
            Floor.Report(2, LastOrder, VenueReportType.Rejected);
        }

        Buy(RejectReason.None);
        Assert.Equal(1, Floor.Engine.OpenOrders()[^1].Venue);
        Floor.Advance(10 * Desk.Second);
        Buy(RejectReason.None);
        Assert.Equal(2, Floor.Engine.OpenOrders()[^1].Venue);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("2", 1)]
    [InlineData("3", 2)]
    public void R094_as_many_refusals_as_the_limit_are_too_many(string limit, int venue)
    {
        BothVenues(94, limit, window: 10 * Desk.Second);
        for (var i = 0; i < 2; i++)
        {
            Buy(RejectReason.None);
            if (Floor.Engine.OpenOrders()[^1].Venue == 2) Floor.Report(2, LastOrder, VenueReportType.Rejected);
        }

        Buy(RejectReason.None);
        Assert.Equal(venue, Floor.Engine.OpenOrders()[^1].Venue);
    }

    [Theory]
    [InlineData("0.1", true)]
    [InlineData("0.09999", true)]
    [InlineData("0.10001", false)]
    public void R096_a_difference_beyond_the_tolerance_leaves_reducing_only(string filled, bool passes)
    {
        Floor.Limit(96, ScopeKind.Account, "A1", "0");
        Buy(RejectReason.None);
        Floor.VenueFill(2, LastOrder, "e1", filled, "60010");
        Buy(passes ? RejectReason.None : RejectReason.ReconMismatch);
        if (passes) return;
        Try(RejectReason.None, Side.Sell, "0.05", "60020", symbol: "BTCUSDT");
        Floor.State(ScopeKind.Account, "A1", TradingState.Active);
        Buy(RejectReason.None);
    }

    [Fact]
    public void R077_a_storm_of_refusals_stops_strategy_and_venue()
    {
        Floor.Limit(77, ScopeKind.Strategy, "X", value2: "3", window: 10 * Desk.Second);
        Try(RejectReason.PriceIncrement, price: "10.001", strategy: "X");
        Try(RejectReason.None, strategy: "X", tif: TimeInForce.ImmediateOrCancel);
        Floor.Limit(20, ScopeKind.Firm, "", "5");
        for (var i = 0; i < 2; i++) Try(RejectReason.QuantityExceedsMaximum, quantity: "6", strategy: "X");
        Try(RejectReason.RejectStorm, strategy: "X");
        Try(RejectReason.None, strategy: "Y");
        Floor.State(ScopeKind.Strategy, "X", TradingState.Active);
        Try(RejectReason.None, strategy: "X");
    }
}
