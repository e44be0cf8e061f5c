using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

public sealed class OwnBookTests
{
    [Fact]
    public void A_limit_order_rests_and_is_filled_with_reports_on_both_sides()
    {
        using var desk = new Desk();
        Assert.Equal(["1 New b1 New cum=0 leaves=100"], desk.Order(1, "b1", Side.Buy, "100", "10").Lines());
        var said = desk.Order(2, "s1", Side.Sell, "40", "9.99");
        Assert.Equal([
            "2 New s1 New cum=0 leaves=40",
            "2 Trade s1 Filled cum=40 leaves=0 40@10 avg=10 Taker",
            "1 Trade b1 PartiallyFilled cum=40 leaves=60 40@10 avg=10 Maker",
        ], said.Lines());
        Assert.Equal(said[1].ExecutionReport.TradeId, said[2].ExecutionReport.TradeId);
        Assert.NotEqual(said[1].ExecutionReport.ExecId, said[2].ExecutionReport.ExecId);
        Assert.Equal(said[0].Correlation, said[0].Cause);
        Assert.NotEqual(said[2].Correlation, said[2].Cause);
    }

    [Fact]
    public void Best_price_goes_first_then_the_oldest_and_the_average_is_exact()
    {
        using var desk = new Desk();
        desk.Order(1, "s1", Side.Sell, "3", "10.02");
        desk.Order(2, "s2", Side.Sell, "3", "10.01");
        desk.Order(1, "s3", Side.Sell, "3", "10.01");
        Assert.Equal([
            "3 New b New cum=0 leaves=7",
            "3 Trade b PartiallyFilled cum=3 leaves=4 3@10.01 avg=10.01 Taker",
            "2 Trade s2 Filled cum=3 leaves=0 3@10.01 avg=10.01 Maker",
            "3 Trade b PartiallyFilled cum=6 leaves=1 3@10.01 avg=10.01 Taker",
            "1 Trade s3 Filled cum=3 leaves=0 3@10.01 avg=10.01 Maker",
            "3 Trade b Filled cum=7 leaves=0 1@10.02 avg=10.01142857 Taker",
            "1 Trade s1 PartiallyFilled cum=1 leaves=2 1@10.02 avg=10.02 Maker",
        ], desk.Order(3, "b", Side.Buy, "7", "10.05").Lines());
    }

    [Theory]
    [InlineData(TimeInForce.ImmediateOrCancel, "60", "10", "3 Canceled b Canceled cum=50 leaves=0")]
    [InlineData(TimeInForce.FillOrKill, "60", "10", "3 Canceled b Canceled cum=0 leaves=0")]
    [InlineData(TimeInForce.FillOrKill, "50", "10", "1 Trade s1 Filled cum=50 leaves=0 50@10 avg=10 Maker")]
    [InlineData(TimeInForce.Day, "60", "", "3 Canceled b Canceled cum=50 leaves=0")]
    public void What_may_not_rest_ends(TimeInForce tif, string quantity, string price, string last)
    {
        using var desk = new Desk();
        desk.Order(1, "s1", Side.Sell, "50", "10");
        Assert.Equal(last, desk.Order(3, "b", Side.Buy, quantity, price, tif: tif).Lines()[^1]);
        Assert.Equal(tif == TimeInForce.FillOrKill && quantity == "60" ? 1 : 0, desk.Engine.OpenOrders().Length);
    }

    [Fact]
    public void A_market_order_into_an_empty_book_ends_with_a_reason()
    {
        using var desk = new Desk();
        Assert.Equal(["1 New b New cum=0 leaves=5", "1 Canceled b Canceled cum=0 leaves=0 MarketNoLiquidity"], desk.Order(1, "b", Side.Buy, "5").Lines());
    }

    [Fact]
    public void Cancel_answers_with_both_ids_and_frees_everything()
    {
        using var desk = new Desk();
        desk.Order(1, "b1", Side.Buy, "100", "10");
        Assert.Equal(["1 Canceled c1 orig=b1 Canceled cum=0 leaves=0"], desk.Cancel(1, "c1", "b1").Lines());
        Assert.Empty(desk.Engine.OpenOrders());
        Assert.All(desk.Engine.Balances(), balance => Assert.Equal(0, balance.Reserved.Raw));
        Assert.Equal(["1 CancelReject c2 orig=b1 Canceled TooLateToCancel"], desk.Cancel(1, "c2", "b1").Lines());
        Assert.Equal(["1 CancelReject c3 orig=zz Rejected UnknownOrder"], desk.Cancel(1, "c3", "zz").Lines());
        Assert.Equal(["2 CancelReject c3 orig=b1 Rejected UnknownOrder"], desk.Cancel(2, "c3", "b1").Lines());
        Assert.Equal(["1 CancelReject c1 orig=b1 Canceled DuplicateClOrdId"], desk.Cancel(1, "c1", "b1").Lines());
    }

