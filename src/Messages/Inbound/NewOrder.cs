namespace Gateway.Messages;

/// <summary>A new order (FIX D).</summary>
public struct NewOrder : IFields
{
    /// <summary>The client's id.</summary>
    public Text64 ClOrdId;

    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>Account or allocation group; empty for the session's default.</summary>
    public Text16 Account;

    /// <summary>Strategy id, echoed.</summary>
    public Text16 Strategy;

    /// <summary>Trigger or reason, echoed.</summary>
    public Text32 Signal;

    /// <summary>Limit price.</summary>
    public Price Price;

    /// <summary>Trigger price.</summary>
    public Price StopPrice;

    /// <summary>Total.</summary>
    public Quantity Quantity;

    /// <summary>Least to execute at once.</summary>
    public Quantity MinQuantity;

    /// <summary>Shown part; zero for all.</summary>
    public Quantity DisplayQuantity;

    /// <summary>For good till date.</summary>
    public Timestamp ExpireTime;

    /// <summary>Buy or sell.</summary>
    public Side Side;

    /// <summary>Market, limit, stop …</summary>
    public OrderType Type;

    /// <summary>How long it stays.</summary>
    public TimeInForce TimeInForce;

    /// <summary>Post-only, reduce-only …</summary>
    public OrderFlags Flags;

    /// <summary>Mode.</summary>
    public SelfTradePrevention SelfTradePrevention;

    /// <summary>Policy over the legs that preceded it; none without legs.</summary>
    public AllocationPolicy AllocationPolicy;

    /// <summary>How many <see cref="AllocationLeg"/> preceded this message.</summary>
    public ushort Legs;

    /// <summary>For good till date: the last day (UTC) of the order, in days since 1970-01-01; 0 when an instant is given instead.</summary>
    public int ExpireDate;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("clOrdId", ref ClOrdId);
        visitor.Text("symbol", ref Symbol);
        visitor.Text("account", ref Account);
        visitor.Text("strategy", ref Strategy);
        visitor.Text("signal", ref Signal);
        visitor.Price("price", ref Price);
        visitor.Price("stopPrice", ref StopPrice);
        visitor.Quantity("quantity", ref Quantity);
        visitor.Quantity("minQuantity", ref MinQuantity);
        visitor.Quantity("displayQuantity", ref DisplayQuantity);
        visitor.Time("expireTime", ref ExpireTime);
        visitor.Word("side", ref Side);
        visitor.Word("type", ref Type);
        visitor.Word("timeInForce", ref TimeInForce);
        visitor.Word("flags", ref Flags);
        visitor.Word("selfTradePrevention", ref SelfTradePrevention);
        visitor.Word("allocationPolicy", ref AllocationPolicy);
        visitor.Number("legs", ref Legs);
        visitor.Number("expireDate", ref ExpireDate);
    }
}
