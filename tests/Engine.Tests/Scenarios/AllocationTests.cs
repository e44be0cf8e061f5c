using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

public sealed class AllocationTests : IDisposable
{
    readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    void Leg(ushort session, string account, string quantity = "0", int weight = 0)
        => _desk.Tell(InboundKind.AllocationLeg, (ref Inbound m) => m.AllocationLeg = new()
        {
            Account = Text16.From(account), Quantity = Quantity.Parse(quantity), Weight = weight,
        }, session);

    Outbound[] Block(string id, string quantity, string price, ushort legs, AllocationPolicy policy = AllocationPolicy.None, Side side = Side.Buy)
        => _desk.Order(1, id, side, quantity, price, more: (ref Inbound m) => (m.NewOrder.Legs, m.NewOrder.AllocationPolicy) = (legs, policy));

    [Fact]
    public void A_group_order_becomes_one_child_for_each_account()
    {
        var said = _desk.Order(1, "g1", Side.Buy, "100", "10", account: "G1");
        Assert.Equal(["1 New g1 New cum=0 leaves=100", "1 Leg 1/3 A1 50", "1 Leg 2/3 A2 30", "1 Leg 3/3 A3 20"], said.Lines());
        Assert.Equal("G1", said[0].ExecutionReport.Account.ToString());
        var orders = _desk.Engine.OpenOrders();
        Assert.Equal(4, orders.Length);
        Assert.Equal(["g1", "g1.1", "g1.2", "g1.3"], orders.Select(order => order.ClOrdId.ToString()));
        Assert.Equal([0, orders[0].OrderId, orders[0].OrderId, orders[0].OrderId], orders.Select(order => order.ParentOrderId));
        Assert.Equal(said.Skip(1).Select(m => m.AllocationReport.ChildOrderId), orders.Skip(1).Select(order => order.OrderId));
    }

    [Fact]
    public void Fills_of_children_are_reported_on_the_parent_with_their_account()
    {
        _desk.Order(1, "g1", Side.Buy, "10", "10", account: "G1");
        Assert.Equal([
            "2 New s1 New cum=0 leaves=7",
            "2 Trade s1 PartiallyFilled cum=5 leaves=2 5@10 avg=10 Taker",
            "1 Trade g1 PartiallyFilled cum=5 leaves=5 5@10 avg=10 Maker alloc=A1",
            "2 Trade s1 Filled cum=7 leaves=0 2@10 avg=10 Taker",
            "1 Trade g1 PartiallyFilled cum=7 leaves=3 2@10 avg=10 Maker alloc=A2",
        ], _desk.Order(2, "s1", Side.Sell, "7", "10", account: "A4").Lines());
        Assert.Equal([
            "1 Canceled c1 orig=g1 Canceled cum=7 leaves=0",
        ], _desk.Cancel(1, "c1", "g1").Lines());
        Assert.Empty(_desk.Engine.OpenOrders());
        Assert.Equal([("A1", "5"), ("A2", "2"), ("A4", "-7")],
            _desk.Engine.Positions().Select(p => (p.Account.ToString(), p.Quantity.ToString())));
    }

    [Fact]
    public void The_parent_is_filled_with_its_last_child()
    {
        _desk.Order(2, "s1", Side.Sell, "100", "10", account: "A4");
        var lines = _desk.Order(1, "g1", Side.Buy, "10", "10", account: "G1").Lines();
        Assert.Equal("1 Trade g1 Filled cum=10 leaves=0 2@10 avg=10 Taker alloc=A3", lines[^2]);
        Assert.Single(_desk.Engine.OpenOrders());
    }

    [Theory]
    [InlineData(TimeInForce.ImmediateOrCancel, "1 Canceled g1 Canceled cum=6 leaves=0")]
    [InlineData(TimeInForce.FillOrKill, "1 Canceled g1 Canceled cum=0 leaves=0")]
    public void What_may_not_rest_ends_as_a_whole(TimeInForce tif, string last)
    {
        _desk.Order(2, "s1", Side.Sell, "6", "10", account: "A4");
        Assert.Equal(last, _desk.Order(1, "g1", Side.Buy, "10", "10", account: "G1", tif: tif).Lines()[^1]);
        Assert.All(_desk.Engine.OpenOrders(), order => Assert.Equal("s1", order.ClOrdId.ToString()));
    }

