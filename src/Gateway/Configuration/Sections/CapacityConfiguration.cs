using Gateway.Journal;

namespace Gateway.Configuration;

/// <summary>Sizes of the tables.</summary>
public sealed class CapacityConfiguration
{
    /// <summary>Slots of the inbound ring, a power of two.</summary>
    public int InboundRing { get; set; } = 8_192;

    /// <summary>Slots of the outbound ring, a power of two; by the durability when absent.</summary>
    public int? OutboundRing { get; set; }

    // What was said and has left is said over again: so many slots stay in the processor's own cache, an eighth of an order's time. Where
    // results wait for the disk, as many as one sync may cover are more worth.
    internal int OutboundSlots(Durability durability) => OutboundRing ?? (durability == Durability.Process ? 1_024 : 8_192);

    /// <summary>Instruments that may be defined; those that are added while the gateway runs count as well.</summary>
    public int Instruments { get; set; } = 4_096;

    /// <summary>Slots of the ring of changes of watched books, a power of two; 64 bytes each.</summary>
    public int MarketDataRing { get; set; } = 16_384;

    /// <summary>Orders that may be open at once.</summary>
    public int OpenOrders { get; set; } = 1_000_000;

    /// <summary>ClOrdIDs remembered to refuse duplicates.</summary>
    public int ClOrdIds { get; set; } = 8_000_000;
}
