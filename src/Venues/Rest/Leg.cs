namespace Gateway.Venues.Rest;

/// <summary>
/// One order as the exchange knows it. This dialect has no replace that keeps an order, so an order of ours that was replaced
/// has several legs, one after the other; the last one may be open.
/// </summary>
sealed class Leg(int revision, string clientId, long price, long quantity)
{
    readonly HashSet<long> _trades = [];

    /// <summary>The request that placed it.</summary>
    public int Revision { get; } = revision;

    public string ClientId { get; } = clientId;

    /// <summary>Limit price, 1e-8.</summary>
    public long Price { get; } = price;

    /// <summary>Of this leg alone, 1e-8.</summary>
    public long Quantity { get; } = quantity;

    /// <summary>The exchange's number, 0 until known.</summary>
    public long VenueOrderId { get; set; }

    /// <summary>Filled on this leg by trades that we have reported, 1e-8.</summary>
    public long Executed { get; private set; }

    /// <summary>The exchange has said that it has the order.</summary>
    public bool Acknowledged { get; set; }

    /// <summary>The exchange's word for its end, once it has ended and all its trades are reported.</summary>
    public string? FinalStatus { get; set; }

    public bool IsDone => FinalStatus is not null;

    /// <summary>Adds a trade; false when it was already counted.</summary>
    public bool TryBook(long tradeId, long quantity)
    {
        if (!_trades.Add(tradeId)) return false;
        Executed += quantity;
        return true;
    }
}
