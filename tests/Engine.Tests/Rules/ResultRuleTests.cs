using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>Rules over what has happened: fills, marks and the passing of time.</summary>
public sealed class ResultRuleTests : RuleDesk
{
    const long Day = 86_400 * Desk.Second;

    /// <summary>A1 buys ten at 100 and sells one at a loss of so much.</summary>
    Outbound[] Lose(string price, string strategy = "")
    {
        Trade(Side.Buy, "10", "100", strategy: strategy);
        return Trade(Side.Sell, "1", price, strategy: strategy);
    }

    [Theory]
    [InlineData("95.01", false)]
    [InlineData("95", true)]
    [InlineData("94.99", true)]
    public void R070_the_days_loss_locks_until_the_scopes_own_reset(string price, bool locked)
    {
        var reset = Floor.Time + 3600 * Desk.Second;
        Floor.Schedule(ScopeKind.Account, "A1", reset: reset);
        Floor.Limit(70, ScopeKind.Account, "A1", "5");
        Floor.Order(1, "w", Side.Buy, "1", "9");
        var said = Lose(price);
        Assert.Equal(locked ? reset : 0, LockedUntil(ScopeKind.Account, "A1"));
        Try(locked ? RejectReason.LockedOut : RejectReason.None);
        Assert.Equal(locked, said.Any(m => m.Kind == OutboundKind.ExecutionReport && m.ExecutionReport.ClOrdId.ToString() == "w" && m.ExecutionReport.ExecType == ExecType.Canceled));
        if (!locked) return;
        AssertReplays();
        Floor.Advance(reset - Floor.Time);
        Assert.NotNull(EventOf(Floor.Tick(), RiskEventType.LockoutReleased, RejectReason.DailyLoss));
        Try(RejectReason.None);
    }

    [Theory]
    [InlineData(ScopeKind.Strategy, "X")]
    [InlineData(ScopeKind.Firm, "")]
    public void R070_R073_strategy_and_firm(ScopeKind scope, string key)
    {
        // The firm's result counts both sides of an own trade: only fees are left of it.
        Floor.Account("A1", taker: 1000);
        Floor.Limit(70, scope, key, "2");
        Lose(scope == ScopeKind.Firm ? "100" : "97.5", "X");
        if (scope == ScopeKind.Firm) Lose("100", "X");
        Assert.NotEqual(0, LockedUntil(scope, key));
        Try(RejectReason.LockedOut, strategy: "X", price: "1");
    }

    /// <summary>One more mark a second later.</summary>
    Outbound[] Mark(string price)
    {
        Floor.Advance(Desk.Second);
        Floor.Order(2, NextId(), Side.Sell, "1", price, account: "A4");
        Floor.Order(3, NextId(), Side.Buy, "1", price);
        return Floor.Tick();
    }

    [Theory]
    [InlineData("90.01", false)]
    [InlineData("90", true)]
    [InlineData("89.99", true)]
    public void R071_of_all_positions_locks_after_three_marks(string price, bool locked)
    {
        Floor.Limit(71, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "10", "100");
        Mark(price);
        Mark(price);
        Assert.Equal(0, LockedUntil(ScopeKind.Account, "A1"));
        Mark(price);
        Assert.Equal(locked, LockedUntil(ScopeKind.Account, "A1") != 0);
        Try(locked ? RejectReason.LockedOut : RejectReason.None, price: "5");
    }

    [Fact]
    public void R071_one_bad_tick_and_silence_after_it_do_nothing()
    {
        Floor.Limit(71, ScopeKind.Account, "A1", "100");
        Trade(Side.Buy, "10", "100");
        Mark("50");
        for (var i = 0; i < 10; i++) Tick();
        Mark("99");
        Mark("50");
        Mark("50");
        Mark("99");
        Assert.Equal(0, LockedUntil(ScopeKind.Account, "A1"));
    }

