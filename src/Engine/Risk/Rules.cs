using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>From the catalogue's numbers to the engine's dense ones, and from limits as they are set to terms as checks need them.</summary>
static class Rules
{
    /// <summary>The rule with this number in the catalogue; false when it takes no limit.</summary>
    internal static bool TryFind(int number, out Rule rule) => TryFind(number, 0, out rule);

    /// <summary>The step of the rule with this number in the catalogue; false when it has none such.</summary>
    internal static bool TryFind(int number, int tier, out Rule rule)
    {
        for (rule = 0; rule < Rule.Count; rule++)
        {
            if (Number(rule) != number) continue;
            if (tier >= RuleCatalogue.Of(rule).Tiers) return false;
            rule += (byte)tier;
            return true;
        }

        return false;
    }

    /// <summary>Whether a limit of this rule may be set at this kind of scope.</summary>
    internal static bool Allows(Rule rule, ScopeKind scope)
    {
        foreach (var kind in RuleCatalogue.Of(rule).Scopes)
            if (kind == scope)
                return true;
        return false;
    }

    internal static int Number(Rule rule) => RuleCatalogue.Of(rule).Number;

    /// <summary>Which step of its rule it is.</summary>
    internal static int Tier(Rule rule)
    {
        var tier = 0;
        while (tier < (int)rule && Number((Rule)((int)rule - tier - 1)) == Number(rule)) tier++;
        return tier;
    }

    /// <summary>Whether a limit's parameters make sense.</summary>
    internal static bool IsValid(Rule rule, in Limit limit)
        => RuleCatalogue.FaultOf(RuleCatalogue.Of(rule), limit.Value, limit.Value2, limit.Value3, limit.WindowNanos, 0) is null;

    /// <summary>Divides once, when a limit is set, what checks would have to divide for every order.</summary>
    internal static Terms Compile(Rule rule, in Limit limit)
    {
        var terms = new Terms { Value = limit.Value, Value2 = limit.Value2, Value3 = limit.Value3, Window = limit.WindowNanos };
        var description = RuleCatalogue.Of(rule);
        Scale(ref terms.Value, description.Value.Unit);
        Scale(ref terms.Value2, description.Value2.Unit);
        Scale(ref terms.Value3, description.Value3.Unit);
        if (rule is Rule.OrderRate or Rule.VenueRate) CompileBucket(rule, ref terms);
        return terms;
    }

    static void Scale(ref long value, ParameterUnit unit)
        => value = unit switch
        {
            ParameterUnit.Count or ParameterUnit.Option => value / FixedPoint.One,
            ParameterUnit.Seconds => value * (1_000_000_000 / FixedPoint.One),
            ParameterUnit.Percent => value / 10_000,    // Millionths.
            _ => value,
        };

    // A token bucket as its theoretical arrival time: nanoseconds a token, and how far ahead of now the bucket may be.
    static void CompileBucket(Rule rule, ref Terms terms)
    {
        if (terms.Window == 0) terms.Window = 1_000_000_000;
        if (terms.Value == 0) return;
        var burst = rule == Rule.VenueRate ? Math.Max(0, terms.Value - terms.Value2) : Math.Max(1, terms.Value2 == 0 ? terms.Value : terms.Value2);
        terms.Value2 = Math.Max(1, terms.Window / terms.Value);
        terms.Value3 = terms.Value2 * (burst - 1);
    }
}
