using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>In what unit a parameter of a rule is given; all are decimals with at most eight places.</summary>
public enum ParameterUnit
{
    /// <summary>The rule has no such parameter: it has to be zero.</summary>
    None,

    /// <summary>Units of the instrument.</summary>
    Quantity,

    /// <summary>Money.</summary>
    Money,

    /// <summary>Percent, with at most four places.</summary>
    Percent,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A factor.</summary>
    Ratio,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>One of a few options, a whole number from 0.</summary>
    Option,

    /// <summary>A length of time.</summary>
    Window,
}

/// <summary>One parameter of a rule.</summary>
/// <param name="Unit">In what it is given.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Required">It has to be given; otherwise 0 stands for its default.</param>
/// <param name="OptionMax">The greatest option.</param>
public readonly record struct RuleParameter(ParameterUnit Unit, string Meaning, bool Required = true, int OptionMax = 0);

/// <summary>A rule of the catalogue that takes a limit.</summary>
/// <param name="Number">Number of the catalogue: 21 for R021.</param>
/// <param name="Name">Name of the catalogue.</param>
/// <param name="Scopes">Where a limit may be set.</param>
/// <param name="Value">First parameter.</param>
/// <param name="Value2">Second parameter.</param>
/// <param name="Value3">Third parameter.</param>
/// <param name="Window">Window, age or duration.</param>
/// <param name="Tiers">Steps that it may have, each with its own limit.</param>
public sealed record RuleDescription(
    int Number, string Name, IReadOnlyList<ScopeKind> Scopes, RuleParameter Value = default, RuleParameter Value2 = default, RuleParameter Value3 = default,
    RuleParameter Window = default, int Tiers = 1)
{
    /// <summary>The rule as it is written: R021.</summary>
    public string Id => $"R{Number:000}";
}

/// <summary>The rules that take limits, in the order in which an order meets them; what they need and where they may be set.</summary>
public static partial class RuleCatalogue
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RuleDescription> All { get; } = [.. Describe()];

    static readonly RuleDescription[] s_byRule = ByRule();

    static RuleDescription[] ByRule()
    {
        var rules = new List<RuleDescription>();
        foreach (var rule in All)
            for (var tier = 0; tier < rule.Tiers; tier++)
                rules.Add(rule);
        return [.. rules];
    }

    internal static RuleDescription Of(Rule rule) => s_byRule[(int)rule];

    /// <summary>The rule with this number; null when it takes no limit.</summary>
    public static RuleDescription? Find(int number)
    {
        foreach (var rule in s_byRule)
            if (rule.Number == number)
                return rule;
        return null;
    }

    /// <summary>What is wrong with a limit's parameters, by name of the parameter; null when nothing is.</summary>
    public static (string Parameter, string Fault)? FaultOf(RuleDescription rule, long value, long value2, long value3, long windowNanos, int tier)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (tier < 0 || tier >= rule.Tiers) return ("tier", rule.Tiers == 1 ? $"{rule.Id} has no steps." : $"{rule.Id} has steps 0 to {rule.Tiers - 1}.");
        if (FaultOf(rule, rule.Value, value) is { } first) return ("value", first);
        if (FaultOf(rule, rule.Value2, value2) is { } second) return ("value2", second);
        if (FaultOf(rule, rule.Value3, value3) is { } third) return ("value3", third);
        if (FaultOf(rule, rule.Window, windowNanos) is { } last) return ("window", last);
        return Conflict(rule.Number, value, value2, value3, windowNanos);
    }

    // Parameters that contradict one another, or leave a rule without any limit.
    static (string Parameter, string Fault)? Conflict(int number, long value, long value2, long value3, long windowNanos) => number switch
    {
        24 when value2 > value => ("value2", "the lowest price may not be above the highest."),
        31 when value2 > 0 && value3 > value => ("value3", "the ratio would never count: the day's limit comes first."),
        32 when value2 >= value && value > 0 => ("value2", "keeps all requests for cancels: none is left for orders."),
        35 when value2 == 0 && windowNanos == 0 => ("window", "R035 needs one."),
        44 when value * (1_000_000_000 / FixedPoint.One) > windowNanos => ("value", "positions may not be closed before opening is refused."),
        53 when value == 0 && value2 == 0 => ("value", "R053 needs a gross or a net limit."),
        53 when value > 0 && value2 > value => ("value2", "the net limit may not be above the gross one."),
        54 when value == 0 && value2 == 0 => ("value", "R054 needs a limit of an order or of a day."),
        54 when value2 > 0 && value > value2 => ("value", "an order may not have more lots than a day."),
        55 when value == 0 && value2 == 0 => ("value", "R055 needs a value or a quantity."),
        61 when value == 0 && value2 == 0 => ("value", "R061 needs a buffer or a factor."),
        76 when value == 0 && value2 == 0 => ("value", "R076 needs an amount or a percentage."),
        77 when value == 0 && value2 == 0 => ("value", "R077 needs a number of losses or of refusals."),
        81 when value == 0 && value2 == 0 && value3 == 0 => ("value", "R081 needs a distance to the stop, to the entry or to trail."),
        _ => null,
    };

    static string? FaultOf(RuleDescription rule, in RuleParameter parameter, long value)
    {
        if (value < 0) return "may not be negative.";
        return parameter.Unit switch
        {
            ParameterUnit.None => value == 0 ? null : $"{rule.Id} has no such parameter.",
            ParameterUnit.Percent => value % 10_000 == 0 ? null : "is a percentage with at most four places.",
            ParameterUnit.Count => value % FixedPoint.One == 0 ? null : "is a whole number.",
            ParameterUnit.Option => value % FixedPoint.One == 0 && value / FixedPoint.One <= parameter.OptionMax ? null : $"is an option from 0 to {parameter.OptionMax}.",
            ParameterUnit.Window => value > 0 || !parameter.Required ? null : $"{rule.Id} needs one.",
            ParameterUnit.Seconds => value <= 1_000_000_000 * FixedPoint.One ? null : "is too long.",
            _ => null,
        };
    }
}
