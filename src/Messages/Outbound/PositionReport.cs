namespace Gateway.Messages;

/// <summary>One position as the answer to a request (FIX AP), or why there is none to tell (FIX AO).</summary>
public struct PositionReport : IFields
{
    /// <summary>PosReqID of the request.</summary>
    public Text40 RequestId;

    /// <summary>The account.</summary>
    public Text16 Account;

    /// <summary>The instrument; empty when there is no position to tell.</summary>
    public Text24 Symbol;

    /// <summary>Unique for ever within a journal.</summary>
    public long ReportId;

    /// <summary>Reports that answer the request in all; 0 when there is no position to tell.</summary>
    public int Reports;

    /// <summary>Signed.</summary>
    public Quantity Quantity;

    /// <summary>Average entry.</summary>
    public Price AveragePrice;

    /// <summary>Latest mark; zero when there is none.</summary>
    public Price MarkPrice;

    /// <summary>Since the start of the journal, before fees.</summary>
    public Money RealizedPnl;

    /// <summary>At the mark.</summary>
    public Money UnrealizedPnl;

    /// <summary>Why the request was refused, if it was.</summary>
    public Rejection Rejection;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("requestId", ref RequestId);
        visitor.Text("account", ref Account);
        visitor.Text("symbol", ref Symbol);
        visitor.Number("reportId", ref ReportId);
        visitor.Number("reports", ref Reports);
        visitor.Quantity("quantity", ref Quantity);
        visitor.Price("averagePrice", ref AveragePrice);
        visitor.Price("markPrice", ref MarkPrice);
        visitor.Money("realizedPnl", ref RealizedPnl);
        visitor.Money("unrealizedPnl", ref UnrealizedPnl);
        RejectionFields.Visit(ref Rejection, ref visitor);
    }
}
