namespace Gateway.Messages;

/// <summary>Best bid and ask at an exchange.</summary>
public struct VenueQuote : IFields
{
    /// <summary>Our symbol.</summary>
    public Text24 Symbol;

    /// <summary>Best bid; zero for none.</summary>
    public Price BidPrice;

    /// <summary>Its size.</summary>
    public Quantity BidQuantity;

    /// <summary>Best ask; zero for none.</summary>
    public Price AskPrice;

    /// <summary>Its size.</summary>
    public Quantity AskQuantity;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("symbol", ref Symbol);
        visitor.Price("bidPrice", ref BidPrice);
        visitor.Quantity("bidQuantity", ref BidQuantity);
        visitor.Price("askPrice", ref AskPrice);
        visitor.Quantity("askQuantity", ref AskQuantity);
    }
}
