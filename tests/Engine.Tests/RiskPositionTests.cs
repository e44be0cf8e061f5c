using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests;

/// <summary>Rules over open orders, positions, exposure and balance, each at its boundary: on new orders, on replaces and after fills.</summary>
public sealed class RiskPositionTests : IDisposable
{
    readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    RejectReason Buy(string id, string quantity, string price, string symbol = "AAPL", ushort session = 1)
        => _desk.Order(session, id, Side.Buy, quantity, price, symbol: symbol)[0].ExecutionReport.Rejection.Reason;

    RejectReason Sell(string id, string quantity, string price, string symbol = "AAPL", ushort session = 1)
        => _desk.Order(session, id, Side.Sell, quantity, price, symbol: symbol)[0].ExecutionReport.Rejection.Reason;

    RejectReason Replace(string id, string original, string quantity, string price)
        => _desk.Replace(1, id, original, quantity, price)[0] is { Kind: OutboundKind.CancelReject } said ? said.CancelReject.Rejection.Reason : RejectReason.None;

    /// <summary>A1 buys from A2.</summary>
    void Trade(string quantity, string price, string symbol = "AAPL")
    {
        Sell($"ts{_desk.Said.Count}", quantity, price, symbol, 2);
        Buy($"tb{_desk.Said.Count}", quantity, price, symbol);
    }

    [Theory]
    [InlineData(ScopeKind.Firm, "")]
    [InlineData(ScopeKind.Account, "A1")]
    [InlineData(ScopeKind.Instrument, "AAPL")]
    public void R036_open_orders(ScopeKind scope, string key)
    {
        _desk.Limit(36, scope, key, "2");
        Assert.Equal(RejectReason.None, Buy("b1", "1", "10"));
        Assert.Equal(RejectReason.None, Buy("b2", "1", "10"));
        Assert.Equal(RejectReason.MaxOpenOrders, Buy("b3", "1", "10"));
        Assert.Equal(RejectReason.None, Replace("r1", "b1", "2", "10"));
        _desk.Cancel(1, "c1", "r1");
        Assert.Equal(RejectReason.None, Buy("b4", "1", "10"));
    }

    [Theory]
    [InlineData("49.99", RejectReason.None)]
    [InlineData("50", RejectReason.None)]
    [InlineData("50.01", RejectReason.OpenOrderValue)]
    public void R037_value_of_open_orders(string price, RejectReason reason)
    {
        _desk.Limit(37, ScopeKind.Account, "A1", "1000");
        Assert.Equal(RejectReason.None, Buy("b1", "10", "50"));
        Assert.Equal(reason, Buy("b2", "10", price));
        _desk.Cancel(1, "c", "b2");
        Assert.Equal(reason, Replace("r", "b1", "20", price));
    }

    [Theory]
    [InlineData(true, "1000", RejectReason.None)]
    [InlineData(false, "9", RejectReason.None)]
    [InlineData(false, "10", RejectReason.None)]
    [InlineData(false, "11", RejectReason.ShortSell)]
    public void R042_short_sales_need_permission(bool allowed, string quantity, RejectReason reason)
    {
        Trade("15", "10");
        Sell("w", "5", "20");
        _desk.Account("A1", shorts: allowed);
        Assert.Equal(reason, Sell("s", quantity, "20"));
        Assert.Equal(allowed ? RejectReason.None : RejectReason.ShortSell,
            _desk.Order(1, "ss", Side.SellShort, "1", "20")[0].ExecutionReport.Rejection.Reason);
    }

    [Fact]
    public void R042_may_be_forbidden_for_an_instrument()
    {
        _desk.Limit(42, ScopeKind.Instrument, "AAPL");
        Assert.Equal(RejectReason.ShortSell, Sell("s1", "1", "20"));
        Assert.Equal(RejectReason.None, Sell("s2", "1", "20", "MSFT"));
    }

