namespace Gateway.Messages;

/// <summary>A request to an exchange; the header carries its number.</summary>
public struct VenueOrder : IFields
{
    /// <summary>What is asked for.</summary>
    public VenueAction Action;

    /// <summary>Our child order.</summary>
    public long OrderId;

    /// <summary>Running number of the request within the order, from 0.</summary>
    public int Revision;

    /// <summary>The revision that a cancel or replace acts on.</summary>
    public int OriginalRevision;

    /// <summary>Our symbol.</summary>
    public Text24 Symbol;

    /// <summary>The exchange's symbol.</summary>
    public Text24 VenueSymbol;

    /// <summary>The exchange's id, once known.</summary>
    public Text40 VenueOrderId;

    /// <summary>The account.</summary>
    public Text16 Account;

    /// <summary>Limit price.</summary>
    public Price Price;

    /// <summary>Total.</summary>
    public Quantity Quantity;

    /// <summary>Filled in all so far.</summary>
    public Quantity CumQuantity;

    /// <summary>Buy or sell.</summary>
    public Side Side;

    /// <summary>Market, limit, stop …</summary>
    public OrderType Type;

    /// <summary>How long it stays.</summary>
    public TimeInForce TimeInForce;

    /// <summary>Post-only, reduce-only …</summary>
    public OrderFlags Flags;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Word("action", ref Action);
        visitor.Number("orderId", ref OrderId);
        visitor.Number("revision", ref Revision);
        visitor.Number("originalRevision", ref OriginalRevision);
        visitor.Text("symbol", ref Symbol);
        visitor.Text("venueSymbol", ref VenueSymbol);
        visitor.Text("venueOrderId", ref VenueOrderId);
        visitor.Text("account", ref Account);
        visitor.Price("price", ref Price);
        visitor.Quantity("quantity", ref Quantity);
        visitor.Quantity("cumQuantity", ref CumQuantity);
        visitor.Word("side", ref Side);
        visitor.Word("type", ref Type);
        visitor.Word("timeInForce", ref TimeInForce);
        visitor.Word("flags", ref Flags);
    }
}
