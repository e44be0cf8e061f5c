using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests;

/// <summary>Each rule at its boundary through the whole engine: one below, at, one above. What is refused provably did not get anywhere.</summary>
public sealed class RiskTests : IDisposable
{
    readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    /// <summary>Sends an order and expects it to pass, or to be refused for this reason with nothing changed.</summary>
    static ExecutionReport Expect(RejectReason reason, Outbound[] said)
    {
        var report = said[0].ExecutionReport;
        Assert.Equal(reason, report.Rejection.Reason);
        Assert.Equal(reason == RejectReason.None ? ExecType.New : ExecType.Rejected, report.ExecType);
        if (reason == RejectReason.None) return report;
        Assert.Single(said);
        Assert.Equal(0, report.OrderId);
        Assert.Equal(OrdStatus.Rejected, report.OrdStatus);
        return report;
    }

    [Fact]
    public void R000_without_configuration_every_order_is_refused_for_a_clear_reason()
    {
        using var empty = new Desk(configured: false);
        Assert.Equal(["1 Rejected b1 Rejected cum=0 leaves=0 NotAuthorised"], empty.Order(1, "b1", Side.Buy, "1", "10").Lines());
        empty.Tell(InboundKind.SessionDefined, static (ref Inbound m) => m.SessionDefined.CompId = Text32.From("S"), 1);
        Assert.Equal(["1 Rejected b1 Rejected cum=0 leaves=0 UnknownInstrument"], empty.Order(1, "b1", Side.Buy, "1", "10").Lines());
        empty.Instrument("AAPL");
        Assert.Equal(["1 Rejected b2 Rejected cum=0 leaves=0 UnknownAccount"], empty.Order(1, "b2", Side.Buy, "1", "10", account: "A1").Lines());
        empty.Account("A1");
        Assert.Equal(["1 Rejected b3 Rejected cum=0 leaves=0 InsufficientBalance"], empty.Order(1, "b3", Side.Buy, "1", "10", account: "A1").Lines());
    }

    [Theory]
    [InlineData(1, RejectReason.None)]
    [InlineData(9, RejectReason.NotAuthorised)]
    [InlineData(8, RejectReason.NotAuthorised)]
    [InlineData(60000, RejectReason.NotAuthorised)]
    public void R001_only_trading_sessions_may_trade(ushort session, RejectReason reason)
        => Expect(reason, _desk.Order(session, "b", Side.Buy, "1", "10", account: "A1"));

    [Theory]
    [InlineData("A1", "AAPL", RejectReason.None)]
    [InlineData("", "AAPL", RejectReason.None)]
    [InlineData("ZZ", "AAPL", RejectReason.UnknownAccount)]
    [InlineData("A1", "ZZ", RejectReason.UnknownInstrument)]
    public void R002_R003_account_and_instrument_are_known(string account, string symbol, RejectReason reason)
        => Expect(reason, _desk.Order(1, "b", Side.Buy, "1", "10", symbol: symbol, account: account));

    [Fact]
    public void What_the_parser_found_is_the_reason()
    {
        var said = _desk.Order(1, "b", Side.Buy, "1", "10", more: static (ref Inbound m) => (m.Fault, m.FaultObserved) = (RejectReason.PriceInvalid, 44));
        Assert.Equal(44, Expect(RejectReason.PriceInvalid, said).Rejection.Observed);
    }

    [Theory]
    [InlineData(TradingState.Active, RejectReason.None)]
    [InlineData(TradingState.ReduceOnly, RejectReason.ReduceOnlyWouldIncrease)]
    [InlineData(TradingState.CancelOnly, RejectReason.TradingHalted)]
    [InlineData(TradingState.Halted, RejectReason.TradingHalted)]
    public void R005_the_state_of_any_scope_counts_and_cancels_pass(TradingState state, RejectReason reason)
    {
        (ScopeKind Scope, string Key)[] scopes = [(ScopeKind.Firm, ""), (ScopeKind.Session, "STRAT1"), (ScopeKind.Account, "A1"), (ScopeKind.Strategy, "X"), (ScopeKind.Instrument, "AAPL")];
        foreach (var (scope, key) in scopes)
        {
            _desk.Order(1, $"r{scope}", Side.Buy, "1", "9", strategy: "X");
            _desk.State(scope, key, state);
            var report = Expect(reason, _desk.Order(1, $"n{scope}", Side.Buy, "1", "10", strategy: "X"));
            if (reason != RejectReason.None) Assert.Equal((scope, key), (report.Rejection.Scope, report.Rejection.Key.ToString()));
            if (scope != ScopeKind.Firm) Expect(RejectReason.None, _desk.Order(2, $"o{scope}", Side.Buy, "1", "10", symbol: "MSFT", strategy: "Y"));
            Assert.Equal(ExecType.Canceled, _desk.Cancel(1, $"c{scope}", $"r{scope}")[0].ExecutionReport.ExecType);
            _desk.State(scope, key, TradingState.Active);
        }
    }

