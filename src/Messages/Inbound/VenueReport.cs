namespace Gateway.Messages;

/// <summary>What an exchange says of one of our orders; the header carries the exchange's number.</summary>
public struct VenueReport : IFields
{
    /// <summary>Our child order.</summary>
    public long OrderId;

    /// <summary>Which request of the order is meant: 0 the order, 1.. its replaces and cancels.</summary>
    public int Revision;

    /// <summary>What happened.</summary>
    public VenueReportType Type;

    /// <summary>The exchange's id.</summary>
    public Text40 VenueOrderId;

    /// <summary>The exchange's execution id; what came before is ignored.</summary>
    public Text40 VenueExecId;

    /// <summary>Price of the fill, or the price now in force.</summary>
    public Price LastPrice;

    /// <summary>Quantity of the fill.</summary>
    public Quantity LastQuantity;

    /// <summary>Filled in all, if the exchange tells; used for marked resends.</summary>
    public Quantity CumQuantity;

    /// <summary>Total now in force.</summary>
    public Quantity OrderQuantity;

    /// <summary>Fee of the fill.</summary>
    public Money Fee;

    /// <summary>In what.</summary>
    public Text16 FeeAsset;

    /// <summary>Maker or taker.</summary>
    public Liquidity Liquidity;

    /// <summary>The exchange marks it as a possible repetition.</summary>
    public bool PossibleDuplicate;

    /// <summary>The exchange's words.</summary>
    public Text40 Text;

    /// <summary>It does not fit the order: another symbol or side, or an execution taken back. Told to the operator as a difference.</summary>
    public bool Contradicts;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Number("orderId", ref OrderId);
        visitor.Number("revision", ref Revision);
        visitor.Word("type", ref Type);
        visitor.Text("venueOrderId", ref VenueOrderId);
        visitor.Text("venueExecId", ref VenueExecId);
        visitor.Price("lastPrice", ref LastPrice);
        visitor.Quantity("lastQuantity", ref LastQuantity);
        visitor.Quantity("cumQuantity", ref CumQuantity);
        visitor.Quantity("orderQuantity", ref OrderQuantity);
        visitor.Money("fee", ref Fee);
        visitor.Text("feeAsset", ref FeeAsset);
        visitor.Word("liquidity", ref Liquidity);
        visitor.Flag("possibleDuplicate", ref PossibleDuplicate);
        visitor.Text("text", ref Text);
        visitor.Flag("contradicts", ref Contradicts);
    }
}
