using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>From a kill or a lockout to flat: cancels, closing orders, retries, and what operators hear of it.</summary>
public sealed class EnforcementTests : IDisposable
{
    readonly Desk _desk = new();
    int _id;

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_flatten_halts_then_cancels_then_closes_then_says_flat()
    {
        Hold("A1", "10", "100");
        _desk.Order(1, "working", Side.Buy, "5", "90");
        _desk.Order(2, "bid", Side.Buy, "20", "99");

        var lines = Flatten(ScopeKind.Account, "A1").Lines();

        Assert.Equal(
            [
                "Risk StateChanged KillSwitch Account:A1",
                "1 Canceled working Canceled cum=0 leaves=0 KillSwitch unsolicited",
                "Risk EnforcementStarted KillSwitch Account:A1",
                $"0 New {FlatId(1)} New cum=0 leaves=10",
                $"0 Trade {FlatId(1)} Filled cum=10 leaves=0 10@99 avg=99 Taker",
                "2 Trade bid PartiallyFilled cum=10 leaves=10 10@99 avg=99 Maker",
                "Risk EnforcementDone KillSwitch Account:A1",
                "OperatorReport",
            ],
            lines);
        Assert.Equal("0", PositionOf("A1").Quantity.ToString());
        Assert.All(_desk.Engine.Balances(), balance => Assert.True(balance.Reserved.Raw >= 0));
        Assert.Equal(RejectReason.KillSwitch, _desk.Order(1, "later", Side.Buy, "1", "90")[0].ExecutionReport.Rejection.Reason);
    }

    [Fact]
    public void All_that_follows_from_it_has_one_correlation()
    {
        Hold("A1", "10", "100");
        _desk.Order(2, "bid", Side.Buy, "20", "99");
        var said = Flatten(ScopeKind.Account, "A1");
        var id = said.Single(m => m.Kind == OutboundKind.RiskEvent && m.RiskEvent.Type == RiskEventType.EnforcementStarted).Correlation;
        Assert.Equal(_desk.Heard.Count, id);
        Assert.All(said.Where(m => m.Kind == OutboundKind.ExecutionReport && m.Session == 0), report => Assert.Equal(id, report.Correlation));
        Assert.Equal(id, said.Single(m => m.Kind == OutboundKind.RiskEvent && m.RiskEvent.Type == RiskEventType.EnforcementDone).Correlation);
    }

    [Fact]
    public void Nobody_to_trade_with_is_tried_again_each_second_and_an_operator_is_called()
    {
        Hold("A1", "10", "100");
        Assert.DoesNotContain("Risk EnforcementDone KillSwitch Account:A1", Flatten(ScopeKind.Account, "A1").Lines());
        var stuck = 0;
        for (var tick = 0; tick < 8; tick++)
        {
            _desk.Advance(Desk.Second);
            stuck += _desk.Tick().Count(m => m.Kind == OutboundKind.RiskEvent && m.RiskEvent.Type == RiskEventType.EnforcementStuck);
        }

        Assert.Equal(1, stuck);
        _desk.Order(2, "bid", Side.Buy, "4", "99");
        _desk.Advance(Desk.Second);
        _desk.Tick();
        Assert.Equal("6", PositionOf("A1").Quantity.ToString());
        _desk.Order(2, "bid2", Side.Buy, "40", "99");
        _desk.Advance(Desk.Second);
        Assert.Contains("Risk EnforcementDone KillSwitch Account:A1", _desk.Tick().Lines());
        Assert.Equal("0", PositionOf("A1").Quantity.ToString());
    }

    [Fact]
    public void It_never_sells_below_its_collar()
    {
        Hold("A1", "10", "100");
        _desk.Order(2, "far", Side.Buy, "20", "94.99");
        Flatten(ScopeKind.Account, "A1");
        Assert.Equal("10", PositionOf("A1").Quantity.ToString());
        _desk.Order(2, "near", Side.Buy, "20", "95");
        _desk.Advance(Desk.Second);
        _desk.Tick();
        Assert.Equal("0", PositionOf("A1").Quantity.ToString());
    }

    [Fact]
    public void A_short_position_is_bought_back()
    {
        _desk.Order(2, "b", Side.Buy, "10", "100");
        _desk.Order(1, "s", Side.Sell, "10", "100");
        _desk.Order(3, "ask", Side.Sell, "10", "101");
        Flatten(ScopeKind.Account, "A1");
        Assert.Equal("0", PositionOf("A1").Quantity.ToString());
    }

