namespace Gateway.Messages;

/// <summary>A cancel/replace request (FIX G).</summary>
public struct ReplaceOrder : IFields
{
    /// <summary>The new id.</summary>
    public Text64 ClOrdId;

    /// <summary>The order's id.</summary>
    public Text64 OrigClOrdId;

    /// <summary>The gateway's id of the order, if given.</summary>
    public long OrderId;

    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>Must not change; empty means unchanged.</summary>
    public Text16 Account;

    /// <summary>New limit price.</summary>
    public Price Price;

    /// <summary>New trigger price.</summary>
    public Price StopPrice;

    /// <summary>New total.</summary>
    public Quantity Quantity;

    /// <summary>New shown part.</summary>
    public Quantity DisplayQuantity;

    /// <summary>New expiry.</summary>
    public Timestamp ExpireTime;

    /// <summary>Buy or sell.</summary>
    public Side Side;

    /// <summary>Market, limit, stop …</summary>
    public OrderType Type;

    /// <summary>How long it stays.</summary>
    public TimeInForce TimeInForce;

    /// <summary>Post-only, reduce-only …</summary>
    public OrderFlags Flags;

    /// <summary>For good till date: the last day (UTC) of the order, in days since 1970-01-01; 0 when an instant is given instead.</summary>
    public int ExpireDate;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("clOrdId", ref ClOrdId);
        visitor.Text("origClOrdId", ref OrigClOrdId);
        visitor.Number("orderId", ref OrderId);
        visitor.Text("symbol", ref Symbol);
        visitor.Text("account", ref Account);
        visitor.Price("price", ref Price);
        visitor.Price("stopPrice", ref StopPrice);
        visitor.Quantity("quantity", ref Quantity);
        visitor.Quantity("displayQuantity", ref DisplayQuantity);
        visitor.Time("expireTime", ref ExpireTime);
        visitor.Word("side", ref Side);
        visitor.Word("type", ref Type);
        visitor.Word("timeInForce", ref TimeInForce);
        visitor.Word("flags", ref Flags);
        visitor.Number("expireDate", ref ExpireDate);
    }
}
