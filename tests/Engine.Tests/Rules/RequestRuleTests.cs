using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>Rules over single requests and their number, one below, at and one above.</summary>
public sealed class RequestRuleTests : RuleDesk
{
    [Fact]
    public void R004_a_disabled_strategy_sends_nothing_but_may_cancel()
    {
        Floor.Order(1, "w", Side.Buy, "1", "9", strategy: "X");
        Floor.Switch("X", "A1", false);
        Assert.Equal((ScopeKind.Strategy, "X"), Try(RejectReason.StrategyDisabled, strategy: "X") is var no ? (no.Scope, no.Key.ToString()) : default);
        Assert.EndsWith("StrategyDisabled", Floor.Replace(1, "r", "w", "2", "9").Lines()[0], StringComparison.Ordinal);
        Assert.Equal(ExecType.Canceled, Floor.Cancel(1, "c", "w")[0].ExecutionReport.ExecType);
        Try(RejectReason.None, strategy: "X", session: 2);
        Floor.Switch("X", "A1", true);
        Try(RejectReason.None, strategy: "X");
    }

    [Fact]
    public void R004_where_asked_for_only_enabled_pairs_trade()
    {
        Floor.Limit(4, ScopeKind.Account, "A1");
        Try(RejectReason.StrategyDisabled);
        Try(RejectReason.StrategyDisabled, strategy: "X");
        Floor.Switch("X", "", true);
        Try(RejectReason.None, strategy: "X");
        Floor.Switch("X", "A1", false); // The pair's own word counts before the strategy's.
        Try(RejectReason.StrategyDisabled, strategy: "X");
        Try(RejectReason.None, strategy: "Y", session: 2);
        Assert.Equal(RiskEventType.StateRefused, Floor.Switch("X", "A9", true)[^1].RiskEvent.Type);
    }

    [Theory]
    [InlineData(Side.Buy, "111.97", RejectReason.None)]
    [InlineData(Side.Buy, "111.98", RejectReason.None)]
    [InlineData(Side.Buy, "111.99", RejectReason.PriceCollarWindow)]
    [InlineData(Side.Sell, "91.63", RejectReason.None)]
    [InlineData(Side.Sell, "91.62", RejectReason.None)]
    [InlineData(Side.Sell, "91.61", RejectReason.PriceCollarWindow)]
    public void R023_the_average_of_the_window_moves_slower_than_the_last_trade(Side side, string price, RejectReason reason)
    {
        Floor.Limit(23, ScopeKind.Instrument, "AAPL", "10", window: 10 * Desk.Second);
        Floor.Instrument("AAPL", reference: "100");
        Trade(Side.Buy, "1", "100");
        Floor.Advance(2 * Desk.Second);
        Trade(Side.Buy, "1", "109"); // The average begins to follow: 2 of 10 seconds later it is 101.8.
        Floor.Advance(2 * Desk.Second - 1);
        Try(reason, side, price: price);
        if (reason != RejectReason.None) Assert.NotNull(EventOf(Floor.Said, RiskEventType.Alert, reason));
    }

    [Theory]
    [InlineData("119.99", RejectReason.None)]
    [InlineData("120", RejectReason.None)]
    [InlineData("120.01", RejectReason.PercentPrice)]
    [InlineData("80.01", RejectReason.None)]
    [InlineData("80", RejectReason.None)]
    [InlineData("79.99", RejectReason.PercentPrice)]
    public void R024_the_venues_band_counts_on_both_sides(string price, RejectReason reason)
    {
        Floor.Instrument("AAPL", reference: "100");
        Floor.Order(1, "w", Side.Buy, "1", "100");
        Floor.Limit(24, ScopeKind.Instrument, "AAPL", "1.2", "0.8");
        Try(reason, price: price);
        var said = Floor.Replace(1, "r", "w", "1", price)[0];
        Assert.Equal(reason, said.Kind == OutboundKind.CancelReject ? said.CancelReject.Rejection.Reason : RejectReason.None);
        Try(RejectReason.ReferencePriceStale, symbol: "MSFT", price: price, session: Given(24, "MSFT"));
    }

    ushort Given(int rule, string symbol)
    {
        Floor.Limit(rule, ScopeKind.Instrument, symbol, "1.2", "0.8");
        return 1;
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("1", 1)]
    [InlineData("2", 2)]
    public void R035_equal_orders_in_a_row(string value, int allowed)
    {
        Floor.Limit(35, ScopeKind.Account, "A1", value, window: Desk.Second);
        for (var i = 0; i < allowed; i++) Try(RejectReason.None);
        Assert.Equal(allowed + 1, Try(RejectReason.DuplicateOrder).Observed);
        Try(RejectReason.None, price: "10.01");
        Try(RejectReason.None, quantity: "2");
        Try(RejectReason.None, Side.Sell, price: "20");
        Try(RejectReason.None, symbol: "MSFT");
        Try(RejectReason.None, session: 2);
        Floor.Advance(Desk.Second);
        Try(RejectReason.None);
    }