    [Fact]
    public void An_operator_who_resumes_ends_it()
    {
        Hold("A1", "10", "100");
        Flatten(ScopeKind.Account, "A1");
        _desk.State(ScopeKind.Account, "A1", TradingState.Active); // by no person: refused
        _desk.Advance(Desk.Second);
        Assert.NotEmpty(_desk.Tick());
        Act(InboundKind.TradingStateSet, (ref Inbound m) => m.TradingStateSet = new()
        {
            Scope = ScopeKind.Account, Key = Text24.From("A1"), State = TradingState.Active, By = Text16.From("ops"),
        });
        Assert.Contains("Risk EnforcementEnded KillSwitch Account:A1", _desk.Said.Lines());
        _desk.Advance(Desk.Second);
        Assert.DoesNotContain(_desk.Tick(), m => m.Kind == OutboundKind.ExecutionReport);
    }

    [Fact]
    public void A_group_is_flattened_with_all_its_accounts()
    {
        Hold("A1", "10", "100");
        _desk.Order(3, "bid", Side.Buy, "50", "99", account: "A4");
        _desk.Tell(InboundKind.GroupDefined, static (ref Inbound m) => m.GroupDefined = new() { Group = Text16.From("GX"), Policy = AllocationPolicy.Equal, Members = 1 });
        _desk.Tell(InboundKind.GroupMember, static (ref Inbound m) => m.GroupMember = new() { Group = Text16.From("GX"), Account = Text16.From("A1"), Weight = 1 });
        Flatten(ScopeKind.Group, "GX");
        Assert.Equal("0", PositionOf("A1").Quantity.ToString());
    }

    [Fact]
    public void Of_a_strategy_no_more_is_closed_than_its_own_orders_made()
    {
        Hold("A1", "10", "100");
        _desk.Order(2, "os", Side.Sell, "6", "100");
        _desk.Order(1, "ob", Side.Buy, "6", "100", strategy: "X");
        _desk.Order(1, "mine", Side.Sell, "1", "120", strategy: "X");
        _desk.Order(1, "others", Side.Sell, "1", "120");
        _desk.Order(2, "bid", Side.Buy, "20", "99");
        var lines = Flatten(ScopeKind.Strategy, "X").Lines();
        Assert.Contains("1 Canceled mine Canceled cum=0 leaves=0 KillSwitch unsolicited", lines);
        Assert.Contains($"0 Trade {FlatId(1)} Filled cum=6 leaves=0 6@99 avg=99 Taker", lines);
        Assert.Contains("Risk EnforcementDone KillSwitch Strategy:X", lines);
        Assert.Equal("10", PositionOf("A1").Quantity.ToString());
        Assert.Equal("others", _desk.Engine.OpenOrders().Single(order => order.Session == 1).ClOrdId.ToString());
    }

    [Fact]
    public void Of_an_instrument_everybodys_orders_go_and_every_position_is_on_its_way()
    {
        Hold("A1", "10", "100");
        _desk.Order(3, "bid", Side.Buy, "50", "99");
        var lines = Flatten(ScopeKind.Instrument, "AAPL").Lines();
        Assert.Contains("3 Canceled bid Canceled cum=0 leaves=0 KillSwitch unsolicited", lines);
        Assert.Equal(2, lines.Count(line => line.StartsWith("0 New FLAT-", StringComparison.Ordinal)));
        Assert.Equal(ScopeKind.Instrument, Assert.Single(_desk.Engine.Enforcements()).Scope);
        Flatten(ScopeKind.Firm, "");
        Assert.Equal(2, _desk.Engine.Enforcements().Length);
    }

    [Theory]
    [InlineData(ScopeKind.Session, "STRAT1")]
    [InlineData(ScopeKind.Venue, "V1")]
    [InlineData(ScopeKind.Account, "NOBODY")]
    public void A_scope_that_holds_no_positions_is_refused(ScopeKind scope, string key)
    {
        var report = Flatten(scope, key)[^1].OperatorReport;
        Assert.Equal(RejectReason.ScopeUnknown, report.Rejection.Reason);
        Assert.Empty(_desk.Engine.Enforcements());
    }

    [Fact]
    public void A_drill_tells_the_plan_and_changes_nothing()
    {
        Hold("A1", "10", "100");
        _desk.Order(1, "working", Side.Buy, "5", "90");
        _desk.Order(2, "bid", Side.Buy, "4", "99");
        var before = _desk.Engine.Positions();
        var orders = _desk.Engine.OpenOrders();

        var said = Flatten(ScopeKind.Account, "A1", drill: true);

        var plan = said[0].RiskEvent;
        Assert.Equal((RiskEventType.DrillClose, "AAPL", "4"), (plan.Type, plan.Symbol.ToString(), plan.Fillable.ToString()));
        Assert.Equal((Price.Parse("95").Raw, Quantity.Parse("10").Raw), (plan.Rejection.Limit, plan.Rejection.Observed));
        Assert.Equal(1, said[^1].OperatorReport.Affected);
        Assert.Equal(before.Select(Ageless), _desk.Engine.Positions().Select(Ageless));
        Assert.Equal(orders, _desk.Engine.OpenOrders());
        Assert.Equal(TradingState.Active, _desk.Engine.Scopes().Single(scope => scope.Key.ToString() == "A1").State);
    }