    [Fact]
    public void Legs_before_the_order_say_who_gets_what()
    {
        Leg(1, "A2", "30");
        Leg(1, "A1", "70");
        Assert.Equal(["1 New b New cum=0 leaves=100", "1 Leg 1/2 A2 30", "1 Leg 2/2 A1 70"], Block("b", "100", "10", 2).Lines());
        Leg(1, "A2", weight: 1);
        Leg(1, "A1", weight: 2);
        Assert.Equal(["1 New w New cum=0 leaves=100", "1 Leg 1/2 A2 33", "1 Leg 2/2 A1 67"], Block("w", "100", "10", 2, AllocationPolicy.Weighted).Lines());
        Leg(1, "A2");
        Leg(1, "A1");
        Leg(1, "A3");
        Assert.Equal(["1 New e New cum=0 leaves=100", "1 Leg 1/3 A2 34", "1 Leg 2/3 A1 33", "1 Leg 3/3 A3 33"], Block("e", "100", "10", 3).Lines());
    }

    [Fact]
    public void Proportional_to_balance_takes_what_is_free()
    {
        _desk.Balance("A2", "USD", "3000000");
        Leg(1, "A1");
        Leg(1, "A2");
        Assert.Equal(["1 Leg 1/2 A1 25", "1 Leg 2/2 A2 75"], Block("b", "100", "10", 2, AllocationPolicy.ProportionalToBalance).Lines()[1..]);
    }

    [Theory]
    [InlineData("30", "69", "A1", RejectReason.AllocationSum)]
    [InlineData("30", "71", "A1", RejectReason.AllocationSum)]
    [InlineData("30", "70", "ZZ", RejectReason.AllocationAccount)]
    [InlineData("30", "70", "A2", RejectReason.AllocationAccount)]
    [InlineData("30.5", "69.5", "A1", RejectReason.AllocationUnallocatable)]
    public void Bad_sums_and_accounts_are_refused(string first, string second, string account, RejectReason reason)
    {
        Leg(1, "A2", first);
        Leg(1, account, second);
        Assert.Equal([$"1 Rejected b Rejected cum=0 leaves=0 {reason}", $"1 Block {reason}"], Block("b", "100", "10", 2).Lines());
        Assert.Empty(_desk.Engine.OpenOrders());
    }

