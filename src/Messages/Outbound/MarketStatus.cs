namespace Gateway.Messages;

/// <summary>The state of an instrument's market after a change, and what an auction call would trade now (FIX 35=f in spirit).</summary>
public struct MarketStatus : IFields
{
    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>The state.</summary>
    public MarketState State;

    /// <summary>The one before; the same when only the indication changed.</summary>
    public MarketState Previous;

    /// <summary>Price at which the call would trade now; zero when nothing would.</summary>
    public Price IndicativePrice;

    /// <summary>What it would trade.</summary>
    public Quantity IndicativeQuantity;

    /// <summary>What would be left over at that price: above zero on the buy side, below on the sell side.</summary>
    public Quantity Surplus;

    /// <summary>Of the last trade.</summary>
    public Price LastPrice;

    /// <summary>End of a volatility auction.</summary>
    public Timestamp Until;

    /// <summary>Why a change was refused.</summary>
    public Rejection Rejection;

    /// <summary>Who changed it.</summary>
    public Text16 By;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("symbol", ref Symbol);
        visitor.Word("state", ref State);
        visitor.Word("previous", ref Previous);
        visitor.Price("indicativePrice", ref IndicativePrice);
        visitor.Quantity("indicativeQuantity", ref IndicativeQuantity);
        visitor.Quantity("surplus", ref Surplus);
        visitor.Price("lastPrice", ref LastPrice);
        visitor.Time("until", ref Until);
        RejectionFields.Visit(ref Rejection, ref visitor);
        visitor.Text("by", ref By);
    }
}
