namespace Gateway.Configuration;

/// <summary>Sizes of the tables.</summary>
public sealed class CapacityConfiguration
{
    /// <summary>Slots of the inbound ring, a power of two.</summary>
    public int InboundRing { get; set; } = 8_192;

    /// <summary>Slots of the outbound ring, a power of two.</summary>
    public int OutboundRing { get; set; } = 8_192;

    /// <summary>Instruments that may be defined; those that are added while the gateway runs count as well.</summary>
    public int Instruments { get; set; } = 4_096;

    /// <summary>Slots of the ring of changes of watched books, a power of two; 64 bytes each.</summary>
    public int MarketDataRing { get; set; } = 16_384;

    /// <summary>Orders that may be open at once.</summary>
    public int OpenOrders { get; set; } = 1_000_000;

    /// <summary>ClOrdIDs remembered to refuse duplicates.</summary>
    public int ClOrdIds { get; set; } = 8_000_000;
}
