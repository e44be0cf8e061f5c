namespace Gateway.Messages;

/// <summary>A cancel request (FIX F).</summary>
public struct CancelOrder : IFields
{
    /// <summary>Id of the request.</summary>
    public Text64 ClOrdId;

    /// <summary>The order's id.</summary>
    public Text64 OrigClOrdId;

    /// <summary>The gateway's id of the order, if given.</summary>
    public long OrderId;

    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>Side.</summary>
    public Side Side;

    /// <summary>The client may have sent it before (FIX 97=Y).</summary>
    public bool PossResend;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("clOrdId", ref ClOrdId);
        visitor.Text("origClOrdId", ref OrigClOrdId);
        visitor.Number("orderId", ref OrderId);
        visitor.Text("symbol", ref Symbol);
        visitor.Word("side", ref Side);
        visitor.Flag("possResend", ref PossResend);
    }
}
