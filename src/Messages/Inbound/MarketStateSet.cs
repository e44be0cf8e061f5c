namespace Gateway.Messages;

/// <summary>An instrument's market goes into another state: an operator's act, or the schedule's.</summary>
public struct MarketStateSet : IFields
{
    /// <summary>The instrument; empty for all.</summary>
    public Text24 Symbol;

    /// <summary>The new state; a volatility auction is the core's own to begin.</summary>
    public MarketState State;

    /// <summary>Who.</summary>
    public Text16 By;

    /// <summary>Free text.</summary>
    public Text64 Why;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("symbol", ref Symbol);
        visitor.Word("state", ref State);
        visitor.Text("by", ref By);
        visitor.Text("why", ref Why);
    }
}
