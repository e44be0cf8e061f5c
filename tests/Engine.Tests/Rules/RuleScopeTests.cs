using Gateway.Engine.Risk;
using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>
/// Every rule that looks at orders, at every scope where the catalogue admits it: a limit there stops a new order and a replace of that scope and
/// no other's, a lockout stands before it, and all is the same after a restart.
/// </summary>
public sealed class RuleScopeTests : RuleDesk
{
    [Flags]
    enum Ways
    {
        New = 1,
        Replace = 2,
        Both = 3,
        Market = 4,
        Sell = 8,
        Twice = 16,
    }

    sealed record Recipe(RejectReason Reason, string Value = "0", string Value2 = "0", long Window = 0, Ways Ways = Ways.Both);

    static readonly Dictionary<int, Recipe> s_recipes = new()
    {
        [4] = new(RejectReason.StrategyDisabled),
        [14] = new(RejectReason.StaleRequest, Window: 5),
        [20] = new(RejectReason.QuantityExceedsMaximum, "1"),
        [21] = new(RejectReason.MaxOrderNotional, "1"),
        [22] = new(RejectReason.PriceCollar),
        [23] = new(RejectReason.PriceCollarWindow, Window: Desk.Second),
        [24] = new(RejectReason.PercentPrice, "1", "0.5"),
        [25] = new(RejectReason.ReferencePriceStale, Window: 1),
        [26] = new(RejectReason.MarketOrderRestricted, Ways: Ways.New | Ways.Market),
        [30] = new(RejectReason.RateLimitExceeded),
        [31] = new(RejectReason.MessageLimit),
        [32] = new(RejectReason.VenueRateLimit),
        [35] = new(RejectReason.DuplicateOrder, "1", Window: Desk.Second, Ways: Ways.New | Ways.Twice),
        [36] = new(RejectReason.MaxOpenOrders, Ways: Ways.New),
        [37] = new(RejectReason.OpenOrderValue),
        [38] = new(RejectReason.OperationRatio, Window: Desk.Second, Ways: Ways.Replace),
        [41] = new(RejectReason.SymbolBlocked),
        [42] = new(RejectReason.ShortSell, Ways: Ways.New | Ways.Sell),
        [43] = new(RejectReason.OutsideSession),
        [44] = new(RejectReason.SquareOff, Window: Desk.Second),
        [50] = new(RejectReason.MaxContracts, "1"),
        [51] = new(RejectReason.MaxContractsInstrument, "1"),
        [52] = new(RejectReason.MaxPositionNotional, "1"),
        [53] = new(RejectReason.ExposureCap, "1"),
        [54] = new(RejectReason.LotLimit, "1"),
        [55] = new(RejectReason.DailyTradedValue, "1"),
        [61] = new(RejectReason.MarginBuffer, "100"),
        [62] = new(RejectReason.RiskBudget, "1"),
        [63] = new(RejectReason.CreditLimit, "1"),
        [93] = new(RejectReason.MarketDataStale, Window: 1, Ways: Ways.New),
    };

    /// <summary>What the catalogue admits.</summary>
    public static TheoryData<int, ScopeKind> Places
        => new(from rule in RuleCatalogue.All where s_recipes.ContainsKey(rule.Number) from scope in rule.Scopes select (rule.Number, scope));

    /// <summary>Rules over fills, marks, time and exchanges, each with tests of its own.</summary>
    static readonly int[] s_elsewhere = [33, 70, 71, 72, 73, 74, 75, 76, 77, 80, 81, 90, 92, 94, 95, 96];

    [Fact]
    public void No_rule_of_the_catalogue_is_left_out()
        => Assert.Equal(RuleCatalogue.All.Select(rule => rule.Number).Order(), s_recipes.Keys.Concat(s_elsewhere).Order());