    [Theory]
    [InlineData("0", "39", RejectReason.None)]
    [InlineData("0", "40", RejectReason.None)]
    [InlineData("0", "41", RejectReason.MaxContracts)]
    [InlineData("1", "100", RejectReason.None)] // net: the short in MSFT offsets
    [InlineData("1", "101", RejectReason.MaxContracts)]
    public void R050_contracts_over_all_instruments(string net, string quantity, RejectReason reason)
    {
        Trade("20", "10");
        Sell("m", "40", "10", "MSFT");
        _desk.Order(2, "mb", Side.Buy, "40", "10", symbol: "MSFT");
        _desk.Limit(50, ScopeKind.Account, "A1", net == "0" ? "100" : "80", net);
        Assert.Equal(reason, Buy("b", quantity, "5"));
    }

    [Theory]
    [InlineData(ScopeKind.Account, "A1")]
    [InlineData(ScopeKind.Instrument, "AAPL")]
    [InlineData(ScopeKind.Firm, "")]
    public void R051_contracts_of_an_instrument_in_the_worst_case(ScopeKind scope, string key)
    {
        Trade("20", "10");
        Buy("w", "30", "5");
        _desk.Limit(51, scope, key, "100");
        Assert.Equal(RejectReason.MaxContractsInstrument, Buy("b1", "51", "5"));
        Assert.Equal(RejectReason.None, Buy("b2", "50", "5"));
        Assert.Equal(RejectReason.None, Buy("m", "100", "5", "MSFT"));
        Assert.Equal(RejectReason.MaxContractsInstrument, Replace("r1", "w", "31", "5"));
        Assert.Equal(RejectReason.None, Replace("r2", "w", "29", "5"));
        Assert.Equal(RejectReason.None, Sell("s1", "120", "20"));
        Assert.Equal(RejectReason.MaxContractsInstrument, Sell("s2", "1", "20"));
    }

    [Fact]
    public void R051_is_never_passed_by_fills()
    {
        _desk.Limit(51, ScopeKind.Account, "A1", "10");
        Buy("b1", "10", "10");
        Assert.Equal(RejectReason.MaxContractsInstrument, Buy("b2", "1", "10"));
        Sell("s", "10", "10", session: 2);
        Assert.Equal(RejectReason.MaxContractsInstrument, Buy("b3", "1", "10"));
        Assert.Equal(RejectReason.None, Sell("s1", "20", "20"));
        Assert.Equal(RejectReason.MaxContractsInstrument, Sell("s2", "1", "20"));
    }

    [Theory]
    [InlineData("49", RejectReason.None)]
    [InlineData("50", RejectReason.None)]
    [InlineData("51", RejectReason.MaxPositionNotional)]
    public void R052_value_of_the_position(string quantity, RejectReason reason)
    {
        Trade("50", "10");
        _desk.Limit(52, ScopeKind.Account, "A1", "1000");
        Assert.Equal(reason, Buy("b", quantity, "10"));
    }

    [Theory]
    [InlineData("1000", "0", "30", RejectReason.None)] // 500 long, 200 short, 300 more
    [InlineData("1000", "0", "31", RejectReason.ExposureCap)]
    [InlineData("0", "600", "30", RejectReason.None)]
    [InlineData("0", "600", "31", RejectReason.ExposureCap)]
    public void R053_gross_and_net_exposure(string gross, string net, string quantity, RejectReason reason)
    {
        Trade("50", "10");
        Sell("m", "20", "10", "MSFT");
        _desk.Order(2, "mb", Side.Buy, "20", "10", symbol: "MSFT");
        _desk.Limit(53, ScopeKind.Account, "A1", gross, net);
        Assert.Equal(reason, Buy("b", quantity, "10"));
        Assert.Equal(RejectReason.None, Sell("s", "50", "20")); // what only shrinks is exempt
    }

    [Theory]
    [InlineData("5", "0", "5", "6")]
    [InlineData("0", "10", "7", "8")] // three were ordered before
    public void R054_lots_an_order_and_a_day(string perOrder, string perDay, string passes, string fails)
    {
        Buy("b0", "3", "10");
        _desk.Limit(54, ScopeKind.Account, "A1", perOrder, perDay);
        Assert.Equal(RejectReason.LotLimit, Buy("b1", fails, "10"));
        Assert.Equal(RejectReason.None, Buy("b2", passes, "10"));
    }