    [Fact]
    public void A_routed_position_is_closed_at_its_venue_and_looked_at_with_each_report()
    {
        _desk.Venue(1, VenueState.Up);
        _desk.Quote(1, "49990", "50000");
        var bought = _desk.Order(1, "buy", Side.Buy, "0.1", "50000", "BTCUSDT")[0].ExecutionReport.OrderId;
        _desk.Report(1, bought, VenueReportType.Accepted);
        _desk.VenueFill(1, bought, "E1", "0.1", "50000");

        var said = Flatten(ScopeKind.Account, "A1");
        var close = said.Single(m => m.Kind == OutboundKind.VenueOrder).VenueOrder;
        Assert.Equal((Side.Sell, TimeInForce.ImmediateOrCancel, "0.1"), (close.Side, close.TimeInForce, close.Quantity.ToString()));
        _desk.Advance(Desk.Second);
        Assert.DoesNotContain(_desk.Tick(), m => m.Kind == OutboundKind.VenueOrder && m.VenueOrder.Action == VenueAction.New); // one at a time
        _desk.Report(1, close.OrderId, VenueReportType.Accepted);
        Assert.Contains("Risk EnforcementDone KillSwitch Account:A1", _desk.VenueFill(1, close.OrderId, "E2", "0.1", "49990").Lines());
    }

    [Fact]
    public void A_second_person_has_to_release_a_kill_that_asks_for_one()
    {
        Kill("ann", secondPerson: true);
        Assert.Equal(RejectReason.SecondPersonNeeded, Resume("ann"));
        Assert.Equal(RejectReason.KillSwitch, _desk.Order(1, "x", Side.Buy, "1", "90")[0].ExecutionReport.Rejection.Reason);
        Assert.Equal(RejectReason.None, Resume("bob"));
        Assert.Equal(RejectReason.None, _desk.Order(1, "y", Side.Buy, "1", "90")[0].ExecutionReport.Rejection.Reason);
    }

    [Fact]
    public void An_override_ends_and_the_configuration_said_again_does_not_undo_an_operators_limit()
    {
        _desk.Limit(20, ScopeKind.Account, "A1", "1000");
        Set("500");
        _desk.Limit(20, ScopeKind.Account, "A1", "1000"); // the next start
        Assert.Equal("500", Value());
        Set("700", 10 * Desk.Second);
        Assert.Equal("700", Value());
        _desk.Advance(11 * Desk.Second);
        Assert.Contains("Risk OverrideEnded QuantityExceedsMaximum Account:A1", _desk.Tick().Lines());
        Assert.Equal("500", Value());
        _desk.Limit(20, ScopeKind.Account, "A1", "2000"); // the configuration has changed
        Assert.Equal("2000", Value());
    }

    [Theory]
    [InlineData(20, ScopeKind.Account, "NOBODY", 0, false, RejectReason.ScopeUnknown)]
    [InlineData(20, ScopeKind.Venue, "V1", 0, false, RejectReason.ScopeUnknown)]
    [InlineData(99, ScopeKind.Account, "A1", 0, false, RejectReason.LimitInvalid)]
    [InlineData(20, ScopeKind.Account, "A1", 0, true, RejectReason.OverrideExpiry)]
    [InlineData(20, ScopeKind.Account, "A1", 5, false, RejectReason.OverrideExpiry)]
    public void A_refused_limit_changes_nothing(int rule, ScopeKind scope, string key, long until, bool isOverride, RejectReason reason)
    {
        _desk.Limit(20, ScopeKind.Account, "A1", "1000");
        var before = _desk.Engine.Limits();
        var said = Act(InboundKind.LimitSet, (ref Inbound m) => m.LimitSet = new()
        {
            Rule = (ushort)rule, Scope = scope, Key = Text24.From(key), Enabled = true, Value = FixedPoint.One, Override = isOverride, Until = new(until),
        });
        Assert.Equal(reason, said[^1].OperatorReport.Rejection.Reason);
        Assert.Equal(before, _desk.Engine.Limits());
    }

