namespace Gateway.Messages;

/// <summary>A mass cancel request (FIX q).</summary>
public struct MassCancel : IFields
{
    /// <summary>Id of the request.</summary>
    public Text64 ClOrdId;

    /// <summary>The instrument, or empty.</summary>
    public Text24 Symbol;

    /// <summary>The account, or empty.</summary>
    public Text16 Account;

    /// <summary>The side, or none.</summary>
    public Side Side;

    /// <summary>All orders of the session rather than those of one instrument.</summary>
    public bool All;

    /// <summary>Halt the sender as well, until an operator resumes it: a kill switch.</summary>
    public bool Kill;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("clOrdId", ref ClOrdId);
        visitor.Text("symbol", ref Symbol);
        visitor.Text("account", ref Account);
        visitor.Word("side", ref Side);
        visitor.Flag("all", ref All);
        visitor.Flag("kill", ref Kill);
    }
}
