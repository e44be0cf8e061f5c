namespace Gateway.Messages;

/// <summary>One instrument of a market data request (FIX V). It changes nothing that the core decides.</summary>
public struct MarketDataRequest : IFields
{
    /// <summary>Id of the request.</summary>
    public Text64 MdReqId;

    /// <summary>The instrument.</summary>
    public Text24 Symbol;

    /// <summary>Number that the gateway gave the request while its session is up.</summary>
    public int Subscription;

    /// <summary>Place of the instrument in the request, from 0.</summary>
    public int Line;

    /// <summary>Levels of each side; 0 for all.</summary>
    public int Depth;

    /// <summary>Whether a watch begins or ends.</summary>
    public MarketDataAction Action;

    /// <summary>Each order for itself rather than the sums of prices.</summary>
    public bool PerOrder;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("mdReqId", ref MdReqId);
        visitor.Text("symbol", ref Symbol);
        visitor.Number("subscription", ref Subscription);
        visitor.Number("line", ref Line);
        visitor.Number("depth", ref Depth);
        visitor.Word("action", ref Action);
        visitor.Flag("perOrder", ref PerOrder);
    }
}
