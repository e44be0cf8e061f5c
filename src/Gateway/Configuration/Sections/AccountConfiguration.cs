using Gateway.Messages;

namespace Gateway.Configuration;

/// <summary>A trading account.</summary>
public sealed class AccountConfiguration
{
    /// <summary>Key, at most 16 characters.</summary>
    public string Account { get; set; } = "";

    /// <summary>Currency of account.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>Millionths of the notional for providing.</summary>
    public int MakerFeeMicros { get; set; }

    /// <summary>Millionths of the notional for taking.</summary>
    public int TakerFeeMicros { get; set; }

    /// <summary>Cash reserved for margin-settled orders, in percent of the notional.</summary>
    public int InitialMarginPercent { get; set; } = 100;

    /// <summary>May sell what it does not hold.</summary>
    public bool ShortAllowed { get; set; } = true;

    /// <summary>Accounts of one group do not trade with one another where self-trades are prevented; empty for the account alone.</summary>
    public string SelfTradeGroup { get; set; } = "";

    /// <summary>What an order that asks for the default gets; default leaves it to the instrument.</summary>
    public SelfTradePrevention SelfTradePrevention { get; set; }

    /// <summary>Opening balances by asset; only used when the journal knows none.</summary>
    public Dictionary<string, Money> Balances { get; set; } = [];
}
