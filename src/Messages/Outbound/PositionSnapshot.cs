namespace Gateway.Messages;

/// <summary>A position after a change.</summary>
public struct PositionSnapshot : IFields
{
    /// <summary>The account.</summary>
    public Text16 Account;

    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>Signed.</summary>
    public Quantity Quantity;

    /// <summary>Average entry.</summary>
    public Price AveragePrice;

    /// <summary>Latest mark; zero when there is none.</summary>
    public Price MarkPrice;

    /// <summary>Since the start of the journal.</summary>
    public Money RealizedPnl;

    /// <summary>At the mark.</summary>
    public Money UnrealizedPnl;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("account", ref Account);
        visitor.Text("symbol", ref Symbol);
        visitor.Quantity("quantity", ref Quantity);
        visitor.Price("averagePrice", ref AveragePrice);
        visitor.Price("markPrice", ref MarkPrice);
        visitor.Money("realizedPnl", ref RealizedPnl);
        visitor.Money("unrealizedPnl", ref UnrealizedPnl);
    }
}
