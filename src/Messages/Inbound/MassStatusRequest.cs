namespace Gateway.Messages;

/// <summary>A request for the state of many orders of a session (FIX AF).</summary>
public struct MassStatusRequest : IFields
{
    /// <summary>MassStatusReqID, echoed on each report.</summary>
    public Text40 RequestId;

    /// <summary>The instrument, or empty.</summary>
    public Text24 Symbol;

    /// <summary>The account, or empty.</summary>
    public Text16 Account;

    /// <summary>The side, or none.</summary>
    public Side Side;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("requestId", ref RequestId);
        visitor.Text("symbol", ref Symbol);
        visitor.Text("account", ref Account);
        visitor.Word("side", ref Side);
    }
}
