using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>How much of a limit is used up before any further order, for those who look at it: the same sums that the checks start from.</summary>
static class RuleUse
{
    /// <summary>Units of the limit's value; false for rules that look at one request alone.</summary>
    internal static bool TryOf(Rule rule, ref readonly Usage usage, out Int128 used)
    {
        Int128? found = rule switch
        {
            Rule.MessageLimit => usage.MessagesToday * (Int128)FixedPoint.One,
            Rule.MaxOpenOrders => usage.OpenOrders * (Int128)FixedPoint.One,
            Rule.UnknownOutcomes => usage.UnknownOrders * (Int128)FixedPoint.One,
            Rule.OpenOrderValue => usage.OpenNotional,
            Rule.ExposureCap or Rule.RiskBudget => usage.Exposure,
            Rule.DailyTradedValue => usage.TradedAndOpen,
            Rule.CreditLimit => usage.Credit,
            Rule.DailyRealizedLoss => Int128.Max(0, -usage.RealizedToday),
            Rule.DailyProfitTarget => Int128.Max(0, usage.RealizedToday),
            _ => null,
        };
        used = found ?? 0;
        return found is not null;
    }
}