    [Fact]
    public void A_replace_to_less_keeps_the_place_anything_else_loses_it()
    {
        using var desk = new Desk();
        desk.Order(1, "b1", Side.Buy, "10", "10");
        desk.Order(2, "b2", Side.Buy, "10", "10");
        Assert.Equal(["1 Replaced b1a orig=b1 New cum=0 leaves=6"], desk.Replace(1, "b1a", "b1", "6", "10").Lines());
        Assert.Equal("1 Trade b1a PartiallyFilled cum=1 leaves=5 1@10 avg=10 Maker", desk.Order(3, "s1", Side.Sell, "1", "10").Lines()[^1]);
        Assert.Equal(["1 Replaced b1b orig=b1a PartiallyFilled cum=1 leaves=8"], desk.Replace(1, "b1b", "b1a", "9", "10").Lines());
        Assert.Equal("2 Trade b2 PartiallyFilled cum=1 leaves=9 1@10 avg=10 Maker", desk.Order(3, "s2", Side.Sell, "1", "10").Lines()[^1]);
    }

    [Fact]
    public void A_replace_may_trade_at_once()
    {
        using var desk = new Desk();
        desk.Order(1, "b1", Side.Buy, "10", "10");
        desk.Order(2, "s1", Side.Sell, "10", "11");
        Assert.Equal([
            "1 Replaced b2 orig=b1 New cum=0 leaves=10",
            "1 Trade b2 Filled cum=10 leaves=0 10@11 avg=11 Taker",
            "2 Trade s1 Filled cum=10 leaves=0 10@11 avg=11 Maker",
        ], desk.Replace(1, "b2", "b1", "10", "11").Lines());
    }

    [Theory]
    [InlineData("3", "10", RejectReason.ReplaceBelowFilled)]
    [InlineData("2", "10", RejectReason.ReplaceBelowFilled)]
    [InlineData("9", "10.001", RejectReason.PriceIncrement)]
    [InlineData("9", "0", RejectReason.PriceInvalid)]
    [InlineData("200000", "10", RejectReason.LotSize)]
    public void A_wrong_replace_changes_nothing(string quantity, string price, RejectReason reason)
    {
        using var desk = new Desk();
        desk.Order(1, "b1", Side.Buy, "10", "10");
        desk.Order(2, "s1", Side.Sell, "3", "10");
        var before = desk.Engine.OpenOrders();
        Assert.Equal($"1 CancelReject r1 orig=b1 PartiallyFilled {reason}", desk.Replace(1, "r1", "b1", quantity, price).Lines()[^1]);
        Assert.Equal(before, desk.Engine.OpenOrders());
    }

    [Fact]
    public void A_replace_may_not_make_another_order_of_it()
    {
        using var desk = new Desk();
        desk.Order(1, "b1", Side.Buy, "10", "10");
        Assert.Equal("1 CancelReject r1 orig=b1 New ReplaceChangesIdentity",
            desk.Replace(1, "r1", "b1", "10", "10", static (ref Inbound m) => m.ReplaceOrder.Symbol = Text24.From("MSFT")).Lines()[^1]);
        Assert.Equal("1 CancelReject r2 orig=b1 New ReplaceChangesIdentity",
            desk.Replace(1, "r2", "b1", "10", "10", static (ref Inbound m) => m.ReplaceOrder.Side = Side.Sell).Lines()[^1]);
        Assert.Equal("1 CancelReject r3 orig=b1 New ReplaceChangesIdentity",
            desk.Replace(1, "r3", "b1", "10", "10", static (ref Inbound m) => m.ReplaceOrder.Account = Text16.From("A2")).Lines()[^1]);
        Assert.Equal("1 CancelReject r4 orig=b1 New ReplaceChangesIdentity",
            desk.Replace(1, "r4", "b1", "10", "10", static (ref Inbound m) => m.ReplaceOrder.Type = OrderType.Market).Lines()[^1]);
    }

    [Fact]
    public void Status_tells_of_open_and_done_orders_and_of_unknown_ones()
    {
        using var desk = new Desk();
        desk.Order(1, "b1", Side.Buy, "10", "10");
        Desk.Fill ask = static (ref Inbound m) => m.StatusRequest = new() { ClOrdId = Text64.From("b1"), StatusRequestId = Text40.From("q7") };
        var answer = desk.Tell(InboundKind.StatusRequest, ask, 1);
        Assert.Equal(["1 OrderStatus b1 New cum=0 leaves=10"], answer.Lines());
        Assert.Equal("q7", answer[0].ExecutionReport.Text.ToString());
        desk.Cancel(1, "c1", "b1");
        Assert.Equal(["1 OrderStatus b1 Canceled cum=0 leaves=0"], desk.Tell(InboundKind.StatusRequest, ask, 1).Lines());
        Assert.Equal(["2 OrderStatus b1 Rejected cum=0 leaves=0 UnknownOrder"], desk.Tell(InboundKind.StatusRequest, ask, 2).Lines());
    }

