using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>R081: the stop order that the gateway keeps for a position.</summary>
public sealed class TradeManagementTests : RuleDesk
{
    OrderView? Stop => Floor.Engine.OpenOrders().Where(IsStop).Select(order => (OrderView?)order).SingleOrDefault();

    static bool IsStop(OrderView order) => order.ClOrdId.ToString().StartsWith("STOP-", StringComparison.Ordinal);

    // What drop copies heard last of it: price and quantity.
    string Told => Floor.Said.Where(IsOfStop).Where(m => m.ExecutionReport.ExecType is ExecType.New or ExecType.Replaced)
        .Select(m => $"{m.ExecutionReport.LeavesQuantity}@{m.ExecutionReport.StopPrice}").Last();

    static bool IsOfStop(Outbound m) => m.Kind == OutboundKind.ExecutionReport && m.ExecutionReport.ClOrdId.ToString().StartsWith("STOP-", StringComparison.Ordinal);

    /// <summary>A trade of others at a price, and the tick after it.</summary>
    Outbound[] Mark(string price)
    {
        Floor.Advance(Desk.Second);
        Floor.Order(2, NextId(), Side.Sell, "1", price, account: "A4");
        Floor.Order(3, NextId(), Side.Buy, "1", price);
        return Floor.Tick();
    }

    long Held => Floor.Engine.Positions().Where(position => position.Account.ToString() == "A1").Sum(position => position.Quantity.Raw);