    [Theory]
    [InlineData("94.01", false)]
    [InlineData("94", true)]
    public void R071_is_no_wider_than_what_is_left_of_the_realized_limit(string price, bool locked)
    {
        Floor.Limit(70, ScopeKind.Account, "A1", "60");
        Floor.Limit(71, ScopeKind.Account, "A1", "100", value3: "1");
        Trade(Side.Buy, "11", "100");
        Trade(Side.Sell, "6", "95"); // 30 lost, 30 left for the 5 that are held.
        Mark(price);
        Assert.Equal(locked, LockedUntil(ScopeKind.Account, "A1") != 0);
    }

    [Fact]
    public void R071_of_each_position_cancels_that_position_only_and_does_not_lock()
    {
        Floor.Limit(71, ScopeKind.Account, "A1", "100", "1", value3: "2");
        Trade(Side.Buy, "10", "100");
        Floor.Order(1, "w", Side.Sell, "1", "200");
        Floor.Order(1, "m", Side.Buy, "1", "1", symbol: "MSFT");
        Mark("90");
        var said = Mark("90").Lines();
        Assert.Contains("1 Canceled w Canceled cum=0 leaves=0 UnrealizedLoss unsolicited", said);
        Assert.DoesNotContain(said, line => line.Contains(" m ", StringComparison.Ordinal));
        Assert.Equal(0, LockedUntil(ScopeKind.Account, "A1"));
    }

    [Theory]
    [InlineData("0", "109.99", false)]
    [InlineData("0", "110", true)]
    [InlineData("0", "110.01", true)]
    public void R072_the_target_closes_the_position(string mode, string price, bool closes)
    {
        Floor.Limit(72, ScopeKind.Account, "A1", "100", mode);
        Trade(Side.Buy, "10", "100");
        Floor.Order(1, "w", Side.Sell, "1", "200");
        Assert.Equal(closes, Mark(price).Lines().Any(line => line.StartsWith("1 Canceled w", StringComparison.Ordinal)));
        Assert.Equal(0, LockedUntil(ScopeKind.Account, "A1"));
    }

    [Fact]
    public void R072_break_even_closes_when_the_profit_is_gone_again()
    {
        Floor.Limit(72, ScopeKind.Account, "A1", "100", "1");
        Trade(Side.Buy, "10", "100");
        Floor.Order(1, "w", Side.Sell, "1", "200");
        bool Closes(string price) => Mark(price).Lines().Any(line => line.StartsWith("1 Canceled w", StringComparison.Ordinal));
        Assert.False(Closes("99"));
        Assert.False(Closes("110"));
        Assert.False(Closes("100.01"));
        Assert.True(Closes("100"));
    }

    [Theory]
    [InlineData("99.01", 0)]
    [InlineData("99", 60)]
    [InlineData("95.01", 60)]
    [InlineData("95", 600)]
    [InlineData("80", 600)]
    public void R074_the_greatest_step_that_a_trades_loss_reaches_counts(string price, long seconds)
    {
        Floor.Limit(74, ScopeKind.Account, "A1", "1", window: 60 * Desk.Second);
        Floor.Limit(74, ScopeKind.Account, "A1", "5", window: 600 * Desk.Second, tier: 1);
        Lose(price);
        Assert.Equal(seconds == 0 ? 0 : Floor.Time + seconds * Desk.Second, LockedUntil(ScopeKind.Account, "A1"));
        var no = Try(seconds == 0 ? RejectReason.None : RejectReason.Cooldown);
        if (seconds == 0) return;
        Assert.Equal(Floor.Time + seconds * Desk.Second - 1, no.Limit);
        Tick(seconds * Desk.Second);
        Try(RejectReason.None);
    }

