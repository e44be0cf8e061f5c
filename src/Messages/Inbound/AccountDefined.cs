namespace Gateway.Messages;

/// <summary>An account is added or changed.</summary>
public struct AccountDefined : IFields
{
    /// <summary>Key.</summary>
    public Text16 Account;

    /// <summary>Currency of account.</summary>
    public Text16 Currency;

    /// <summary>Fee for providing, in millionths of the notional; negative is a rebate.</summary>
    public int MakerFeeMicros;

    /// <summary>Fee for taking, in millionths of the notional.</summary>
    public int TakerFeeMicros;

    /// <summary>Cash reserved for margin-settled orders, in percent of notional; 100 is unlevered.</summary>
    public int InitialMarginPercent;

    /// <summary>May sell what it does not hold.</summary>
    public bool ShortAllowed;

    /// <summary>Accounts of one group count as one where self-trades are prevented; empty for the account alone.</summary>
    public Text16 SelfTradeGroup;

    /// <summary>What an order that asks for the default gets; default leaves it to the instrument.</summary>
    public SelfTradePrevention SelfTradePrevention;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("account", ref Account);
        visitor.Text("currency", ref Currency);
        visitor.Number("makerFeeMicros", ref MakerFeeMicros);
        visitor.Number("takerFeeMicros", ref TakerFeeMicros);
        visitor.Number("initialMarginPercent", ref InitialMarginPercent);
        visitor.Flag("shortAllowed", ref ShortAllowed);
        visitor.Text("selfTradeGroup", ref SelfTradeGroup);
        visitor.Word("selfTradePrevention", ref SelfTradePrevention);
    }
}
