namespace Gateway.Journal.Export;

/// <summary>How a user names an order: by an id, which several orders may have in different ways.</summary>
/// <param name="Id">The id.</param>
/// <param name="Ways">Which ids it may be.</param>
public sealed record OrderName(string Id, OrderIds Ways)
{
    static readonly (string Prefix, OrderIds Way)[] Prefixes = [("orderId:", OrderIds.OrderId), ("clOrdId:", OrderIds.ClOrdId), ("venueOrderId:", OrderIds.VenueOrderId)];

    /// <summary>Reads an id, or one that says which it is: <c>orderId:27</c>, <c>clOrdId:27</c>, <c>venueOrderId:27</c>.</summary>
    public static OrderName Parse(string text)
    {
        foreach (var (prefix, way) in Prefixes)
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return new(text[prefix.Length..], way);
        return new(text, OrderIds.Any);
    }

    /// <summary>The same id in each way that it may be meant, in the order in which people mean it.</summary>
    public IEnumerable<OrderName> Each() => from entry in Prefixes where Ways.HasFlag(entry.Way) select this with { Ways = entry.Way };

    /// <inheritdoc/>
    public override string ToString() => Ways == OrderIds.Any ? Id : Prefixes.First(entry => entry.Way == Ways).Prefix + Id;

    /// <summary>True when a field of this name is such an id.</summary>
    internal bool IsOne(string field) => (Ways & field switch
    {
        "orderId" or "parentOrderId" or "childOrderId" => OrderIds.OrderId,
        "clOrdId" or "origClOrdId" => OrderIds.ClOrdId,
        "venueOrderId" => OrderIds.VenueOrderId,
        _ => 0,
    }) != 0;
}

/// <summary>The ids of an order.</summary>
[Flags]
public enum OrderIds
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>The gateway's OrderID.</summary>
    OrderId = 1,

    /// <summary>A ClOrdID of a session.</summary>
    ClOrdId = 2,

    /// <summary>The id that an exchange has given it.</summary>
    VenueOrderId = 4,

    /// <summary>Whichever it is.</summary>
    Any = OrderId | ClOrdId | VenueOrderId,
}
