namespace Gateway.Messages;

/// <summary>An order status request (FIX H).</summary>
public struct StatusRequest : IFields
{
    /// <summary>The order's id.</summary>
    public Text64 ClOrdId;

    /// <summary>OrdStatusReqID, echoed.</summary>
    public Text40 StatusRequestId;

    /// <summary>The gateway's id of the order, if given.</summary>
    public long OrderId;

    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>Side.</summary>
    public Side Side;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("clOrdId", ref ClOrdId);
        visitor.Text("statusRequestId", ref StatusRequestId);
        visitor.Number("orderId", ref OrderId);
        visitor.Text("symbol", ref Symbol);
        visitor.Word("side", ref Side);
    }
}
