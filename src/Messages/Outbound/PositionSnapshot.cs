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

    /// <summary>In what price, profit and fees are.</summary>
    public Text16 Currency;

    /// <summary>Since the start of the journal.</summary>
    public Money Fees;

    /// <summary>Held in the account's balance.</summary>
    public Money Margin;

    /// <summary>Cost for each unit of margin, units of 1e-8; zero without margin.</summary>
    public long Leverage;

    /// <summary>Age of the mark in nanoseconds.</summary>
    public long MarkAgeNanos;

    /// <summary>When it was opened from flat.</summary>
    public Timestamp OpenedAt;

    /// <summary>When it became flat; zero while it is open.</summary>
    public Timestamp ClosedAt;

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
        visitor.Text("currency", ref Currency);
        visitor.Money("fees", ref Fees);
        visitor.Money("margin", ref Margin);
        visitor.Number("leverage", ref Leverage);
        visitor.Number("markAgeNanos", ref MarkAgeNanos);
        visitor.Time("openedAt", ref OpenedAt);
        visitor.Time("closedAt", ref ClosedAt);
    }
}
