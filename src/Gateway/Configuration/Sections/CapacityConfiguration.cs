using Gateway.Engine;
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

    /// <summary>Slots of the ring of changes of watched books, a power of two; 64 bytes each.</summary>
    public int MarketDataRing { get; set; } = 16_384;

    /// <summary>Orders that may be open at once.</summary>
    public int OpenOrders { get; set; } = 1_000_000;

    /// <summary>ClOrdIDs remembered of a day to refuse duplicates.</summary>
    public int ClOrdIds { get; set; } = 8_000_000;

    /// <summary>Instruments that may be defined; those that are added while the gateway runs count as well.</summary>
    public int Instruments { get; set; } = 4_096;

    /// <summary>Done orders that status requests and late fills still find; few keep the processor's caches warm.</summary>
    public int DoneOrders { get; set; } = 8_192;

    /// <summary>Nodes of the books' price trees, 272 bytes each; 0 for half as many as open orders and 4096 more.</summary>
    public int BookNodes { get; set; }

    /// <summary>Session numbers: each CompID takes one for each FIX version.</summary>
    public int Sessions { get; set; } = 256;

    /// <summary>Accounts.</summary>
    public int Accounts { get; set; } = 1_024;

    /// <summary>Groups of accounts that do not trade with one another.</summary>
    public int SelfTradeGroups { get; set; } = 1_024;

    /// <summary>Strategies that orders and limits may name.</summary>
    public int Strategies { get; set; } = 1_024;

    /// <summary>Assets and currencies; 0 for 1024 more than instruments.</summary>
    public int Assets { get; set; }

    /// <summary>Allocation groups.</summary>
    public int Groups { get; set; } = 256;

    /// <summary>Accounts of one allocation group, legs of one allocation.</summary>
    public int GroupMembers { get; set; } = 64;

    /// <summary>Exchanges.</summary>
    public int Venues { get; set; } = 32;

    /// <summary>Pairs of instrument and exchange; 0 for twice the instruments, 8192 at least.</summary>
    public int Routes { get; set; }

    /// <summary>Orders open at exchanges.</summary>
    public int VenueOrders { get; set; } = 65_536;

    /// <summary>Execution ids of exchanges remembered to recognise repetitions.</summary>
    public int VenueExecIds { get; set; } = 131_072;

    /// <summary>Enforcements under way at once.</summary>
    public int Enforcements { get; set; } = 1_024;

    /// <summary>Limits that operators have changed since the configuration set them.</summary>
    public int ChangedLimits { get; set; } = 1_024;

    /// <summary>Pairs of account and instrument that ever traded.</summary>
    public int Positions { get; set; } = 65_536;

    /// <summary>Parts of positions that one strategy or group has made.</summary>
    public int StrategyPositions { get; set; } = 65_536;

    /// <summary>Orders remembered to recognise equal ones; a power of two.</summary>
    public int RecentOrders { get; set; } = 8_192;

    /// <summary>The engine's tables of a new journal.</summary>
    internal EngineLimits Limits() => new()
    {
        OrdersMax = OpenOrders,
        ClientIdsMax = ClOrdIds,
        InstrumentsMax = Instruments,
        DoneOrdersMax = DoneOrders,
        BookNodesMax = BookNodes,
        SessionsMax = Sessions,
        AccountsMax = Accounts,
        SelfTradeGroupsMax = SelfTradeGroups,
        StrategiesMax = Strategies,
        AssetsMax = Assets > 0 ? Assets : Instruments + 1_024,
        GroupsMax = Groups,
        LegsMax = GroupMembers,
        VenuesMax = Venues,
        RoutesMax = Routes > 0 ? Routes : Math.Max(8_192, 2 * Instruments),
        VenueOrdersMax = VenueOrders,
        VenueExecIdsMax = VenueExecIds,
        EnforcementsMax = Enforcements,
        ChangedLimitsMax = ChangedLimits,
        PositionsMax = Positions,
        StrategyPositionsMax = StrategyPositions,
        RecentOrdersMax = RecentOrders,
    };

    /// <summary>
    /// Bytes that the last segment of a full disk has to hold: each message of a full inbound ring, which may all be orders that are then refused one by
    /// one, and behind them what is kept for the shutdown.
    /// </summary>
    internal long JournalReserveBytes => InboundRing * (long)JournalOptions.FrameBytesMax + JournalOptions.LastPartBytes;
}
