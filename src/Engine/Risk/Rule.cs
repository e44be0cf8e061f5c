using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>The rules that take a limit, densely numbered; the catalogue's number stands beside each in <see cref="Rules"/>.</summary>
enum Rule : byte
{
    StaleRequest,
    MaxOrderQuantity,
    MaxOrderNotional,
    PriceCollar,
    MissingReference,
    MarketOrderBlock,
    OrderRate,
    MessageLimit,
    DuplicateContent,
    MaxOpenOrders,
    OpenOrderValue,
    RestrictedList,
    ShortSell,
    MaxContracts,
    MaxContractsInstrument,
    MaxPositionNotional,
    ExposureCap,
    LotLimit,
    DailyTradedValue,
    MarginBuffer,
    CreditLimit,
    DailyRealizedLoss,
    DailyProfitTarget,
    TradeFrequency,
    UnknownOutcomes,
    Count,
}

/// <summary>Which limits there are and where they may be set.</summary>
static class Rules
{
    const int Firm = 1 << (int)ScopeKind.Firm;
    const int Session = 1 << (int)ScopeKind.Session;
    const int Account = 1 << (int)ScopeKind.Account;
    const int Strategy = 1 << (int)ScopeKind.Strategy;
    const int Instrument = 1 << (int)ScopeKind.Instrument;
    const int Any = Firm | Session | Account | Strategy | Instrument;

    /// <summary>The rule with this number in the catalogue; false when it takes no limit.</summary>
    internal static bool TryFind(int number, out Rule rule)
    {
        for (rule = 0; rule < Rule.Count; rule++)
            if (Number(rule) == number)
                return true;
        return false;
    }

    /// <summary>Whether a limit of this rule may be set at this kind of scope.</summary>
    internal static bool Allows(Rule rule, ScopeKind scope) => (Scopes(rule) >> (int)scope & 1) != 0;

    internal static int Number(Rule rule) => rule switch
    {
        Rule.StaleRequest => 14,
        Rule.MaxOrderQuantity => 20,
        Rule.MaxOrderNotional => 21,
        Rule.PriceCollar => 22,
        Rule.MissingReference => 25,
        Rule.MarketOrderBlock => 26,
        Rule.OrderRate => 30,
        Rule.MessageLimit => 31,
        Rule.DuplicateContent => 35,
        Rule.MaxOpenOrders => 36,
        Rule.OpenOrderValue => 37,
        Rule.RestrictedList => 41,
        Rule.ShortSell => 42,
        Rule.MaxContracts => 50,
        Rule.MaxContractsInstrument => 51,
        Rule.MaxPositionNotional => 52,
        Rule.ExposureCap => 53,
        Rule.LotLimit => 54,
        Rule.DailyTradedValue => 55,
        Rule.MarginBuffer => 61,
        Rule.CreditLimit => 63,
        Rule.DailyRealizedLoss => 70,
        Rule.DailyProfitTarget => 73,
        Rule.TradeFrequency => 75,
        Rule.UnknownOutcomes => 95,
        _ => 0,
    };

    static int Scopes(Rule rule) => rule switch
    {
        Rule.StaleRequest => Firm | Session,
        Rule.MaxOrderQuantity or Rule.MaxOrderNotional or Rule.OrderRate or Rule.MaxOpenOrders => Any,
        Rule.PriceCollar => Firm | Account | Instrument,
        Rule.MissingReference => Firm | Instrument,
        Rule.MarketOrderBlock or Rule.ShortSell => Firm | Account | Instrument,
        Rule.MessageLimit or Rule.DuplicateContent => Firm | Session | Account | Strategy,
        Rule.OpenOrderValue or Rule.DailyTradedValue => Any,
        Rule.RestrictedList => Instrument,
        Rule.MaxContracts or Rule.MarginBuffer or Rule.DailyProfitTarget => Account,
        Rule.MaxContractsInstrument or Rule.LotLimit or Rule.MaxPositionNotional => Firm | Account | Instrument,
        Rule.ExposureCap => Firm | Account | Instrument,
        Rule.CreditLimit => Firm | Account,
        Rule.DailyRealizedLoss or Rule.TradeFrequency => Account,
        Rule.UnknownOutcomes => Firm | Account,
        _ => 0,
    };
}
