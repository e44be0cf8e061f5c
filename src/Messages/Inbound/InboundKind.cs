namespace Gateway.Messages;

/// <summary>What an inbound message is; the values are part of the journal's format.</summary>
public enum InboundKind : byte
{
    /// <summary>An empty slot; never journaled.</summary>
    None = 0,

    /// <summary>A process has taken over this journal.</summary>
    RunStarted = 1,

    /// <summary>Time goes on although nothing happens; the stamp is the message.</summary>
    ClockTick = 2,

    /// <summary>An orderly end of the process.</summary>
    RunStopped = 3,

    /// <summary>An instrument is added or changed.</summary>
    InstrumentDefined = 10,

    /// <summary>An account is added or changed.</summary>
    AccountDefined = 11,

    /// <summary>A FIX session of a strategy or a drop copy; the header carries its number.</summary>
    SessionDefined = 12,

    /// <summary>An allocation group begins; its members follow.</summary>
    GroupDefined = 13,

    /// <summary>One account of an allocation group.</summary>
    GroupMember = 14,

    /// <summary>An exchange; the header carries its number.</summary>
    VenueDefined = 15,

    /// <summary>An instrument can be traded at an exchange; the header carries the exchange's number.</summary>
    RouteDefined = 16,

    /// <summary>A risk limit is set or changed.</summary>
    LimitSet = 17,

    /// <summary>An account's holding of an asset is set (opening balance, deposit, reconciliation).</summary>
    BalanceSet = 18,

    /// <summary>A scope is opened, restricted or halted.</summary>
    TradingStateSet = 19,

    /// <summary>An instrument's market goes into another state.</summary>
    MarketStateSet = 25,

    /// <summary>A FIX session is up.</summary>
    SessionLoggedOn = 20,

    /// <summary>A FIX session is down.</summary>
    SessionLoggedOut = 21,

    /// <summary>A drop copy may see an account; stands after its <see cref="SessionDefined"/>, which alone means all accounts.</summary>
    SessionAccount = 22,

    /// <summary>What a currency is worth in the money that limits are in.</summary>
    CurrencyRate = 26,

    /// <summary>The next instants of a scope's calendar: reset, open, close.</summary>
    ScheduleSet = 23,

    /// <summary>A strategy is enabled or disabled.</summary>
    StrategySwitched = 24,

    /// <summary>A new order (FIX D).</summary>
    NewOrder = 30,

    /// <summary>A cancel request (FIX F).</summary>
    CancelOrder = 31,

    /// <summary>A cancel/replace request (FIX G).</summary>
    ReplaceOrder = 32,

    /// <summary>An order status request (FIX H).</summary>
    StatusRequest = 33,

    /// <summary>A mass cancel request (FIX q).</summary>
    MassCancel = 34,

    /// <summary>One account of a pre-trade allocation (FIX 79/80); stands before its order, without a gap.</summary>
    AllocationLeg = 35,

    /// <summary>One instrument of a market data request (FIX V).</summary>
    MarketDataRequest = 40,

    /// <summary>A request for the state of many orders (FIX AF).</summary>
    MassStatusRequest = 36,

    /// <summary>A request for positions (FIX AN).</summary>
    PositionRequest = 37,

    /// <summary>What an exchange says of one of our orders; the header carries the exchange's number.</summary>
    VenueReport = 50,

    /// <summary>An exchange can be traded at, or no longer.</summary>
    VenueStateChanged = 51,

    /// <summary>Best bid and ask at an exchange.</summary>
    VenueQuote = 52,

    /// <summary>An operator ends the lockout of a scope.</summary>
    LockoutRelease = 60,

    /// <summary>An operator has the working orders of a scope cancelled and its positions closed.</summary>
    Flatten = 61,

    /// <summary>Somebody asked the operators' port for what is not theirs.</summary>
    AccessRefused = 62,

    /// <summary>An operator has the configuration read again.</summary>
    ReloadRequested = 63,
}
