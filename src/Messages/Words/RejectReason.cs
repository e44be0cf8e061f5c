namespace Gateway.Messages;

/// <summary>
/// Why a request was refused or an order ended. Up to 19999 the value is ten times the number of the risk rule plus a
/// running digit (R021 -> 210); above stand the refusals that belong to no rule. The values are part of the journal's format.
/// </summary>
public enum RejectReason : ushort
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>The session may not do this.</summary>
    NotAuthorised = 10,

    /// <summary>No such account, or not for this session.</summary>
    UnknownAccount = 20,

    /// <summary>No such instrument.</summary>
    UnknownInstrument = 30,

    /// <summary>The strategy is disabled for the account.</summary>
    StrategyDisabled = 40,

    /// <summary>The strictest trading state of the scopes forbids it.</summary>
    TradingHalted = 50,

    /// <summary>The order would open or enlarge a position where only reducing is allowed.</summary>
    ReduceOnlyWouldIncrease = 51,

    /// <summary>A lockout is in force; the limit is its end.</summary>
    LockedOut = 60,

    /// <summary>The price is no multiple of the tick, or outside minimum and maximum.</summary>
    PriceIncrement = 100,

    /// <summary>The quantity is no multiple of the lot, or outside minimum and maximum.</summary>
    LotSize = 110,

    /// <summary>Price times quantity is below the minimum.</summary>
    NotionalBelowMinimum = 120,

    /// <summary>The order type, time in force or instruction is not offered here.</summary>
    UnsupportedOrder = 130,

    /// <summary>The request is older than its session allows.</summary>
    StaleRequest = 140,

    /// <summary>The order would already have expired.</summary>
    ExpireTimeInPast = 150,

    /// <summary>The quantity of one order is above its limit.</summary>
    QuantityExceedsMaximum = 200,

    /// <summary>The value of one order is above its limit.</summary>
    MaxOrderNotional = 210,

    /// <summary>The price is too far from the reference.</summary>
    PriceCollar = 220,

    /// <summary>The price moved too far within the window.</summary>
    PriceCollarWindow = 230,

    /// <summary>The price is outside the venue's band.</summary>
    PercentPrice = 240,

    /// <summary>No reference price young enough.</summary>
    ReferencePriceStale = 250,

    /// <summary>Market orders are not allowed now.</summary>
    MarketOrderRestricted = 260,

    /// <summary>Too many messages in too short a time.</summary>
    RateLimitExceeded = 300,

    /// <summary>Too many messages today.</summary>
    MessageLimit = 310,

    /// <summary>The venue's budget of messages is used up.</summary>
    VenueRateLimit = 320,

    /// <summary>The strategy executed too often in one direction.</summary>
    RepeatedExecution = 330,

    /// <summary>The session has used this ClOrdID before.</summary>
    DuplicateClOrdId = 340,

    /// <summary>The same order was sent within the window.</summary>
    DuplicateOrder = 350,

    /// <summary>Too many open orders.</summary>
    MaxOpenOrders = 360,

    /// <summary>The value of all open orders is above its limit.</summary>
    OpenOrderValue = 370,

    /// <summary>Too many amendments and cancels per order.</summary>
    OperationRatio = 380,

    /// <summary>The order would trade with its own account or group.</summary>
    SelfTrade = 400,

    /// <summary>The instrument is on a restricted list.</summary>
    SymbolBlocked = 410,

    /// <summary>Selling short is not allowed.</summary>
    ShortSell = 420,

    /// <summary>Outside the trading hours.</summary>
    OutsideSession = 430,

    /// <summary>Shortly before the close only reducing is allowed.</summary>
    SquareOff = 440,

    /// <summary>The position over all instruments would exceed its limit.</summary>
    MaxContracts = 500,

    /// <summary>The position would exceed its limit.</summary>
    MaxContractsInstrument = 510,

    /// <summary>The value of the position would exceed its limit.</summary>
    MaxPositionNotional = 520,

    /// <summary>Gross or net exposure would exceed its cap.</summary>
    ExposureCap = 530,

    /// <summary>Too many lots.</summary>
    LotLimit = 540,

    /// <summary>The value traded today would exceed its limit.</summary>
    DailyTradedValue = 550,

    /// <summary>The free balance does not cover the order.</summary>
    InsufficientBalance = 600,

    /// <summary>The margin left would be below its buffer.</summary>
    MarginBuffer = 610,

    /// <summary>The strategy's budget does not cover the order.</summary>
    RiskBudget = 620,

    /// <summary>The credit limit does not cover the order.</summary>
    CreditLimit = 630,

    /// <summary>The realized loss of the day has reached its limit.</summary>
    DailyLoss = 700,

    /// <summary>The unrealized loss has reached its limit.</summary>
    UnrealizedLoss = 710,

    /// <summary>The position has reached its profit target.</summary>
    ProfitTarget = 720,

    /// <summary>The profit of the day has reached its target.</summary>
    DailyProfit = 730,

    /// <summary>A cool-down after a loss is in force; the limit is its end.</summary>
    Cooldown = 740,

    /// <summary>Too many trades.</summary>
    TradeFrequency = 750,

    /// <summary>The fall from the peak has reached its limit.</summary>
    Drawdown = 760,

    /// <summary>Too many rejects in the window.</summary>
    RejectStorm = 770,

    /// <summary>The position had no protective stop in time.</summary>
    NoStopLoss = 800,

    /// <summary>Placed or amended by trade management.</summary>
    TradeManagement = 810,

    /// <summary>The venue no longer lets us trade.</summary>
    VenueAuthLost = 900,

    /// <summary>The session was lost.</summary>
    CancelOnDisconnect = 910,

    /// <summary>The session fell silent.</summary>
    HeartbeatLost = 920,

    /// <summary>The market data is too old.</summary>
    MarketDataStale = 930,

    /// <summary>No venue can take the order now.</summary>
    VenueDown = 940,

    /// <summary>Too many orders with unknown outcome.</summary>
    UnknownOutcomes = 950,

    /// <summary>The books of the venue differ from ours.</summary>
    ReconMismatch = 960,

    /// <summary>A kill switch is in force.</summary>
    KillSwitch = 990,

    /// <summary>The journal takes no more orders.</summary>
    JournalUnavailable = 1000,

    /// <summary>The quantities of the allocation do not add up to the order.</summary>
    AllocationSum = 1100,

    /// <summary>An account of the allocation is unknown or may not trade.</summary>
    AllocationAccount = 1101,

    /// <summary>A part of the quantity fits no account's lot.</summary>
    AllocationUnallocatable = 1102,

    /// <summary>The order of one account of the group was refused, so none was sent.</summary>
    AllocationLeg = 1103,

    /// <summary>ClOrdID is missing, longer than 64 characters or not printable ASCII.</summary>
    ClOrdIdInvalid = 20010,

    /// <summary>Symbol is missing, longer than 24 characters or not printable ASCII.</summary>
    SymbolInvalid = 20020,

    /// <summary>Account is longer than 16 characters or not printable ASCII.</summary>
    AccountInvalid = 20030,

    /// <summary>The price is missing, unwanted, malformed or out of range.</summary>
    PriceInvalid = 20040,

    /// <summary>The quantity is missing, malformed, not positive or out of range.</summary>
    QuantityInvalid = 20050,

    /// <summary>The side is not buy, sell or sell short.</summary>
    SideInvalid = 20060,

    /// <summary>Another field is malformed or too long; the limit is its tag.</summary>
    FieldInvalid = 20070,

    /// <summary>No such order, or not of this session.</summary>
    UnknownOrder = 20080,

    /// <summary>The order is already done.</summary>
    TooLateToCancel = 20090,

    /// <summary>The order already waits for a cancel or replace.</summary>
    AlreadyPending = 20100,

    /// <summary>A replace may not change symbol, side, account or type.</summary>
    ReplaceChangesIdentity = 20110,

    /// <summary>The new quantity is not above what is filled.</summary>
    ReplaceBelowFilled = 20120,

    /// <summary>A configured maximum is used up.</summary>
    TableFull = 20130,

    /// <summary>Nothing on the other side to trade with.</summary>
    MarketNoLiquidity = 20140,

    /// <summary>A post-only order would have taken liquidity.</summary>
    PostOnlyWouldTake = 20150,

    /// <summary>The exchange refused; the text is its own.</summary>
    VenueRejected = 20160,

    /// <summary>The exchange did not answer; the outcome is being asked for.</summary>
    VenueUnknown = 20170,

    /// <summary>Price times quantity leaves the range of money.</summary>
    Overflow = 20180,

    /// <summary>Not so much as the order's least quantity could be executed at once.</summary>
    MinimumQuantity = 20200,

    /// <summary>The stop order has been triggered: its trigger price can no longer change.</summary>
    StopTriggered = 20210,

    /// <summary>The instrument's market is closed.</summary>
    MarketClosed = 20220,

    /// <summary>The instrument's market is halted.</summary>
    MarketHalted = 20230,

    /// <summary>The market is in a state that does not admit such an order, or the instrument has no such state.</summary>
    NotInThisState = 20240,

    /// <summary>A cancel of the gateway's own had no effect at the venue, however often it was sent.</summary>
    CancelFailed = 20250,

    /// <summary>An operator's act names a scope that does not exist, or that the act or rule does not know.</summary>
    ScopeUnknown = 20500,

    /// <summary>A limit is negative, or its rule takes none.</summary>
    LimitInvalid = 20510,

    /// <summary>An override has to end, in the future.</summary>
    OverrideExpiry = 20520,

    /// <summary>Only another person than who killed may release.</summary>
    SecondPersonNeeded = 20530,

    /// <summary>There is no lockout to end.</summary>
    NothingToRelease = 20540,

    /// <summary>Lot, base asset, currency, settlement and place of matching may not change while orders or positions are open.</summary>
    InstrumentInUse = 20550,
}