    [Fact]
    public void R075_each_step_has_its_own_count_and_cool_down()
    {
        Floor.Limit(75, ScopeKind.Account, "A1", "3", "60", 60 * Desk.Second);
        Floor.Limit(75, ScopeKind.Account, "A1", "5", "1800", value3: "1", tier: 1);
        for (var i = 0; i < 3; i++) Trade(Side.Buy, "1", "10");
        Assert.Equal(0, LockedUntil(ScopeKind.Account, "A1"));
        Trade(Side.Buy, "1", "10");
        Assert.Equal(Floor.Time + 60 * Desk.Second, LockedUntil(ScopeKind.Account, "A1"));
        Tick(120 * Desk.Second);
        Trade(Side.Buy, "1", "10");
        Trade(Side.Buy, "1", "10");
        Assert.Equal(Floor.Time + 1800 * Desk.Second, LockedUntil(ScopeKind.Account, "A1"));
    }

    [Theory]
    [InlineData("96.01", false)]
    [InlineData("96", true)]
    [InlineData("95.99", true)]
    public void R076_the_fall_from_the_days_best_result_locks_until_an_operator_unlocks(string price, bool locked)
    {
        Floor.Limit(76, ScopeKind.Account, "A1", "90");
        Trade(Side.Buy, "10", "100");
        Mark("105"); // The best result: 50.
        Mark(price);
        Assert.Equal(locked ? long.MaxValue : 0, LockedUntil(ScopeKind.Account, "A1"));
        if (!locked) return;
        Tick(2 * Day);
        Try(RejectReason.LockedOut, price: "5");
        Floor.Unlock(ScopeKind.Account, "A1");
        Try(RejectReason.None, price: "5");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void R077_losses_in_a_row_stop_a_strategy(int losses, bool stopped)
    {
        Floor.Limit(77, ScopeKind.Strategy, "X", "2");
        Trade(Side.Buy, "10", "100", strategy: "X");
        Trade(Side.Sell, "1", "99", strategy: "X");
        Trade(Side.Sell, "1", "101", strategy: "X"); // A gain: the row begins anew.
        for (var i = 0; i < losses; i++) Trade(Side.Sell, "1", "99", strategy: "X");
        Try(stopped ? RejectReason.RejectStorm : RejectReason.None, strategy: "X");
        Try(RejectReason.None, strategy: "Y");
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void R033_fills_in_one_direction_stop_a_strategy_until_an_operator_enables_it(int fills, bool stopped)
    {
        Floor.Limit(33, ScopeKind.Strategy, "X", "3", window: 60 * Desk.Second);
        Floor.Order(1, "w", Side.Buy, "1", "5", strategy: "X");
        Trade(Side.Sell, "1", "10", strategy: "X");
        for (var i = 0; i < fills; i++) Trade(Side.Buy, "1", "10", strategy: "X");
        Try(stopped ? RejectReason.RepeatedExecution : RejectReason.None, strategy: "X");
        Assert.Equal(stopped, Floor.Engine.OpenOrders().All(order => order.ClOrdId.ToString() != "w"));
        Tick(Day);
        Try(stopped ? RejectReason.RepeatedExecution : RejectReason.None, strategy: "X");
        Floor.State(ScopeKind.Strategy, "X", TradingState.Active);
        Try(RejectReason.None, strategy: "X");
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void R080_a_position_without_a_stop_is_closed_after_the_grace(long beyond, bool closes)
    {
        Floor.Limit(80, ScopeKind.Account, "A1", window: 30 * Desk.Second);
        Trade(Side.Buy, "10", "100");
        Floor.Order(1, "w", Side.Sell, "1", "200"); // No stop.
        Tick();
        Floor.Advance(30 * Desk.Second + beyond - 1);
        Assert.Equal(closes, Floor.Tick().Lines().Any(line => line.Contains("NoStopLoss", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("110.01", false)]
    [InlineData("110", false)]
    [InlineData("109.99", true)]
    public void R061_below_the_buffer_only_reducing_until_it_is_there_again(string price, bool reduceOnly)
    {
        Floor.Balance("A1", "USD", "1000");
        Trade(Side.Sell, "10", "100"); // Margin 100, 900 free.
        Floor.Limit(61, ScopeKind.Account, "A1", "80");
        Mark(price is "109.99" ? "110.01" : price is "110.01" ? "109.99" : "110"); // Short: the dearer, the worse.
        Try(reduceOnly ? RejectReason.MarginBuffer : RejectReason.None, symbol: "MSFT", price: "0.01");
        Mark("100");
        Try(RejectReason.None, symbol: "MSFT", price: "0.01");
    }

    [Theory]
    [InlineData("9", false)]
    [InlineData("10", false)]
    [InlineData("11", true)]
    public void R050_R051_a_position_beyond_its_limit_gives_up_its_working_orders(string quantity, bool over)
    {
        Floor.Order(1, "w", Side.Buy, "1", "1");
        Floor.Order(1, "b", Side.Buy, quantity, "10");
        Floor.Limit(51, ScopeKind.Account, "A1", "10"); // Lowered while the order works.
        var said = Floor.Order(2, NextId(), Side.Sell, quantity, "10").Lines();
        Assert.Equal(over, said.Any(line => line.StartsWith("1 Canceled w", StringComparison.Ordinal) && line.Contains("MaxContractsInstrument", StringComparison.Ordinal)));
        Assert.Equal(0, LockedUntil(ScopeKind.Account, "A1"));
    }

    [Theory]
    [InlineData("99", RejectReason.None)]
    [InlineData("100", RejectReason.None)]
    [InlineData("101", RejectReason.RiskBudget)]
    public void R062_what_is_open_and_what_is_held_use_one_budget(string quantity, RejectReason reason)
    {
        Floor.Limit(62, ScopeKind.Strategy, "X", "1500");
        Trade(Side.Buy, "20", "20", strategy: "X");
        Floor.Order(1, "w", Side.Buy, "10", "10", strategy: "X");
        Try(reason, quantity: quantity, strategy: "X");
        Try(RejectReason.None, quantity: quantity, strategy: "Y");
        Floor.Cancel(1, "c", "w");
        Try(RejectReason.None, quantity: "1", strategy: "X", price: "9");
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(0, true)]
    public void R062_a_claim_ends_with_its_time_and_the_order_with_it(long beyond, bool ended)
    {
        Floor.Limit(62, ScopeKind.Account, "A1", "1000", window: 60 * Desk.Second);
        Try(RejectReason.None, quantity: "100");
        Try(RejectReason.RiskBudget);
        Floor.Advance(60 * Desk.Second - 2 + beyond);
        var said = Floor.Tick().Lines();
        Assert.Equal(ended, said.Contains("1 Expired n1 Expired cum=0 leaves=0 RiskBudget"));
        Try(ended ? RejectReason.None : RejectReason.RiskBudget);
        Assert.Equal(ended ? 1 : 0, Floor.Engine.Balances().Count(balance => balance.Account.ToString() == "A1" && balance.Reserved.Raw == Money.Parse("1").Raw));
    }

    [Fact]
    public void R062_an_order_that_ends_sooner_keeps_its_own_end_and_what_was_used_stays_used()
    {
        Floor.Limit(62, ScopeKind.Account, "A1", "1000", window: 60 * Desk.Second);
        Floor.Order(1, "gtd", Side.Buy, "50", "9", tif: TimeInForce.GoodTillDate, more: (ref Inbound m) => m.NewOrder.ExpireTime = new Timestamp(Floor.Time + 30 * Desk.Second));
        Trade(Side.Buy, "50", "10");
        Assert.Contains("1 Expired gtd Expired cum=0 leaves=0", Tick(30 * Desk.Second).Lines());
        Tick(60 * Desk.Second);
        Assert.Equal(RejectReason.RiskBudget, Try(RejectReason.RiskBudget, quantity: "51").Reason);
        Try(RejectReason.None, quantity: "50");
    }

    [Theory]
    [InlineData("7.99", 0)]
    [InlineData("8", 1)]
    [InlineData("10", 1)]
    public void R063_tells_once_when_four_fifths_are_used(string price, int alerts)
    {
        Floor.Limit(63, ScopeKind.Account, "A1", "1000");
        Try(RejectReason.None, quantity: "100", price: price);
        Floor.Order(2, NextId(), Side.Sell, "50", price);
        if (price != "10") Try(RejectReason.None, price: "0.5");
        Assert.Equal(alerts, Floor.Said.Count(m => m.Kind == OutboundKind.RiskEvent && m.RiskEvent.Type == RiskEventType.Alert && m.RiskEvent.Rejection.Reason == RejectReason.CreditLimit));
    }

    [Fact]
    public void R041_an_instrument_that_is_blocked_has_its_positions_closed_when_asked_for()
    {
        Trade(Side.Buy, "10", "100");
        Floor.Order(1, "w", Side.Sell, "1", "200");
        Floor.Limit(41, ScopeKind.Instrument, "AAPL", "1");
        Assert.DoesNotContain(Floor.Engine.OpenOrders(), order => order.ClOrdId.ToString() == "w");
        Try(RejectReason.SymbolBlocked);
    }

    [Theory]
    [InlineData("9", true)]
    [InlineData("10", false)]
    [InlineData("4+6", false)]
    public void R080_a_stop_that_covers_the_size_protects(string stops, bool closes)
    {
        Floor.Limit(80, ScopeKind.Account, "A1", window: 30 * Desk.Second);
        Trade(Side.Buy, "10", "100");
        foreach (var quantity in stops.Split('+')) Stop(quantity, "90");
        Tick();
        Assert.Equal(closes, Tick(31 * Desk.Second).Lines().Any(line => line.Contains("NoStopLoss", StringComparison.Ordinal)));
    }

    [Fact]
    public void R080_of_a_strategy_closes_its_part()
    {
        Floor.Limit(80, ScopeKind.Strategy, "X", window: 30 * Desk.Second);
        Trade(Side.Buy, "10", "100");
        Trade(Side.Buy, "4", "100", strategy: "X");
        Floor.Order(2, NextId(), Side.Buy, "20", "99");
        Stop("9", "50"); // Not the strategy's own.
        Tick();
        Assert.Contains("Risk EnforcementDone NoStopLoss Strategy:X", Tick(31 * Desk.Second).Lines());
        Assert.Equal("10", Floor.Engine.Positions().Single(position => position.Account.ToString() == "A1").Quantity.ToString());
    }

    [Theory]
    [InlineData("96.01", false)]
    [InlineData("96", true)]
    [InlineData("95.99", true)]
    public void R076_of_a_strategy_counts_its_own_results_and_closes_its_part(string price, bool locked)
    {
        Floor.Limit(76, ScopeKind.Strategy, "X", "90");
        Trade(Side.Buy, "5", "100");
        Trade(Side.Buy, "10", "100", strategy: "X");
        Mark("105");
        Mark(price);
        Assert.Equal(locked ? long.MaxValue : 0, LockedUntil(ScopeKind.Strategy, "X"));
        Try(locked ? RejectReason.LockedOut : RejectReason.None, price: "5", strategy: "X");
        Try(RejectReason.None, price: "5");
        if (!locked) return;
        Floor.Order(2, NextId(), Side.Buy, "20", "95");
        Tick();
        Assert.Equal("5", Floor.Engine.Positions().Single(position => position.Account.ToString() == "A1").Quantity.ToString());
    }

    void Stop(string quantity, string price)
        => Floor.Order(1, NextId(), Side.Sell, quantity, more: (ref Inbound m) => (m.NewOrder.Type, m.NewOrder.StopPrice) = (OrderType.Stop, Price.Parse(price)));
}