    [Fact]
    public void R005_the_strictest_scope_is_named()
    {
        _desk.State(ScopeKind.Account, "A1", TradingState.ReduceOnly);
        _desk.State(ScopeKind.Instrument, "AAPL", TradingState.Halted);
        Assert.Equal(ScopeKind.Instrument, Expect(RejectReason.TradingHalted, _desk.Order(1, "b", Side.Buy, "1", "10")).Rejection.Scope);
    }

    [Theory]
    [InlineData("9", 0, RejectReason.None)]
    [InlineData("10", 0, RejectReason.None)]
    [InlineData("11", 0, RejectReason.ReduceOnlyWouldIncrease)]
    [InlineData("6", 4, RejectReason.None)]
    [InlineData("7", 4, RejectReason.ReduceOnlyWouldIncrease)] // working reducing orders count, so that nothing can flip
    public void R005_reduce_only_never_flips_the_position(string quantity, int working, RejectReason reason)
    {
        Trade("10", "10");
        if (working > 0) _desk.Order(1, "w", Side.Sell, $"{working}", "20");
        _desk.State(ScopeKind.Account, "A1", TradingState.ReduceOnly);
        Expect(reason, _desk.Order(1, "s", Side.Sell, quantity, "20"));
        Expect(RejectReason.ReduceOnlyWouldIncrease, _desk.Order(1, "b", Side.Buy, "1", "5"));
    }

    [Theory]
    [InlineData("9", RejectReason.None)]
    [InlineData("10", RejectReason.None)]
    [InlineData("11", RejectReason.ReduceOnlyWouldIncrease)]
    public void R005_an_order_may_ask_to_reduce_only(string quantity, RejectReason reason)
    {
        Trade("10", "10");
        Expect(reason, _desk.Order(1, "s", Side.Sell, quantity, "20", flags: OrderFlags.ReduceOnly));
        Expect(RejectReason.ReduceOnlyWouldIncrease, _desk.Order(1, "b", Side.Buy, "1", "5", flags: OrderFlags.ReduceOnly));
    }

    /// <summary>A1 buys from A2.</summary>
    void Trade(string quantity, string price, string symbol = "AAPL")
    {
        _desk.Order(2, $"ts{_desk.Said.Count}", Side.Sell, quantity, price, symbol: symbol);
        _desk.Order(1, $"tb{_desk.Said.Count}", Side.Buy, quantity, price, symbol: symbol);
    }

    [Theory]
    [InlineData("10", RejectReason.None)]
    [InlineData("10.01", RejectReason.None)]
    [InlineData("10.005", RejectReason.PriceIncrement)]
    [InlineData("10.00000001", RejectReason.PriceIncrement)]
    public void R010_prices_are_multiples_of_the_tick(string price, RejectReason reason) => Expect(reason, _desk.Order(1, "b", Side.Buy, "1", price));

    [Theory]
    [InlineData("1", RejectReason.None)]
    [InlineData("0.99999999", RejectReason.LotSize)]
    [InlineData("1.5", RejectReason.LotSize)]
    [InlineData("100000", RejectReason.None)]
    [InlineData("100001", RejectReason.LotSize)]
    public void R011_quantities_are_lots_between_minimum_and_maximum(string quantity, RejectReason reason)
        => Expect(reason, _desk.Order(1, "b", Side.Buy, quantity, "1"));

    [Fact]
    public void R011_a_client_may_opt_in_to_truncation()
        => Assert.Equal("3", Expect(RejectReason.None, _desk.Order(1, "b", Side.Buy, "3.7", "1", flags: OrderFlags.TruncateToLot)).OrderQuantity.ToString());

    [Theory]
    [InlineData("9.99", RejectReason.NotionalBelowMinimum)]
    [InlineData("10", RejectReason.None)]
    [InlineData("10.01", RejectReason.None)]
    public void R012_the_value_of_an_order_has_a_minimum(string price, RejectReason reason)
    {
        _desk.Instrument("AAPL", notionalMin: "10");
        Expect(reason, _desk.Order(1, "b", Side.Buy, "1", price));
    }