    [Theory]
    [InlineData("1000", "0", "20", RejectReason.None)] // 500 traded, 300 open, 200 more
    [InlineData("1000", "0", "21", RejectReason.DailyTradedValue)]
    [InlineData("0", "70", "20", RejectReason.None)]
    [InlineData("0", "70", "21", RejectReason.DailyTradedValue)]
    public void R055_value_and_quantity_traded_in_a_day(string value, string traded, string quantity, RejectReason reason)
    {
        Trade("50", "10");
        if (value != "0") Buy("w", "30", "10");
        _desk.Limit(55, ScopeKind.Account, "A1", value, traded);
        Assert.Equal(reason, Buy("b1", quantity, "10"));
        _desk.Advance(86_400 * Desk.Second);
        Assert.Equal(RejectReason.None, Buy("b2", "20", "10"));
    }

    [Theory]
    [InlineData("99999", RejectReason.None)]
    [InlineData("100000", RejectReason.None)]
    [InlineData("100001", RejectReason.InsufficientBalance)]
    public void R060_margin_covers_the_order(string quantity, RejectReason reason)
    {
        _desk.Balance("A1", "USD", "100000");
        _desk.Tell(InboundKind.InstrumentDefined, static (ref Inbound m) => m.InstrumentDefined = new()
        {
            Symbol = Text24.From("BIG"), Currency = Text16.From("USD"), TickSize = Price.Parse("0.01"), LotSize = Quantity.Parse("1"),
        });
        Assert.Equal(reason, Buy("b", quantity, "10", "BIG"));
    }

    [Fact]
    public void R060_fees_count_and_the_rest_of_the_balance_is_free_again_after_the_fill()
    {
        _desk.Account("A1", taker: 1000, margin: 100);
        _desk.Balance("A1", "USD", "1000.99");
        Assert.Equal(RejectReason.InsufficientBalance, Buy("b1", "100", "10"));
        _desk.Balance("A1", "USD", "1001");
        Assert.Equal(RejectReason.None, Buy("b2", "100", "10"));
        Assert.Equal(RejectReason.InsufficientBalance, Replace("r", "b2", "101", "10"));
        Sell("s", "100", "10", session: 2);
        var balance = _desk.Engine.Balances().Single(b => b.Account == Text16.From("A1") && b.Asset == Text16.From("USD"));
        Assert.Equal(Money.Parse("1001"), balance.Total); // maker: no fee
        Assert.Equal(Money.Parse("1000"), balance.Reserved); // the position's margin
        Assert.Equal(RejectReason.None, Sell("out", "100", "10")); // closing needs none
    }

    [Theory]
    [InlineData("40", "60", "100")] // 10 % of 400 held and of 600 open
    [InlineData("99", "1", "100")]
    [InlineData("100", "", "100")]
    public void R060_a_fill_moves_its_margin_from_the_order_to_the_position(string filled, string left, string reserved)
    {
        Buy("b", "100", "10");
        Sell("s", filled, "10", session: 2);
        var order = _desk.Engine.OpenOrders().SingleOrDefault();
        Assert.Equal(left.Length == 0 ? Money.Zero : Money.Parse(left), order.Reserved);
        Assert.Equal(Money.Parse(filled), _desk.Engine.Positions().Single(p => p.Account == Text16.From("A1")).Margin);
        Assert.Equal(Money.Parse(reserved), _desk.Engine.Balances().Single(b => b.Account == Text16.From("A1") && b.Asset == Text16.From("USD")).Reserved);
    }

    [Theory]
    [InlineData("9.99", RejectReason.InsufficientBalance)]
    [InlineData("10", RejectReason.None)]
    public void R060_spot_sales_need_the_asset(string owned, RejectReason reason)
    {
        _desk.Instrument("GOLD", settlement: Settlement.Spot);
        _desk.Account("A1", shorts: false);
        _desk.Balance("A1", "GOLD", owned);
        Assert.Equal(reason, Sell("s", "10", "5", "GOLD"));
    }