    [Fact]
    public void R035_a_session_that_needs_equal_orders_says_so()
    {
        Floor.Limit(35, ScopeKind.Firm, "", "1", window: Desk.Second);
        Floor.Limit(35, ScopeKind.Session, "STRAT1", value2: "1");
        Try(RejectReason.None);
        Try(RejectReason.None);
        Try(RejectReason.None, session: 2);
        Try(RejectReason.DuplicateOrder, session: 2);
    }

    [Fact]
    public void R038_replaces_wait_when_there_are_too_many_for_each_order()
    {
        Floor.Limit(38, ScopeKind.Account, "A1", "2", "3", window: 60 * Desk.Second);
        Floor.Order(1, "a0", Side.Buy, "9", "10");
        for (var i = 1; i <= 3; i++) Assert.Equal(ExecType.Replaced, Floor.Replace(1, $"a{i}", $"a{i - 1}", $"{9 + i}", "10")[0].ExecutionReport.ExecType);
        var said = Floor.Replace(1, "a4", "a3", "20", "10")[0].CancelReject;
        Assert.Equal((RejectReason.OperationRatio, 2L, 4L), (said.Rejection.Reason, said.Rejection.Limit, said.Rejection.Observed));
        Assert.Equal(ExecType.Canceled, Floor.Cancel(1, "c", "a3")[0].ExecutionReport.ExecType); // A cancel always passes.
        Try(RejectReason.None);
    }

    [Theory]
    [InlineData(-1, RejectReason.OutsideSession)]
    [InlineData(0, RejectReason.None)]
    [InlineData(99, RejectReason.None)]
    [InlineData(100, RejectReason.OutsideSession)]
    public void R043_only_between_open_and_close(long at, RejectReason reason)
    {
        var opens = Floor.Time + 1_000_000;
        Floor.Order(1, "w", Side.Buy, "1", "9");
        Floor.Limit(43, ScopeKind.Instrument, "AAPL");
        Try(RejectReason.OutsideSession); // An unknown calendar is a closed one.
        Floor.Schedule(ScopeKind.Firm, "", opens: opens, closes: opens + 100);
        Floor.Advance(opens + at - Floor.Time - 1);
        Try(reason);
        Try(RejectReason.None, symbol: "MSFT");
        Assert.Equal(ExecType.Canceled, Floor.Cancel(1, "c", "w")[0].ExecutionReport.ExecType);
    }

    [Fact]
    public void R043_the_end_cancels_what_works_once()
    {
        Floor.Limit(43, ScopeKind.Account, "A1");
        Floor.Schedule(ScopeKind.Account, "A1", opens: Floor.Time, closes: Floor.Time + 10 * Desk.Second);
        Tick();
        Try(RejectReason.None);
        Floor.Order(2, "other", Side.Buy, "1", "9");
        var said = Tick(10 * Desk.Second);
        Assert.Equal(["1 Canceled n1 Canceled cum=0 leaves=0 OutsideSession unsolicited"], said.Lines().Where(line => line.Contains("Canceled", StringComparison.Ordinal)));
        Assert.Empty(Tick());
        Assert.Single(Floor.Engine.OpenOrders());
    }

    [Theory]
    [InlineData(-1, RejectReason.None)]
    [InlineData(0, RejectReason.SquareOff)]
    [InlineData(1, RejectReason.SquareOff)]
    public void R044_before_the_close_only_reducing(long at, RejectReason reason)
    {
        Trade(Side.Buy, "5", "10");
        var closes = Floor.Time + 100 * Desk.Second;
        Floor.Limit(44, ScopeKind.Account, "A1", "30", window: 60 * Desk.Second);
        Floor.Schedule(ScopeKind.Firm, "", opens: 1, closes: closes);
        Floor.Advance(closes - 60 * Desk.Second + at - Floor.Time - 1);
        Try(reason);
        Try(RejectReason.None, Side.Sell, "4", "20");
        if (reason == RejectReason.None) return;
        Assert.Null(EventOf(Floor.Tick(), RiskEventType.Alert, RejectReason.SquareOff));
        Floor.Advance(closes - 30 * Desk.Second - Floor.Time);
        Assert.Contains(Floor.Tick().Lines(), line => line.Contains("Canceled", StringComparison.Ordinal) && line.EndsWith("SquareOff unsolicited", StringComparison.Ordinal));
    }

