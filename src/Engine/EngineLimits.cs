namespace Gateway.Engine;

/// <summary>
/// The configured maxima of the core. Every table is reserved at the start and none grows: a full table refuses with
/// <see cref="Messages.RejectReason.TableFull"/>. Equal limits are part of what makes two runs equal.
/// </summary>
public sealed partial record EngineLimits
{
    /// <summary>Orders open at a time, children of allocations included.</summary>
    public int OrdersMax { get; init; } = 1 << 18;

    /// <summary>
    /// Done orders that status requests and late fills still find; the oldest are forgotten first. Their slots are what new orders are
    /// written to, so that a number that fits the processor's cache makes every order quicker.
    /// </summary>
    public int DoneOrdersMax { get; init; } = 1 << 13;

    /// <summary>Nodes of the books' price trees, each for up to 64 neighbouring prices; 0 for half as many as open orders, and some thousands for idle books.</summary>
    public int BookNodesMax { get; init; }

    /// <summary>ClOrdIDs remembered per day over all sessions.</summary>
    public int ClientIdsMax { get; init; } = 1 << 21;

    /// <summary>Greatest session number.</summary>
    public int SessionsMax { get; init; } = 256;

    /// <summary>Accounts.</summary>
    public int AccountsMax { get; init; } = 1024;

    /// <summary>Strategies that orders may name.</summary>
    public int StrategiesMax { get; init; } = 1024;

    /// <summary>Groups of accounts that do not trade with one another; groups of the past keep their names.</summary>
    public int SelfTradeGroupsMax { get; init; } = 1024;

    /// <summary>Instruments.</summary>
    public int InstrumentsMax { get; init; } = 4096;

    /// <summary>Assets and currencies.</summary>
    public int AssetsMax { get; init; } = 1024;

    /// <summary>Allocation groups.</summary>
    public int GroupsMax { get; init; } = 256;

    /// <summary>Accounts of one group, and legs of one pre-trade allocation.</summary>
    public int LegsMax { get; init; } = 64;

    /// <summary>Greatest venue number.</summary>
    public int VenuesMax { get; init; } = 32;

    /// <summary>Routes: pairs of instrument and venue.</summary>
    public int RoutesMax { get; init; } = 8192;

    /// <summary>Orders at venues, open or recently done.</summary>
    public int VenueOrdersMax { get; init; } = 1 << 16;

    /// <summary>Execution ids of venues remembered to recognise repetitions; the oldest are forgotten first.</summary>
    public int VenueExecIdsMax { get; init; } = 1 << 17;

    /// <summary>Enforcements under way at once.</summary>
    public int EnforcementsMax { get; init; } = 1 << 10;

    /// <summary>Limits that operators have changed since the configuration set them.</summary>
    public int ChangedLimitsMax { get; init; } = 1 << 10;

    /// <summary>Pairs of account and instrument that ever traded.</summary>
    public int PositionsMax { get; init; } = 1 << 16;

    /// <summary>Parts of positions that one strategy or one group has made: by strategy, account and instrument, or by group and instrument.</summary>
    public int StrategyPositionsMax { get; init; } = 1 << 16;

    /// <summary>Orders remembered to recognise equal ones (R035), a power of two.</summary>
    public int RecentOrdersMax { get; init; } = 1 << 13;
}