    [Theory]
    [InlineData("500", RejectReason.None)] // 1000 of 10000 may be used with 90 % to stay free
    [InlineData("501", RejectReason.MarginBuffer)]
    public void R061_a_part_of_the_balance_stays_free(string quantity, RejectReason reason)
    {
        _desk.Balance("A1", "USD", "10000");
        _desk.Limit(61, ScopeKind.Account, "A1", "95");
        Assert.Equal(reason, Buy("b", quantity, "10"));
    }

    [Theory]
    [InlineData("50", RejectReason.None)]
    [InlineData("51", RejectReason.CreditLimit)]
    public void R063_credit(string quantity, RejectReason reason)
    {
        Trade("50", "10");
        _desk.Limit(63, ScopeKind.Account, "A1", "1000");
        Assert.Equal(reason, Buy("b", quantity, "10"));
    }

    [Theory]
    [InlineData("100.01", 0)]
    [InlineData("100", 1)]
    [InlineData("99.99", 1)]
    public void R070_the_loss_of_a_day_locks_the_account_and_cancels_its_orders(string limit, int locks)
    {
        Trade("10", "20");
        Buy("w", "1", "5");
        _desk.Limit(70, ScopeKind.Account, "A1", limit);
        Buy("ob", "10", "10", session: 2);
        var said = _desk.Order(1, "out", Side.Sell, "10", "10").Lines();
        Assert.Equal(locks == 1, said.Contains("Risk LockoutSet DailyLoss Account:A1"));
        Assert.Equal(locks == 1, said.Contains("1 Canceled w Canceled cum=0 leaves=0 LockedOut unsolicited"));
        Assert.Equal(locks == 1 ? RejectReason.LockedOut : RejectReason.None, Buy("b1", "1", "5"));
        if (locks == 0) return;
        _desk.Advance(86_400 * Desk.Second);
        Assert.Contains("Risk LockoutReleased DailyLoss Account:A1", _desk.Tick().Lines());
        Assert.Equal(RejectReason.None, Buy("b2", "1", "5"));
    }

    [Fact]
    public void R073_a_profit_target_locks_too()
    {
        Trade("10", "20");
        _desk.Limit(73, ScopeKind.Account, "A1", "50");
        Buy("ob", "10", "25", session: 2);
        Sell("out", "10", "25");
        Assert.Equal(RejectReason.LockedOut, Buy("b1", "1", "5"));
        _desk.State(ScopeKind.Account, "A1", TradingState.Active);
        Assert.Equal(RejectReason.LockedOut, Buy("b3", "1", "5")); // to resume is not to unlock
        _desk.Unlock(ScopeKind.Account, "A1");
        Assert.Equal(RejectReason.None, Buy("b2", "1", "5"));
    }

    [Fact]
    public void R075_too_many_trades_lock_for_a_while()
    {
        _desk.Limit(75, ScopeKind.Account, "A1", "3", "30", 60 * Desk.Second);
        for (var i = 0; i < 3; i++) Trade("1", "10");
        Assert.Equal(RejectReason.None, Buy("b1", "1", "5"));
        Trade("1", "10");
        Assert.Equal(RejectReason.LockedOut, Buy("b2", "1", "5"));
        Assert.Equal(RejectReason.None, Sell("s1", "1", "50")); // one can get out
        _desk.Advance(31 * Desk.Second);
        Assert.Equal(RejectReason.None, Buy("b3", "1", "5"));
    }

    [Fact]
    public void R041_a_blocked_symbol_may_only_be_left()
    {
        Trade("5", "10");
        _desk.Limit(41, ScopeKind.Instrument, "AAPL");
        Assert.Equal(RejectReason.SymbolBlocked, Buy("b", "1", "10"));
        Assert.Equal(RejectReason.SymbolBlocked, Sell("s1", "6", "10"));
        Assert.Equal(RejectReason.None, Sell("s2", "5", "20"));
    }