    public RuleScopeTests()
    {
        Floor.Instrument("AAPL", reference: "10");
        Floor.Instrument("MSFT", reference: "10");
        foreach (var venue in new ushort[] { 1, 2 })
        {
            Floor.Venue(venue, VenueState.Up);
            Floor.Quote(venue, "59990", "60010");
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_limit_stops_what_is_of_its_scope_and_nothing_else(int rule, ScopeKind scope)
    {
        var recipe = s_recipes[rule];
        var routed = rule == 93 || scope == ScopeKind.Venue;
        var working = Order(scope, routed, Ways.Both)[0].ExecutionReport;
        if (routed) Floor.Report((ushort)Floor.Engine.OpenOrders()[^1].Venue, working.OrderId, VenueReportType.Accepted);
        Set(rule, scope, routed, recipe);
        if ((recipe.Ways & Ways.Twice) != 0) Order(scope, routed, recipe.Ways);

        if ((recipe.Ways & Ways.New) != 0) AssertRefused(Order(scope, routed, recipe.Ways), recipe, scope, rule);
        if ((recipe.Ways & Ways.Replace) != 0 && (!routed || rule is 30 or 31 or 32)) AssertRefused(Replace(working, routed), recipe, scope, rule);
        if (scope != ScopeKind.Firm && !routed) Try(RejectReason.None, session: 2, symbol: "MSFT", strategy: rule == 4 ? "" : "Y");
        Assert.Contains(Floor.Cancel(1, NextId(), working.ClOrdId.ToString()), m => routed ? m.Kind == OutboundKind.VenueOrder : m.ExecutionReport.ExecType == ExecType.Canceled);

        Floor.Limit(rule, scope, Key(scope, routed), enabled: false);
        LockOut();
        Set(rule, scope, routed, recipe);
        var locked = Order(scope, routed, Ways.Both)[0].ExecutionReport.Rejection.Reason;
        Assert.Equal(rule == 14 ? recipe.Reason : scope == ScopeKind.Group && !IsOfBlock(locked) ? RejectReason.AllocationLeg : scope == ScopeKind.Group ? recipe.Reason : RejectReason.LockedOut, locked);
        AssertReplays();
    }

    // An allocation is looked at as a whole before its legs meet their accounts' lockouts.
    static bool IsOfBlock(RejectReason reason) => reason != RejectReason.AllocationLeg;

    void Set(int rule, ScopeKind scope, bool routed, Recipe recipe)
    {
        Floor.Limit(rule, scope, Key(scope, routed), recipe.Value, recipe.Value2, recipe.Window);
        Assert.Equal(RiskEventType.LimitApplied, Floor.Said[^1].RiskEvent.Type);
    }

    // A day's loss in another instrument.
    void LockOut()
    {
        Floor.Limit(70, ScopeKind.Account, "A1", "0.5");
        Trade(Side.Buy, "1", "12", symbol: "MSFT");
        Trade(Side.Sell, "1", "9", symbol: "MSFT");
        Assert.NotEqual(0, LockedUntil(ScopeKind.Account, "A1"));
    }

    static string Key(ScopeKind scope, bool routed) => scope switch
    {
        ScopeKind.Session => "STRAT1",
        ScopeKind.Account => "A1",
        ScopeKind.Strategy => "X",
        ScopeKind.Instrument => routed ? "BTCUSDT" : "AAPL",
        ScopeKind.Group => "G1",
        _ => "",
    };

    Outbound[] Order(ScopeKind scope, bool routed, Ways ways) => Floor.Order(
        1, NextId(), (ways & Ways.Sell) != 0 ? Side.Sell : Side.Buy, routed ? "0.2" : "10", (ways & Ways.Market) != 0 ? "" : routed ? "60010" : "10.5", routed ? "BTCUSDT" : "AAPL",
        account: scope == ScopeKind.Group ? "G1" : "", strategy: "X", more: Old);

    Outbound[] Replace(in ExecutionReport working, bool routed)
        => Floor.Replace(1, NextId(), working.ClOrdId.ToString(), routed ? "0.3" : "20", routed ? "60010" : "10.6", Old);

    void Old(ref Inbound m) => m.SendingTime = new Timestamp(Floor.Time - 1000);

    static void AssertRefused(Outbound[] said, Recipe recipe, ScopeKind scope, int rule)
    {
        var refusal = said[0].Kind == OutboundKind.CancelReject ? said[0].CancelReject.Rejection : said[0].ExecutionReport.Rejection;
        // An allocation names its leg's refusal apart.
        if (scope == ScopeKind.Group && refusal.Reason == RejectReason.AllocationLeg) return;
        Assert.Equal(recipe.Reason, refusal.Reason);
        if (rule != 4) Assert.Equal(scope, refusal.Scope);
        Assert.DoesNotContain(said, m => m.Kind == OutboundKind.VenueOrder || m is { Kind: OutboundKind.ExecutionReport, ExecutionReport.ExecType: ExecType.New or ExecType.Replaced or ExecType.Trade });
    }
}