    [Fact]
    public void Mass_cancel_reports_then_cancels_each()
    {
        using var desk = new Desk();
        desk.Order(1, "b1", Side.Buy, "10", "10");
        desk.Order(1, "s1", Side.Sell, "10", "11");
        desk.Order(1, "m1", Side.Buy, "10", "10", symbol: "MSFT");
        desk.Order(2, "x1", Side.Buy, "10", "10");
        Assert.Equal(["1 MassCancel q1 1", "1 Canceled b1 Canceled cum=0 leaves=0"],
            desk.Tell(InboundKind.MassCancel, static (ref Inbound m) => m.MassCancel = new() { ClOrdId = Text64.From("q1"), Symbol = Text24.From("AAPL"), Side = Side.Buy }, 1).Lines());
        Assert.Equal(["1 MassCancel q2 2", "1 Canceled s1 Canceled cum=0 leaves=0", "1 Canceled m1 Canceled cum=0 leaves=0"],
            desk.Tell(InboundKind.MassCancel, static (ref Inbound m) => m.MassCancel = new() { ClOrdId = Text64.From("q2"), All = true }, 1).Lines());
        Assert.Single(desk.Engine.OpenOrders());
    }

    [Fact]
    public void A_lost_session_loses_its_orders_when_it_asked_for_it()
    {
        using var desk = new Desk();
        desk.Order(1, "b1", Side.Buy, "10", "10");
        desk.Order(3, "b3", Side.Buy, "10", "10");
        Assert.Empty(desk.Tell(InboundKind.SessionLoggedOut, static (ref Inbound _) => { }, 1));
        Assert.Equal(["3 Canceled b3 Canceled cum=0 leaves=0 CancelOnDisconnect unsolicited"],
            desk.Tell(InboundKind.SessionLoggedOut, static (ref Inbound _) => { }, 3).Lines());
    }

    [Theory]
    [InlineData(SelfTradePrevention.CancelNewest, "1 New b1 New cum=0 leaves=8|1 Canceled b1 Canceled cum=0 leaves=0 SelfTrade unsolicited")]
    [InlineData(SelfTradePrevention.CancelOldest, "1 New b1 New cum=0 leaves=8|1 Canceled s1 Canceled cum=0 leaves=0 SelfTrade unsolicited")]
    [InlineData(SelfTradePrevention.CancelBoth,
        "1 New b1 New cum=0 leaves=8|1 Canceled s1 Canceled cum=0 leaves=0 SelfTrade unsolicited|1 Canceled b1 Canceled cum=0 leaves=0 SelfTrade unsolicited")]
    [InlineData(SelfTradePrevention.Decrement,
        "1 New b1 New cum=0 leaves=8|1 Canceled s1 Canceled cum=0 leaves=0 SelfTrade unsolicited|1 Restated b1 New cum=0 leaves=3 SelfTrade unsolicited")]
    [InlineData(SelfTradePrevention.Allow,
        "1 New b1 New cum=0 leaves=8|1 Trade b1 PartiallyFilled cum=5 leaves=3 5@10 avg=10 Taker|1 Trade s1 Filled cum=5 leaves=0 5@10 avg=10 Maker")]
    public void Self_trades_are_prevented_as_the_order_asks(SelfTradePrevention mode, string expected)
    {
        using var desk = new Desk();
        desk.Order(1, "s1", Side.Sell, "5", "10");
        var said = desk.Order(1, "b1", Side.Buy, "8", "10", more: (ref Inbound m) => m.NewOrder.SelfTradePrevention = mode);
        Assert.Equal(expected.Split('|'), said.Lines());
    }

    [Fact]
    public void Post_only_is_refused_when_it_would_take()
    {
        using var desk = new Desk();
        desk.Order(1, "s1", Side.Sell, "5", "10");
        Assert.EndsWith("PostOnlyWouldTake", desk.Order(2, "b1", Side.Buy, "5", "10", flags: OrderFlags.PostOnly).Lines()[0], StringComparison.Ordinal);
        Assert.Equal(["2 New b2 New cum=0 leaves=5"], desk.Order(2, "b2", Side.Buy, "5", "9.99", flags: OrderFlags.PostOnly).Lines());
    }
}