    [Fact]
    public void R095_open_outcomes_block_new_orders()
    {
        _desk.Venue(1, VenueState.Up);
        _desk.Limit(95, ScopeKind.Account, "A1", "0");
        var id = _desk.Order(1, "v1", Side.Buy, "0.001", "60000", symbol: "BTCUSDT")[0].ExecutionReport.OrderId;
        _desk.Report(1, id, VenueReportType.Unknown);
        Assert.Equal(RejectReason.UnknownOutcomes, Buy("b1", "1", "10"));
        _desk.Report(1, id, VenueReportType.Accepted);
        Assert.Equal(RejectReason.None, Buy("b2", "1", "10"));
    }

    [Theory]
    [InlineData(ScopeKind.Firm, "", "b1 b2 m1 x1")]
    [InlineData(ScopeKind.Session, "STRAT1", "b1 b2 m1")]
    [InlineData(ScopeKind.Account, "A2", "x1")]
    [InlineData(ScopeKind.Instrument, "MSFT", "m1")]
    [InlineData(ScopeKind.Strategy, "X", "b2")]
    public void R099_a_kill_switch_blocks_and_cancels_its_scope(ScopeKind scope, string key, string cancelled)
    {
        Buy("b1", "1", "10");
        _desk.Order(1, "b2", Side.Buy, "1", "10", strategy: "X");
        Buy("m1", "1", "10", "MSFT");
        Buy("x1", "1", "10", session: 2);
        var before = _desk.Said.Count;
        _desk.State(scope, key, TradingState.Halted, cancel: true);
        var said = _desk.Said.Skip(before).ToArray();
        Assert.Equal(RiskEventType.StateChanged, said[0].RiskEvent.Type);
        Assert.Equal(cancelled, string.Join(' ', said.Skip(1).Select(m => m.ExecutionReport.ClOrdId)));
        Assert.All(said.Skip(1), m => Assert.Equal((ExecType.Canceled, RejectReason.KillSwitch, true),
            (m.ExecutionReport.ExecType, m.ExecutionReport.Rejection.Reason, m.ExecutionReport.Unsolicited)));
        var (session, symbol) = (scope == ScopeKind.Account ? (ushort)2 : (ushort)1, scope == ScopeKind.Instrument ? "MSFT" : "AAPL");
        Assert.Equal(RejectReason.KillSwitch, _desk.Order(session, "n", Side.Buy, "1", "10", symbol: symbol, strategy: "X")[0].ExecutionReport.Rejection.Reason);
    }

    [Theory]
    [InlineData(999, ScopeKind.Firm, "", "1")]
    [InlineData(20, ScopeKind.Account, "ZZ", "1")]
    [InlineData(20, ScopeKind.Venue, "V1", "1")]
    [InlineData(20, ScopeKind.Account, "A1", "-1")]
    public void A_wrong_limit_is_refused_and_the_running_ones_stay(int rule, ScopeKind scope, string key, string value)
    {
        _desk.Limit(20, ScopeKind.Account, "A1", "5");
        var before = _desk.Engine.Limits();
        _desk.Limit(rule, scope, key, value);
        Assert.Equal(RiskEventType.LimitRefused, _desk.Said[^1].RiskEvent.Type);
        Assert.Equal(before, _desk.Engine.Limits());
    }

    [Fact]
    public void Full_tables_are_a_reason()
    {
        using var tiny = new Desk(Desk.Small with { OrdersMax = 2, StrategiesMax = 1, ClientIdsMax = 6 });
        tiny.Order(1, "a", Side.Buy, "1", "10", strategy: "X");
        Assert.EndsWith("TableFull", tiny.Order(1, "b", Side.Buy, "1", "10", strategy: "Y").Lines()[0], StringComparison.Ordinal);
        tiny.Order(1, "c", Side.Buy, "1", "10");
        Assert.EndsWith("TableFull", tiny.Order(1, "d", Side.Buy, "1", "10").Lines()[0], StringComparison.Ordinal);
        tiny.Cancel(1, "e", "a");
        Assert.EndsWith("New cum=0 leaves=1", tiny.Order(1, "f", Side.Buy, "1", "10").Lines()[0], StringComparison.Ordinal);
        tiny.Cancel(1, "g", "f");
        Assert.EndsWith("TableFull", tiny.Order(1, "h", Side.Buy, "1", "10").Lines()[0], StringComparison.Ordinal);
    }
}
