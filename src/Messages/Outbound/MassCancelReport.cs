namespace Gateway.Messages;

/// <summary>The answer to a mass cancel (FIX r); one execution report for each order follows.</summary>
public struct MassCancelReport : IFields
{
    /// <summary>Id of the request.</summary>
    public Text64 ClOrdId;

    /// <summary>The instrument, or empty.</summary>
    public Text24 Symbol;

    /// <summary>Why it was refused, if it was.</summary>
    public Rejection Rejection;

    /// <summary>Orders cancelled or being cancelled.</summary>
    public long Affected;

    /// <summary>Unique for ever.</summary>
    public long ReportId;

    /// <summary>The side, or none.</summary>
    public Side Side;

    /// <summary>All orders of the session.</summary>
    public bool All;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("clOrdId", ref ClOrdId);
        visitor.Text("symbol", ref Symbol);
        RejectionFields.Visit(ref Rejection, ref visitor);
        visitor.Number("affected", ref Affected);
        visitor.Number("reportId", ref ReportId);
        visitor.Word("side", ref Side);
        visitor.Flag("all", ref All);
    }
}