    [Theory]
    [InlineData(OrderType.Stop, TimeInForce.ImmediateOrCancel, RejectReason.UnsupportedOrder)]
    [InlineData(OrderType.None, TimeInForce.Day, RejectReason.UnsupportedOrder)]
    [InlineData(OrderType.Limit, TimeInForce.AtTheClose, RejectReason.NotInThisState)]
    [InlineData(OrderType.Limit, TimeInForce.GoodTillCancel, RejectReason.None)]
    [InlineData(OrderType.Limit, TimeInForce.Day, RejectReason.None)]
    public void R013_types_that_are_not_offered_are_refused(OrderType type, TimeInForce tif, RejectReason reason)
        => Expect(reason, _desk.Order(1, "b", Side.Buy, "1", "10", more: (ref Inbound m) => (m.NewOrder.Type, m.NewOrder.TimeInForce) = (type, tif)));

    [Theory]
    [InlineData(-1, RejectReason.None)]
    [InlineData(0, RejectReason.None)]
    [InlineData(1, RejectReason.StaleRequest)]
    public void R014_a_request_may_not_be_too_old(long beyond, RejectReason reason)
    {
        _desk.Limit(14, ScopeKind.Session, "STRAT1", window: 5 * Desk.Second);
        Expect(reason, _desk.Order(1, "b", Side.Buy, "1", "10", more: (ref Inbound m) => m.SendingTime = new Timestamp(_desk.Time + 1 - 5 * Desk.Second - beyond)));
        Expect(RejectReason.StaleRequest, _desk.Order(1, "c", Side.Buy, "1", "10", more: static (ref Inbound m) => m.SendingTime = default));
    }

