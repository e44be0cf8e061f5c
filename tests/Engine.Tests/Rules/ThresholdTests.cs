using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>Rules over what has happened, and what every order has to meet when it is replaced: one below, at and one above; each test ends with a restart.</summary>
public sealed class ThresholdTests : RuleDesk
{
    const long Minute = 60 * Desk.Second;

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void R033_fills_in_one_direction_stop_an_instrument(int fills, bool stopped)
    {
        Floor.Limit(33, ScopeKind.Instrument, "AAPL", "3", window: Minute);
        for (var i = 0; i < fills; i++) Trade(Side.Buy, "1", "10");
        Try(stopped ? RejectReason.RepeatedExecution : RejectReason.None);
        Try(RejectReason.None, symbol: "MSFT");
        Floor.State(ScopeKind.Instrument, "AAPL", TradingState.Active);
        Try(RejectReason.None);
    }

    [Theory]
    [InlineData("104.99", false)]
    [InlineData("105", true)]
    [InlineData("105.01", true)]
    public void R073_the_days_profit_locks_its_account(string price, bool locked)
    {
        Floor.Limit(73, ScopeKind.Account, "A1", "5");
        Trade(Side.Buy, "2", "100");
        Trade(Side.Sell, "1", price);
        Try(locked ? RejectReason.LockedOut : RejectReason.None);
        Try(RejectReason.None, Side.Sell, price: "200"); // What only reduces may leave.
        Try(RejectReason.None, session: 2);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void R075_one_trade_more_than_the_limit_locks(int trades, bool locked)
    {
        Floor.Limit(75, ScopeKind.Account, "A1", "3", "60", Minute);
        for (var i = 0; i < trades; i++) Trade(Side.Buy, "1", "10");
        Try(locked ? RejectReason.LockedOut : RejectReason.None);
        Tick(2 * Minute);
        Try(RejectReason.None);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void R077_refused_orders_stop_a_strategy(int refused, bool stopped)
    {
        Floor.Limit(77, ScopeKind.Strategy, "X", value2: "2", window: Minute);
        for (var i = 0; i < refused; i++) Floor.Order(1, NextId(), Side.Buy, "0.5", "10", strategy: "X");
        Try(stopped ? RejectReason.RejectStorm : RejectReason.None, strategy: "X");
        Try(RejectReason.None, strategy: "Y");
    }

    [Theory]
    [InlineData(0, RejectReason.None)]
    [InlineData(1, RejectReason.None)]
    [InlineData(2, RejectReason.UnknownOutcomes)]
    public void R095_orders_of_unknown_fate_block_their_account(int unknown, RejectReason reason)
    {
        Floor.Venue(1, VenueState.Up);
        Floor.Limit(95, ScopeKind.Account, "A1", "1");
        var orders = new List<long>();
        for (var i = 0; i < 2; i++) orders.Add(Floor.Order(1, NextId(), Side.Buy, "0.001", "60000", "BTCUSDT")[0].ExecutionReport.OrderId);
        foreach (var order in orders.Take(unknown)) Floor.Report(1, order, VenueReportType.Unknown);
        Try(reason);
        Try(reason, symbol: "BTCUSDT", quantity: "0.001", price: "60000");
        Try(RejectReason.None, session: 2);
    }

    [Theory]
    [InlineData("9", false)]
    [InlineData("10", true)]
    [InlineData("11", true)]
    public void R063_a_fill_that_uses_the_line_up_cancels_what_works(string quantity, bool cancelled)
    {
        Floor.Order(1, "w", Side.Buy, "1", "1");
        Floor.Order(1, "b", Side.Buy, quantity, "10");
        Floor.Limit(63, ScopeKind.Account, "A1", "100", "1");
        var said = Floor.Order(2, NextId(), Side.Sell, quantity, "10").Lines();
        Assert.Equal(cancelled, said.Contains("1 Canceled w Canceled cum=0 leaves=0 CreditLimit unsolicited"));
    }

    [Theory]
    [InlineData("100.49", "99")]
    [InlineData("100.5", "100")]
    [InlineData("100.51", "100")]
    public void R081_enough_profit_brings_the_stop_to_the_entry(string mark, string stop)
    {
        Floor.Limit(81, ScopeKind.Account, "A1", "100", "50"); // Ticks of 0.01.
        Trade(Side.Buy, "1", "100");
        Trade(Side.Buy, "1", mark, session: 2);
        Tick();
        Assert.Equal(stop, Floor.Engine.Positions().Single(position => position.Account.ToString() == "A1").StopLoss.ToString());
    }

    [Theory]
    [InlineData("10", "10.005", RejectReason.PriceIncrement)]
    [InlineData("10", "10.01", RejectReason.None)]
    [InlineData("10.5", "10", RejectReason.LotSize)]
    [InlineData("99999", "0.5", RejectReason.None)]
    [InlineData("100000", "0.5", RejectReason.None)]
    [InlineData("100001", "0.5", RejectReason.LotSize)]
    [InlineData("1", "39.99", RejectReason.NotionalBelowMinimum)]
    [InlineData("1", "40", RejectReason.None)]
    [InlineData("1", "40.01", RejectReason.None)]
    [InlineData("9999", "10", RejectReason.None)]
    [InlineData("10000", "10", RejectReason.None)]
    [InlineData("10001", "10", RejectReason.InsufficientBalance)]
    public void R010_R011_R012_R060_a_replace_meets_what_an_order_meets(string quantity, string price, RejectReason reason)
    {
        Floor.Balance("A1", "USD", "10000");
        Floor.Instrument("AAPL", notionalMin: "40");
        Floor.Order(1, "w", Side.Buy, "5", "10");
        AssertReplace(reason, quantity, price);
    }

    [Theory]
    [InlineData(TradingState.ReduceOnly, RejectReason.ReduceOnlyWouldIncrease)]
    [InlineData(TradingState.CancelOnly, RejectReason.TradingHalted)]
    [InlineData(TradingState.Halted, RejectReason.TradingHalted)]
    [InlineData(TradingState.Active, RejectReason.None)]
    public void R005_a_replace_is_no_way_around_a_state(TradingState state, RejectReason reason)
    {
        Floor.Order(1, "w", Side.Buy, "5", "10");
        Floor.State(ScopeKind.Account, "A1", state);
        AssertReplace(reason, "6", "10");
    }

    [Fact]
    public void R006_a_replace_is_no_way_around_a_lockout()
    {
        Floor.Limit(73, ScopeKind.Strategy, "X", "5");
        Floor.Order(1, "w", Side.Buy, "5", "9", strategy: "X");
        Floor.Order(2, "y", Side.Buy, "5", "8", strategy: "Y");
        Trade(Side.Buy, "1", "100", strategy: "X");
        Trade(Side.Sell, "1", "105", strategy: "X");
        Assert.Equal(RejectReason.LockedOut, Try(RejectReason.LockedOut, strategy: "X").Reason);
        Assert.DoesNotContain(Floor.Engine.OpenOrders(), order => order.ClOrdId.ToString() == "w"); // It went with the lockout.
        Assert.Equal(ExecType.Replaced, Floor.Replace(2, NextId(), "y", "6", "8")[0].ExecutionReport.ExecType);
    }

    [Fact]
    public void R034_a_replace_needs_an_id_of_its_own()
    {
        Floor.Order(1, "w", Side.Buy, "5", "10");
        Assert.Equal(RejectReason.DuplicateClOrdId, Floor.Replace(1, "w", "w", "6", "10")[0].CancelReject.Rejection.Reason);
        AssertReplace(RejectReason.None, "6", "10");
    }

    void AssertReplace(RejectReason reason, string quantity, string price)
    {
        var said = Floor.Replace(1, NextId(), "w", quantity, price);
        var order = Floor.Engine.OpenOrders().Single(order => order.Session == 1);
        if (reason == RejectReason.None)
        {
            Assert.Equal(ExecType.Replaced, said[0].ExecutionReport.ExecType);
            return;
        }

        Assert.Equal((OutboundKind.CancelReject, reason), (said[0].Kind, said[0].CancelReject.Rejection.Reason));
        Assert.Equal(("w", "5"), (order.ClOrdId.ToString(), order.LeavesQuantity.ToString()));
    }
}