    [Fact]
    public void Legs_that_do_not_stand_directly_before_their_order_do_not_count()
    {
        Leg(1, "A2", "30");
        Leg(1, "A1", "70");
        _desk.Tick();
        Assert.EndsWith("AllocationSum", Block("b", "100", "10", 2).Lines()[0], StringComparison.Ordinal);
        Leg(1, "A2", "30");
        Leg(2, "A1", "70");
        Assert.EndsWith("AllocationSum", Block("c", "100", "10", 2).Lines()[0], StringComparison.Ordinal);
        Leg(1, "A1", "100");
        Assert.EndsWith("AllocationSum", Block("d", "100", "10", 2).Lines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void One_refused_account_refuses_all_and_leaves_no_claim()
    {
        _desk.Balance("A3", "USD", "19.99");
        var before = _desk.Engine.Balances();
        Assert.Equal([
            "1 Rejected g1 Rejected cum=0 leaves=0 AllocationLeg",
            "1 Leg 1/3 A1 0 AllocationLeg",
            "1 Leg 2/3 A2 0 AllocationLeg",
            "1 Leg 3/3 A3 0 InsufficientBalance",
        ], _desk.Order(1, "g1", Side.Buy, "100", "10", account: "G1").Lines());
        Assert.Equal(before, _desk.Engine.Balances());
        Assert.Empty(_desk.Engine.OpenOrders());
        _desk.Balance("A3", "USD", "20");
        Assert.Equal("1 New g2 New cum=0 leaves=100", _desk.Order(1, "g2", Side.Buy, "100", "10", account: "G1").Lines()[0]);
    }

    [Fact]
    public void A_halted_group_takes_no_orders_and_its_working_ones_go()
    {
        _desk.Order(1, "g1", Side.Buy, "100", "10", account: "G1");
        _desk.State(ScopeKind.Group, "G1", TradingState.Halted, cancel: true);
        Assert.Equal("1 Canceled g1 Canceled cum=0 leaves=0 KillSwitch unsolicited", _desk.Said[^1].Line());
        Assert.Equal(["1 Rejected g2 Rejected cum=0 leaves=0 KillSwitch", "1 Block KillSwitch"], _desk.Order(1, "g2", Side.Buy, "100", "10", account: "G1").Lines());
        Assert.Equal(ExecType.New, _desk.Order(1, "o", Side.Buy, "100", "10")[0].ExecutionReport.ExecType);
    }

    [Fact]
    public void The_parent_ends_when_one_child_was_halted_and_the_others_are_filled()
    {
        _desk.Order(1, "g1", Side.Buy, "10", "10", account: "G1");
        _desk.State(ScopeKind.Account, "A3", TradingState.Halted, cancel: true);
        Assert.Equal("1 Canceled g1 Canceled cum=8 leaves=0 unsolicited", _desk.Order(2, "s1", Side.Sell, "9", "10", account: "A4").Lines()[^1]);
        Assert.Equal("s1", Assert.Single(_desk.Engine.OpenOrders()).ClOrdId.ToString());
    }

    [Fact]
    public void Common_limits_see_the_claims_of_the_earlier_legs()
    {
        _desk.Limit(36, ScopeKind.Firm, "", "2");
        Assert.EndsWith("MaxOpenOrders", _desk.Order(1, "g1", Side.Buy, "100", "10", account: "G1").Lines()[^1], StringComparison.Ordinal);
        Assert.Empty(_desk.Engine.OpenOrders());
        Assert.Equal(0, _desk.Engine.Scopes()[0].OpenOrders);
    }

    [Fact]
    public void A_replace_of_the_parent_changes_all_children()
    {
        _desk.Order(1, "g1", Side.Buy, "100", "10", account: "G1");
        _desk.Order(2, "s1", Side.Sell, "10", "10", account: "A4");
        Assert.Equal(["1 Replaced g2 orig=g1 PartiallyFilled cum=10 leaves=40"], _desk.Replace(1, "g2", "g1", "50", "9").Lines());
        Assert.Equal(["40", "15", "15", "10"], _desk.Engine.OpenOrders().Select(order => order.LeavesQuantity.ToString()));
        Assert.All(_desk.Engine.OpenOrders(), order => Assert.Equal("9", order.Price.ToString()));
        Assert.Equal("1 CancelReject g3 orig=g2 PartiallyFilled ReplaceBelowFilled", _desk.Replace(1, "g3", "g2", "15", "9").Lines()[0]);
        Assert.Equal(["1 Canceled c1 orig=g2 Canceled cum=10 leaves=0"], _desk.Cancel(1, "c1", "g2").Lines());
    }

    [Fact]
    public void A_refused_replace_of_one_child_changes_none()
    {
        _desk.Order(1, "g1", Side.Buy, "100", "10", account: "G1");
        _desk.Balance("A3", "USD", "25");
        var before = _desk.Engine.Balances();
        Assert.Equal("1 CancelReject g2 orig=g1 New InsufficientBalance", _desk.Replace(1, "g2", "g1", "200", "10").Lines()[0]);
        Assert.Equal(before, _desk.Engine.Balances());
        Assert.Equal(["100", "50", "30", "20"], _desk.Engine.OpenOrders().Select(order => order.LeavesQuantity.ToString()));
    }

    [Fact]
    public void Children_at_venues_end_the_parent_when_all_are_cancelled()
    {
        _desk.Venue(1, VenueState.Up);
        var said = _desk.Order(1, "g1", Side.Buy, "1", "60000", symbol: "BTCUSDT", account: "G1");
        Assert.Equal(["1 New g1 New cum=0 leaves=1", "1 Leg 1/3 A1 0.5", "1 Leg 2/3 A2 0.3", "1 Leg 3/3 A3 0.2",
            "V1 New BTC-USDT r0 Buy 0.5@60000", "V1 New BTC-USDT r0 Buy 0.3@60000", "V1 New BTC-USDT r0 Buy 0.2@60000"], said.Lines());
        long[] ids = [.. said[4..].Select(m => m.VenueOrder.OrderId)];
        Assert.Empty(_desk.Report(1, ids[0], VenueReportType.Accepted));
        Assert.Equal(["1 Trade g1 PartiallyFilled cum=0.2 leaves=0.8 0.2@60000 avg=60000 Taker alloc=A2"],
            _desk.VenueFill(1, ids[1], "e1", "0.2", "60000").Lines());
        Assert.Equal(["1 PendingCancel c1 orig=g1 PendingCancel cum=0.2 leaves=0.8", "V1 Cancel BTC-USDT r1 Buy 0.5@60000", "V1 Cancel BTC-USDT r1 Buy 0.3@60000"],
            _desk.Cancel(1, "c1", "g1").Lines());
        Assert.Empty(_desk.Report(1, ids[0], VenueReportType.Canceled));
        Assert.Empty(_desk.Report(1, ids[1], VenueReportType.Canceled));
        Assert.Equal(["V1 Cancel BTC-USDT r1 Buy 0.2@60000"], _desk.Report(1, ids[2], VenueReportType.Accepted).Lines());
        Assert.Equal(["1 Canceled c1 orig=g1 Canceled cum=0.2 leaves=0"], _desk.Report(1, ids[2], VenueReportType.Canceled).Lines());
    }
}