    public static TheoryData<ScopeKind, string> Scopes => new()
    {
        { ScopeKind.Firm, "" }, { ScopeKind.Session, "STRAT1" }, { ScopeKind.Account, "A1" }, { ScopeKind.Strategy, "X" }, { ScopeKind.Instrument, "AAPL" },
        { ScopeKind.Account, "" }, { ScopeKind.Instrument, "" }, { ScopeKind.Strategy, "" },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public void R020_quantity_of_one_order(ScopeKind scope, string key)
    {
        _desk.Limit(20, scope, key, "50");
        Expect(RejectReason.None, _desk.Order(1, "b1", Side.Buy, "49", "10", strategy: "X"));
        Expect(RejectReason.None, _desk.Order(1, "b2", Side.Buy, "50", "10", strategy: "X"));
        var report = Expect(RejectReason.QuantityExceedsMaximum, _desk.Order(1, "b3", Side.Buy, "51", "10", strategy: "X"));
        Assert.Equal((Quantity.Parse("50").Raw, Quantity.Parse("51").Raw, scope), (report.Rejection.Limit, report.Rejection.Observed, report.Rejection.Scope));
        Assert.EndsWith("QuantityExceedsMaximum", _desk.Replace(1, "r1", "b1", "51", "10").Lines()[0], StringComparison.Ordinal);
        Assert.Equal(ExecType.Replaced, _desk.Replace(1, "r2", "b1", "50", "10")[0].ExecutionReport.ExecType);
        _desk.Limit(20, scope, key, "50", enabled: false);
        Expect(RejectReason.None, _desk.Order(1, "b4", Side.Buy, "51", "10", strategy: "X"));
    }

    [Fact]
    public void A_limit_of_its_own_stands_above_the_one_for_all()
    {
        _desk.Limit(20, ScopeKind.Account, "A1", "10");
        _desk.Limit(20, ScopeKind.Account, "", "5");
        Expect(RejectReason.None, _desk.Order(1, "b1", Side.Buy, "10", "10"));
        Expect(RejectReason.QuantityExceedsMaximum, _desk.Order(2, "b2", Side.Buy, "6", "10"));
        _desk.Account("NEW");
        _desk.Balance("NEW", "USD", "1000");
        Expect(RejectReason.QuantityExceedsMaximum, _desk.Order(2, "b3", Side.Buy, "6", "10", account: "NEW"));
    }

    [Theory]
    [InlineData("9.99", RejectReason.None)]
    [InlineData("10", RejectReason.None)]
    [InlineData("10.01", RejectReason.MaxOrderNotional)]
    public void R021_value_of_one_order(string price, RejectReason reason)
    {
        _desk.Limit(21, ScopeKind.Account, "A1", "1000");
        Expect(reason, _desk.Order(1, "b", Side.Buy, "100", price));
    }

    [Fact]
    public void R021_a_market_order_and_a_low_sale_are_valued_at_the_book()
    {
        _desk.Order(2, "s1", Side.Sell, "50", "10");
        _desk.Order(2, "s2", Side.Sell, "50", "11");
        _desk.Order(3, "b1", Side.Buy, "100", "9.5");
        _desk.Limit(21, ScopeKind.Account, "A1", "1000");
        Expect(RejectReason.MaxOrderNotional, _desk.Order(1, "m1", Side.Buy, "91", ""));
        Expect(RejectReason.MaxOrderNotional, _desk.Order(1, "l1", Side.Sell, "106", "0.01"));
        Expect(RejectReason.None, _desk.Order(1, "m2", Side.Buy, "90", ""));
    }

    [Theory]
    [InlineData(Side.Buy, "109.99", RejectReason.None)]
    [InlineData(Side.Buy, "110", RejectReason.None)]
    [InlineData(Side.Buy, "110.01", RejectReason.PriceCollar)]
    [InlineData(Side.Buy, "1", RejectReason.None)]
    [InlineData(Side.Sell, "90.01", RejectReason.None)]
    [InlineData(Side.Sell, "90", RejectReason.None)]
    [InlineData(Side.Sell, "89.99", RejectReason.PriceCollar)]
    [InlineData(Side.Sell, "500", RejectReason.None)]
    public void R022_the_collar_around_the_reference(Side side, string price, RejectReason reason)
    {
        _desk.Instrument("AAPL", reference: "100");
        _desk.Limit(22, ScopeKind.Instrument, "AAPL", "10");
        Expect(reason, _desk.Order(1, "b", side, "1", price));
    }

    [Fact]
    public void R022_the_last_trade_comes_before_quotes_and_those_before_the_configured_reference()
    {
        _desk.Instrument("AAPL", reference: "100");
        _desk.Limit(22, ScopeKind.Firm, "", "10");
        _desk.Order(2, "s", Side.Sell, "1", "105");
        _desk.Order(2, "b", Side.Buy, "1", "95");
        Expect(RejectReason.PriceCollar, _desk.Order(1, "x1", Side.Buy, "1", "110.01"));
        Expect(RejectReason.None, _desk.Order(1, "x2", Side.Buy, "1", "105"));
        Expect(RejectReason.None, _desk.Order(1, "x3", Side.Buy, "1", "115.5"));
        Expect(RejectReason.PriceCollar, _desk.Order(1, "x4", Side.Buy, "1", "115.51"));
    }

    [Fact]
    public void R022_both_sides_when_asked_for()
    {
        _desk.Instrument("AAPL", reference: "100");
        _desk.Limit(22, ScopeKind.Instrument, "AAPL", "10", "2");
        Expect(RejectReason.PriceCollar, _desk.Order(1, "b1", Side.Buy, "1", "89.99"));
        Expect(RejectReason.None, _desk.Order(1, "b2", Side.Buy, "1", "90"));
    }

    [Fact]
    public void R022_a_market_order_stops_at_the_collar()
    {
        _desk.Instrument("AAPL", reference: "100");
        _desk.Limit(22, ScopeKind.Instrument, "AAPL", "10");
        _desk.Order(2, "s1", Side.Sell, "1", "110");
        _desk.Order(2, "s2", Side.Sell, "1", "110.01");
        Assert.Equal(["1 Trade m PartiallyFilled cum=1 leaves=1 1@110 avg=110 Taker", "1 Canceled m Canceled cum=1 leaves=0"],
            _desk.Order(1, "m", Side.Buy, "2").Lines().Where(line => line.StartsWith('1')).Skip(1));
    }

    [Theory]
    [InlineData(22, "0", RejectReason.ReferencePriceStale)]
    [InlineData(22, "1", RejectReason.None)]
    [InlineData(25, "0", RejectReason.ReferencePriceStale)]
    public void R025_a_missing_reference_refuses_unless_the_rule_lets_limit_orders_pass(int rule, string option, RejectReason reason)
    {
        _desk.Limit(rule, ScopeKind.Instrument, "AAPL", rule == 22 ? "10" : "0", option, Desk.Second);
        Expect(reason, _desk.Order(1, "b", Side.Buy, "1", "10"));
    }

    [Theory]
    [InlineData(-2, RejectReason.None)]
    [InlineData(-1, RejectReason.None)]
    [InlineData(0, RejectReason.ReferencePriceStale)] // every message is a nanosecond later
    public void R025_a_reference_grows_too_old(long beyond, RejectReason reason)
    {
        Trade("1", "10");
        _desk.Limit(25, ScopeKind.Instrument, "AAPL", window: Desk.Second);
        _desk.Advance(Desk.Second - 1 + beyond);
        Expect(reason, _desk.Order(1, "b", Side.Buy, "1", "10"));
    }

    [Fact]
    public void R026_market_orders_may_be_forbidden()
    {
        _desk.Limit(26, ScopeKind.Instrument, "AAPL");
        Expect(RejectReason.MarketOrderRestricted, _desk.Order(1, "b1", Side.Buy, "1"));
        Expect(RejectReason.None, _desk.Order(1, "b2", Side.Buy, "1", "10"));
    }

    [Fact]
    public void R030_a_bucket_of_tokens_for_each_kind_of_request()
    {
        _desk.Limit(30, ScopeKind.Session, "STRAT1", "10", "3");
        for (var i = 0; i < 3; i++) Expect(RejectReason.None, _desk.Order(1, $"b{i}", Side.Buy, "1", "10"));
        var report = Expect(RejectReason.RateLimitExceeded, _desk.Order(1, "b3", Side.Buy, "1", "10"));
        Assert.Equal(10, report.Rejection.Limit);
        Assert.Equal(ExecType.Replaced, _desk.Replace(1, "r", "b0", "1", "9")[0].ExecutionReport.ExecType); // its own bucket
        Assert.Equal(ExecType.Canceled, _desk.Cancel(1, "c", "b1")[0].ExecutionReport.ExecType); // never throttled
        Expect(RejectReason.None, _desk.Order(2, "b4", Side.Buy, "1", "10"));
        _desk.Advance(Desk.Second / 10 - 10);
        Expect(RejectReason.RateLimitExceeded, _desk.Order(1, "b5", Side.Buy, "1", "10"));
        _desk.Advance(10);
        Expect(RejectReason.None, _desk.Order(1, "b6", Side.Buy, "1", "10"));
        Expect(RejectReason.RateLimitExceeded, _desk.Order(1, "b7", Side.Buy, "1", "10"));
        _desk.Advance(10 * Desk.Second);
        for (var i = 0; i < 3; i++) Expect(RejectReason.None, _desk.Order(1, $"c{i}", Side.Buy, "1", "10")); // the burst, no more
        Expect(RejectReason.RateLimitExceeded, _desk.Order(1, "c3", Side.Buy, "1", "10"));
    }

    [Fact]
    public void R031_messages_of_a_day()
    {
        _desk.Limit(31, ScopeKind.Account, "A1", "2");
        Expect(RejectReason.None, _desk.Order(1, "b1", Side.Buy, "1", "10"));
        Expect(RejectReason.None, _desk.Order(1, "b2", Side.Buy, "1", "10"));
        Expect(RejectReason.MessageLimit, _desk.Order(1, "b3", Side.Buy, "1", "10"));
        _desk.Advance(86_400 * Desk.Second);
        _desk.Tick();
        Expect(RejectReason.None, _desk.Order(1, "b4", Side.Buy, "1", "10"));
    }

    [Fact]
    public void R034_an_id_is_used_once_a_day_whatever_became_of_it()
    {
        Expect(RejectReason.None, _desk.Order(1, "a", Side.Buy, "1", "10"));
        Expect(RejectReason.DuplicateClOrdId, _desk.Order(1, "a", Side.Buy, "1", "10"));
        _desk.Cancel(1, "c", "a");
        Expect(RejectReason.DuplicateClOrdId, _desk.Order(1, "a", Side.Buy, "1", "10"));
        Expect(RejectReason.DuplicateClOrdId, _desk.Order(1, "c", Side.Buy, "1", "10"));
        Expect(RejectReason.PriceIncrement, _desk.Order(1, "r", Side.Buy, "1", "10.001"));
        Expect(RejectReason.DuplicateClOrdId, _desk.Order(1, "r", Side.Buy, "1", "10"));
        Expect(RejectReason.None, _desk.Order(2, "a", Side.Buy, "1", "10"));
        _desk.Order(1, "open", Side.Buy, "1", "10", tif: TimeInForce.GoodTillCancel);
        _desk.Advance(86_400 * Desk.Second);
        _desk.Tick();
        Expect(RejectReason.None, _desk.Order(1, "r", Side.Buy, "1", "10"));
        Expect(RejectReason.DuplicateClOrdId, _desk.Order(1, "open", Side.Buy, "1", "10")); // still open
    }
}
