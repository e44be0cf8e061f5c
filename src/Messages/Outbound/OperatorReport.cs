namespace Gateway.Messages;

/// <summary>The answer to an operator's act: what became of it. The events it caused stand before it.</summary>
public struct OperatorReport : IFields
{
    /// <summary>Number of the request, as in the header of the act.</summary>
    public long Request;

    /// <summary>Which act.</summary>
    public InboundKind Act;

    /// <summary>Why it was refused; no reason when it was done.</summary>
    public Rejection Rejection;

    /// <summary>Orders cancelled or being cancelled by it.</summary>
    public long Affected;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Number("request", ref Request);
        visitor.Word("act", ref Act);
        RejectionFields.Visit(ref Rejection, ref visitor);
        visitor.Number("affected", ref Affected);
    }
}
