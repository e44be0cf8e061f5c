namespace Gateway.Messages;

/// <summary>A cancel or replace request is refused (FIX 9).</summary>
public struct CancelReject : IFields
{
    /// <summary>Id of the request.</summary>
    public Text64 ClOrdId;

    /// <summary>The id it named.</summary>
    public Text64 OrigClOrdId;

    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>The account.</summary>
    public Text16 Account;

    /// <summary>The order, or 0 for NONE.</summary>
    public long OrderId;

    /// <summary>Why.</summary>
    public Rejection Rejection;

    /// <summary>The exchange's words.</summary>
    public Text40 Text;

    /// <summary>State of the order; rejected when unknown.</summary>
    public OrdStatus OrdStatus;

    /// <summary>The request was a replace.</summary>
    public bool Replace;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("clOrdId", ref ClOrdId);
        visitor.Text("origClOrdId", ref OrigClOrdId);
        visitor.Text("symbol", ref Symbol);
        visitor.Text("account", ref Account);
        visitor.Number("orderId", ref OrderId);
        RejectionFields.Visit(ref Rejection, ref visitor);
        visitor.Text("text", ref Text);
        visitor.Word("ordStatus", ref OrdStatus);
        visitor.Flag("replace", ref Replace);
    }
}
