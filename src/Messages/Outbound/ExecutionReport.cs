namespace Gateway.Messages;

/// <summary>The state or a change of an order (FIX 8).</summary>
public struct ExecutionReport : IFields
{
    /// <summary>The request that this answers or the order's present id.</summary>
    public Text64 ClOrdId;

    /// <summary>The id before a cancel or replace.</summary>
    public Text64 OrigClOrdId;

    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>Account or group of the order.</summary>
    public Text16 Account;

    /// <summary>The account of a group that a fill went to.</summary>
    public Text16 AllocAccount;

    /// <summary>Echo.</summary>
    public Text16 Strategy;

    /// <summary>Echo.</summary>
    public Text32 Signal;

    /// <summary>The exchange's words, or the echo of a status request's id.</summary>
    public Text40 Text;

    /// <summary>Unique for ever within a journal; 0 for NONE.</summary>
    public long OrderId;

    /// <summary>Unique for ever within a journal.</summary>
    public long ExecId;

    /// <summary>The same on both sides of a trade.</summary>
    public long TradeId;

    /// <summary>Limit price.</summary>
    public Price Price;

    /// <summary>Trigger price.</summary>
    public Price StopPrice;

    /// <summary>Total.</summary>
    public Quantity OrderQuantity;

    /// <summary>Price of the fill.</summary>
    public Price LastPrice;

    /// <summary>Quantity of the fill.</summary>
    public Quantity LastQuantity;

    /// <summary>Still open.</summary>
    public Quantity LeavesQuantity;

    /// <summary>Filled in all.</summary>
    public Quantity CumQuantity;

    /// <summary>Average of all fills, rounded half even at 1e-8.</summary>
    public Price AveragePrice;

    /// <summary>Shown part.</summary>
    public Quantity DisplayQuantity;

    /// <summary>Fee of the fill in the instrument's currency; negative is a rebate.</summary>
    public Money Fee;

    /// <summary>For good till date.</summary>
    public Timestamp ExpireTime;

    /// <summary>Why it was refused or cancelled, if it was.</summary>
    public Rejection Rejection;

    /// <summary>Buy or sell.</summary>
    public Side Side;

    /// <summary>Market, limit, stop …</summary>
    public OrderType Type;

    /// <summary>How long it stays.</summary>
    public TimeInForce TimeInForce;

    /// <summary>Post-only, reduce-only …</summary>
    public OrderFlags Flags;

    /// <summary>State after this report.</summary>
    public OrdStatus OrdStatus;

    /// <summary>What happened.</summary>
    public ExecType ExecType;

    /// <summary>Maker or taker.</summary>
    public Liquidity Liquidity;

    /// <summary>Not asked for by the client.</summary>
    public bool Unsolicited;

    /// <summary>Of a status report: which request it answers.</summary>
    public StatusAnswer StatusAnswer;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("clOrdId", ref ClOrdId);
        visitor.Text("origClOrdId", ref OrigClOrdId);
        visitor.Text("symbol", ref Symbol);
        visitor.Text("account", ref Account);
        visitor.Text("allocAccount", ref AllocAccount);
        visitor.Text("strategy", ref Strategy);
        visitor.Text("signal", ref Signal);
        visitor.Text("text", ref Text);
        visitor.Number("orderId", ref OrderId);
        visitor.Number("execId", ref ExecId);
        visitor.Number("tradeId", ref TradeId);
        visitor.Price("price", ref Price);
        visitor.Price("stopPrice", ref StopPrice);
        visitor.Quantity("orderQuantity", ref OrderQuantity);
        visitor.Price("lastPrice", ref LastPrice);
        visitor.Quantity("lastQuantity", ref LastQuantity);
        visitor.Quantity("leavesQuantity", ref LeavesQuantity);
        visitor.Quantity("cumQuantity", ref CumQuantity);
        visitor.Price("averagePrice", ref AveragePrice);
        visitor.Quantity("displayQuantity", ref DisplayQuantity);
        visitor.Money("fee", ref Fee);
        visitor.Time("expireTime", ref ExpireTime);
        RejectionFields.Visit(ref Rejection, ref visitor);
        visitor.Word("side", ref Side);
        visitor.Word("type", ref Type);
        visitor.Word("timeInForce", ref TimeInForce);
        visitor.Word("flags", ref Flags);
        visitor.Word("ordStatus", ref OrdStatus);
        visitor.Word("execType", ref ExecType);
        visitor.Word("liquidity", ref Liquidity);
        visitor.Flag("unsolicited", ref Unsolicited);
        visitor.Word("statusAnswer", ref StatusAnswer);
    }
}
