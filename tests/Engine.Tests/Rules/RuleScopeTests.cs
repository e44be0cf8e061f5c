using Gateway.Engine.Risk;
using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>
/// Every rule that looks at orders, at every scope where the catalogue admits it: a limit there stops a new order and a replace of that scope and
/// no other's, a lockout stands before it, and all is the same after a restart.
/// </summary>
public sealed class RuleScopeTests : ScopeDesk
{
    /// <summary>What the catalogue admits.</summary>
    public static TheoryData<int, ScopeKind> Places
        => new(from rule in RuleCatalogue.All where Recipes.ContainsKey(rule.Number) from scope in rule.Scopes select (rule.Number, scope));

    /// <summary>Rules over fills, marks, time and exchanges, each with tests of its own.</summary>
    static readonly int[] s_elsewhere = [33, 70, 71, 72, 73, 74, 75, 76, 77, 80, 81, 90, 92, 94, 95, 96];

    [Fact]
    public void No_rule_of_the_catalogue_is_left_out()
        => Assert.Equal(RuleCatalogue.All.Select(rule => rule.Number).Order(), Recipes.Keys.Concat(s_elsewhere).Order());

    [Theory]
    [MemberData(nameof(Places))]
    public void A_limit_stops_what_is_of_its_scope_and_nothing_else(int rule, ScopeKind scope)
    {
        var recipe = Recipes[rule];
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

    void Set(int rule, ScopeKind scope, bool routed, Recipe recipe) => Set(rule, scope, routed, recipe.Value, recipe.Value2, recipe.Window);

    // A day's loss in another instrument.
    void LockOut()
    {
        Floor.Limit(70, ScopeKind.Account, "A1", "0.5");
        Trade(Side.Buy, "1", "12", symbol: "MSFT");
        Trade(Side.Sell, "1", "9", symbol: "MSFT");
        Assert.NotEqual(0, LockedUntil(ScopeKind.Account, "A1"));
    }

    static void AssertRefused(Outbound[] said, Recipe recipe, ScopeKind scope, int rule)
    {
        var refusal = Refusal(said);
        // An allocation names its leg's refusal apart.
        if (scope == ScopeKind.Group && refusal.Reason == RejectReason.AllocationLeg) return;
        Assert.Equal(recipe.Reason, refusal.Reason);
        if (rule != 4) Assert.Equal(scope, refusal.Scope);
        AssertStayed(said);
    }
}