    [Fact]
    public void It_goes_on_in_an_engine_that_took_over_the_state_half_way()
    {
        Hold("A1", "10", "100");
        _desk.Order(2, "bid", Side.Buy, "4", "99");
        Flatten(ScopeKind.Account, "A1");
        var saved = new MemorySink();
        _desk.Engine.Save(saved);
        using var other = new ExecutionEngine(Desk.Small);
        other.Load(saved.Bytes);
        Assert.Equal(_desk.Engine.StateHash(), other.StateHash());
        Assert.Equal(_desk.Engine.Enforcements(), other.Enforcements());
        Assert.Equal((1, "Account"), (other.Enforcements()[0].Tries, other.Enforcements()[0].Scope.ToString()));
    }

    [Theory]
    [InlineData(MarketState.OpeningAuction)]
    [InlineData(MarketState.PreOpen)]
    [InlineData(MarketState.Halted)]
    [InlineData(MarketState.Closed)]
    public void A_market_that_does_not_trade_is_waited_for_and_nothing_of_it_rests(MarketState market)
    {
        Hold("A1", "10", "100");
        Market(market);
        Assert.DoesNotContain(Flatten(ScopeKind.Account, "A1"), report => report.Kind == OutboundKind.ExecutionReport);
        _desk.Advance(Desk.Second);
        Assert.DoesNotContain(_desk.Tick(), report => report.Kind == OutboundKind.ExecutionReport);
        Market(MarketState.Open);
        _desk.Order(2, "bid", Side.Buy, "4", "99");
        _desk.Advance(Desk.Second);
        _desk.Tick();
        Assert.Empty(_desk.Engine.BookOrders(Text24.From("AAPL")));
        Assert.Equal("6", PositionOf("A1").Quantity.ToString());
        _desk.Order(2, "more", Side.Buy, "6", "99");
        _desk.Advance(Desk.Second);
        Assert.Contains("Risk EnforcementDone KillSwitch Account:A1", _desk.Tick().Lines());
    }

    void Market(MarketState state)
        => Act(InboundKind.MarketStateSet, (ref Inbound m) => m.MarketStateSet = new() { Symbol = Text24.From("AAPL"), State = state, By = Text16.From("ops") });

    void Hold(string account, string quantity, string price)
    {
        _desk.Order(2, $"hs{++_id}", Side.Sell, quantity, price);
        _desk.Order(1, $"hb{_id}", Side.Buy, quantity, price, account: account);
        _desk.Order(2, $"hz{_id}", Side.Buy, quantity, "1"); // somebody to be there
        _desk.Cancel(2, $"hc{_id}", $"hz{_id}");
    }

    string FlatId(int number) => $"FLAT-{_desk.Heard.Count}-{number}";

    PositionView PositionOf(string account) => _desk.Engine.Positions().Single(position => position.Account.ToString() == account && position.Symbol.ToString() == "AAPL");

    Outbound[] Flatten(ScopeKind scope, string key, bool drill = false)
        => Act(InboundKind.Flatten, (ref Inbound m) => m.Flatten = new() { Scope = scope, Key = Text24.From(key), Drill = drill, By = Text16.From("ops") });

    void Kill(string by, bool secondPerson) => Act(InboundKind.TradingStateSet, (ref Inbound m) => m.TradingStateSet = new()
    {
        Scope = ScopeKind.Firm, State = TradingState.Halted, CancelWorking = true, By = Text16.From(by), SecondPerson = secondPerson,
    });

    RejectReason Resume(string by) => Act(InboundKind.TradingStateSet, (ref Inbound m) => m.TradingStateSet = new()
    {
        Scope = ScopeKind.Firm, State = TradingState.Active, By = Text16.From(by),
    })[^1].OperatorReport.Rejection.Reason;

    void Set(string value, long length = 0) => Act(InboundKind.LimitSet, (ref Inbound m) => m.LimitSet = new()
    {
        Rule = 20, Scope = ScopeKind.Account, Key = Text24.From("A1"), Enabled = true, Value = FixedPoint.Parse(value), Override = length != 0,
        Until = new(length == 0 ? 0 : _desk.Time + length),
    });

    // A mark grows older with every message.
    static PositionView Ageless(PositionView position) => position with { MarkAgeNanos = 0 };

    string Value() => FixedPoint.ToString(_desk.Engine.Limits().Single(limit => limit.Rule == 20 && limit.Key.ToString() == "A1").Value);

    Outbound[] Act(InboundKind kind, Desk.Fill fill) => _desk.Tell(kind, (ref Inbound m) =>
    {
        fill(ref m);
        m.SessionSequence = 1;
    });
}