    [Fact]
    public void R031_messages_for_each_trade_count_above_a_floor()
    {
        Floor.Limit(31, ScopeKind.Account, "A1", "100", "2", value3: "3");
        for (var i = 0; i < 3; i++) Try(RejectReason.None);
        Assert.Equal((3L, 4L), Try(RejectReason.MessageLimit) is var no ? (no.Limit, no.Observed) : default);
    }

    [Fact]
    public void R031_warns_at_four_fifths()
    {
        Floor.Limit(31, ScopeKind.Account, "A1", "5");
        for (var i = 1; i <= 5; i++)
        {
            Try(RejectReason.None);
            Assert.Equal(i >= 4 ? 1 : 0, Floor.Said.Count(m => m.Kind == OutboundKind.RiskEvent && m.RiskEvent.Type == RiskEventType.Alert));
        }

        Try(RejectReason.MessageLimit);
    }

    [Theory]
    [InlineData("9", RejectReason.None)]
    [InlineData("10", RejectReason.None)]
    [InlineData("11", RejectReason.QuantityExceedsMaximum)]
    public void A_group_has_limits_for_its_orders_as_a_whole(string quantity, RejectReason reason)
    {
        Floor.Limit(20, ScopeKind.Group, "G1", "10");
        Try(reason, quantity: quantity, account: "G1");
        Try(RejectReason.None, quantity: "11", account: "A1");
    }

    [Fact]
    public void A_group_has_limits_for_what_its_parts_hold_and_have_open()
    {
        Floor.Limit(53, ScopeKind.Group, "G1", "200");
        Try(RejectReason.None, quantity: "10", account: "G1");
        Floor.Order(3, NextId(), Side.Sell, "10", "10", account: "A4");
        Try(RejectReason.None, quantity: "10", account: "G1");
        Try(RejectReason.AllocationLeg, quantity: "10", account: "G1");
        Try(RejectReason.None, quantity: "10", account: "A1"); // Not a part of the group's orders.
    }

    [Fact]
    public void A_restricted_group_lets_nothing_open()
    {
        Floor.State(ScopeKind.Group, "G1", TradingState.Halted);
        Assert.Equal(ScopeKind.Group, Try(RejectReason.TradingHalted, quantity: "10", account: "G1").Scope);
        Floor.State(ScopeKind.Group, "G1", TradingState.Active);
        Try(RejectReason.None, quantity: "10", account: "G1");
    }

    [Fact]
    public void R100_stands_beside_what_operators_set()
    {
        void Journal(TradingState state) => Floor.Tell(InboundKind.TradingStateSet, (ref Inbound m) => m.TradingStateSet = new() { Scope = ScopeKind.Firm, State = state, Rule = 100 });
        Floor.Order(1, "w", Side.Buy, "1", "9");
        Floor.State(ScopeKind.Firm, "", TradingState.ReduceOnly);
        Journal(TradingState.CancelOnly);
        Try(RejectReason.JournalUnavailable);
        Floor.State(ScopeKind.Firm, "", TradingState.Active);
        Try(RejectReason.JournalUnavailable);
        Assert.Equal(ExecType.Canceled, Floor.Cancel(1, "c", "w")[0].ExecutionReport.ExecType);
        Floor.State(ScopeKind.Firm, "", TradingState.Halted);
        Journal(TradingState.Active);
        Try(RejectReason.TradingHalted);
        Floor.State(ScopeKind.Firm, "", TradingState.Active);
        Try(RejectReason.None);
    }

    [Theory]
    [InlineData(20, ScopeKind.Account, "-1", "0", "0", 0)]
    [InlineData(20, ScopeKind.Account, "1", "1", "0", 0)]
    [InlineData(20, ScopeKind.Venue, "1", "0", "0", 0)]
    [InlineData(22, ScopeKind.Firm, "1.00001", "0", "0", 0)]
    [InlineData(22, ScopeKind.Firm, "1", "4", "0", 0)]
    [InlineData(36, ScopeKind.Firm, "1.5", "0", "0", 0)]
    [InlineData(20, ScopeKind.Firm, "1", "0", "0", 1)]
    [InlineData(74, ScopeKind.Account, "1", "0", "0", 3)]
    [InlineData(14, ScopeKind.Firm, "0", "0", "0", 0)]
    [InlineData(60, ScopeKind.Account, "1", "0", "0", 0)]
    public void A_limit_that_makes_no_sense_changes_nothing(int rule, ScopeKind scope, string value, string value2, string value3, int tier)
    {
        var before = Floor.Engine.Limits().Length;
        Floor.Limit(rule, scope, "", value, value2, value3: value3, tier: tier);
        Assert.Equal(RiskEventType.LimitRefused, Floor.Said[^1].RiskEvent.Type);
        Assert.Equal(before, Floor.Engine.Limits().Length);
    }
}