    [Fact]
    public void It_follows_the_positions_size_and_goes_with_it()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "10", "100");
        Assert.Equal("10@99", Told);
        var id = Stop!.Value.OrderId;
        Trade(Side.Buy, "5", "100");
        Assert.Equal("15@99", Told);
        Trade(Side.Sell, "7", "100");
        Assert.Equal("8@99", Told);
        Assert.Equal(id, Stop!.Value.OrderId); // One order, changed.
        Trade(Side.Sell, "8", "100");
        Assert.Empty(Floor.Engine.OpenOrders());
    }

    [Fact]
    public void It_is_on_the_other_side_after_the_position_has_turned()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "10", "100");
        Trade(Side.Sell, "14", "100");
        Assert.Equal((Side.Buy, "4@101"), (Stop!.Value.Side, Told));
    }

    [Theory]
    [InlineData(Side.Buy, "97", "100.99", "97.99", "101", "100", "105", "102", "103")]
    [InlineData(Side.Sell, "103", "99.01", "102.01", "99", "100", "95", "98", "97")]
    public void It_trails_goes_to_the_entry_and_never_back(Side side, string first, string below, string trailed, string at, string entry, string best, string high, string back)
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "500", "100", value3: "300");
        Trade(side, "10", "100");
        Assert.Equal("10@" + first, Told);
        Mark(below);
        Assert.Equal("10@" + trailed, Told);
        Mark(at);
        Assert.Equal("10@" + entry, Told);
        Mark(best);
        Assert.Equal("10@" + high, Told);
        Assert.DoesNotContain(Mark(back), IsOfStop);
    }

    [Fact]
    public void Reached_it_closes_the_position_and_cannot_turn_it()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "10", "100");
        Floor.Order(2, NextId(), Side.Buy, "20", "98.5");
        Floor.Order(3, NextId(), Side.Sell, "1", "98.5");
        Assert.Equal(0, Held);
        Assert.Null(Stop);
    }

    [Fact]
    public void With_nobody_to_trade_with_it_is_tried_again_on_each_tick()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "10", "100");
        Mark("98");
        Assert.NotEqual(0, Held);
        Tick();
        Floor.Order(2, NextId(), Side.Buy, "20", "98");
        Tick();
        Assert.Equal(0, Held);
    }

    [Fact]
    public void It_does_not_keep_its_owner_from_closing_and_goes_before_his_orders_when_it_is_reached()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "10", "100");
        Floor.State(ScopeKind.Account, "A1", TradingState.ReduceOnly);
        Try(RejectReason.None, Side.Sell, "4", "110");
        Try(RejectReason.None, Side.Sell, "6", "111");
        Try(RejectReason.ReduceOnlyWouldIncrease, Side.Sell, "1", "112");
        Assert.Equal("10@99", Told);
        Floor.Order(2, NextId(), Side.Buy, "20", "98.5");
        var lines = Floor.Order(3, NextId(), Side.Sell, "1", "98.5").Lines();
        Assert.Equal(2, lines.Count(line => line.EndsWith("TradeManagement unsolicited", StringComparison.Ordinal)));
        Assert.Equal(0, Held);
        Assert.DoesNotContain(Floor.Engine.OpenOrders(), order => order.Account.ToString() == "A1");
    }

    [Fact]
    public void What_its_owner_closes_it_no_longer_covers()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "10", "100");
        Trade(Side.Sell, "4", "101");
        Assert.Equal("6@99", Told);
    }

    [Fact]
    public void It_protects_as_R080_asks_for()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Floor.Limit(80, ScopeKind.Account, "A1", window: Desk.Second);
        Trade(Side.Buy, "10", "100");
        Tick();
        Assert.DoesNotContain(Tick(100 * Desk.Second).Lines(), line => line.Contains("NoStopLoss", StringComparison.Ordinal));
        Assert.NotNull(Stop);
    }

    [Fact]
    public void After_a_kill_none_comes_until_the_scope_trades_again()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "10", "100");
        Floor.State(ScopeKind.Account, "A1", TradingState.Halted, cancel: true);
        Assert.Null(Stop);
        Assert.DoesNotContain(Tick(), IsOfStop);
        Floor.State(ScopeKind.Account, "A1", TradingState.Active);
        Tick();
        Assert.Equal("10@99", Told);
        Assert.NotNull(Stop);
    }

    [Fact]
    public void A_lockout_leaves_it_and_a_position_that_is_closed_by_force_has_none()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Floor.Limit(73, ScopeKind.Account, "A1", "5");
        Trade(Side.Buy, "10", "100");
        Trade(Side.Sell, "1", "106"); // The day's profit: locked, not flattened.
        Assert.NotEqual(0, LockedUntil(ScopeKind.Account, "A1"));
        Tick();
        Assert.Equal("9@99", Told);
        Floor.Limit(41, ScopeKind.Instrument, "AAPL", "1");
        Assert.Null(Stop);
        Assert.DoesNotContain(Tick(), IsOfStop);
    }

    [Fact]
    public void Asked_for_later_it_comes_with_the_next_tick_and_goes_when_the_rule_goes()
    {
        Trade(Side.Buy, "10", "100");
        Floor.Limit(81, ScopeKind.Account, "A1", "100");
        Tick();
        Assert.Equal("10@99", Told);
        Floor.Limit(81, ScopeKind.Account, "A1", enabled: false);
        Tick();
        Assert.Null(Stop);
    }

    [Fact]
    public void A_strategys_is_no_larger_than_its_own_part()
    {
        Floor.Limit(81, ScopeKind.Strategy, "X", "100");
        Trade(Side.Sell, "6", "100");
        Trade(Side.Sell, "4", "100", strategy: "X");
        Assert.Equal((Side.Buy, "4@101"), (Stop!.Value.Side, Told));
    }

    [Fact]
    public void It_goes_on_in_an_engine_that_took_over_the_state()
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "500", value3: "300");
        Trade(Side.Buy, "10", "100");
        Mark("105");
        var saved = new MemorySink();
        Floor.Engine.Save(saved);
        using var other = new ExecutionEngine(Desk.Small);
        other.Load(saved.Bytes);
        Assert.Equal(Floor.Engine.StateHash(), other.StateHash());
        Assert.Equal(Floor.Engine.OpenOrders(), other.OpenOrders());
    }
}
