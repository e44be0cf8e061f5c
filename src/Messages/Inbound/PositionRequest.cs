namespace Gateway.Messages;

/// <summary>A request for positions (FIX AN).</summary>
public struct PositionRequest : IFields
{
    /// <summary>PosReqID, echoed on each report.</summary>
    public Text40 RequestId;

    /// <summary>The account.</summary>
    public Text16 Account;

    /// <summary>The instrument, or empty for all.</summary>
    public Text24 Symbol;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("requestId", ref RequestId);
        visitor.Text("account", ref Account);
        visitor.Text("symbol", ref Symbol);
    }
}
