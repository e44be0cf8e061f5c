using Gateway.Engine.Risk;
using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>
/// Every rule that counts up to a limit, at every scope, for new orders and replaces, one below, at and one above. What an order comes to is what its first
/// refusal says, so that the limits stand exactly around it; each test ends with a restart.
/// </summary>
public sealed class RuleBoundaryTests : ScopeDesk
{
    /// <summary>Rules with a limit that an order may just reach.</summary>
    internal static readonly int[] Rules = [14, 20, 21, 31, 36, 37, 50, 51, 52, 53, 54, 55, 62, 63];

    /// <summary>What of a group's order is looked at as a whole; the others are looked at on its legs.</summary>
    static bool IsMet(int rule, ScopeKind scope, bool replace) => scope != ScopeKind.Venue && (scope != ScopeKind.Group || (rule is 20 or 21 && !replace));

    public static TheoryData<int, ScopeKind, bool, int> Rows
        => new(from rule in RuleCatalogue.All
               where Rules.Contains(rule.Number)
               from scope in rule.Scopes
               from replace in (bool[])[false, true]
               where IsMet(rule.Number, scope, replace) && (!replace || (Recipes[rule.Number].Ways & Ways.Replace) != 0)
               from distance in (int[])[-1, 0, 1]
               select (rule.Number, scope, replace, distance));

    [Theory]
    [MemberData(nameof(Rows))]
    public void One_below_what_an_order_comes_to_it_is_refused_at_it_and_above_it_passes(int rule, ScopeKind scope, bool replace, int distance)
    {
        var recipe = Recipes[rule];
        var working = Order(scope, false, Ways.Both)[0].ExecutionReport;
        Outbound[] Ask() => replace ? Replace(working, false) : Order(scope, false, recipe.Ways);
        Set(rule, scope, false, recipe.Value, recipe.Value2, recipe.Window);
        var first = Refusal(Ask());
        Assert.Equal((recipe.Reason, scope), (first.Reason, first.Scope));

        var comesTo = first.Observed + (rule == 31 ? 1 : 0); // The refused message has been counted.
        if (rule == 14) Set(rule, scope, false, "0", "0", comesTo + distance);
        else Set(rule, scope, false, Around(RuleCatalogue.Find(rule)!, recipe.Reason, comesTo, distance), "0", 0);
        var open = Floor.Engine.OpenOrders().Length;
        var said = Ask();
        if (distance < 0)
        {
            Assert.Equal((recipe.Reason, comesTo), (Refusal(said).Reason, Refusal(said).Observed));
            AssertStayed(said);
            Assert.Equal(open, Floor.Engine.OpenOrders().Length);
        }
        else
        {
            Assert.Equal((RejectReason.None, replace ? ExecType.Replaced : ExecType.New), (Refusal(said).Reason, said[0].ExecutionReport.ExecType));
        }
    }

    // A value as the limit is written: counts are whole numbers in it, and plain in the refusal.
    static string Around(RuleDescription rule, RejectReason reason, long comesTo, int distance)
    {
        var raw = reason.Words().Unit == RejectUnit.Count ? comesTo * FixedPoint.One : comesTo;
        return FixedPoint.ToString(raw + distance * (rule.Value.Unit == ParameterUnit.Count ? FixedPoint.One : 1));
    }
}
