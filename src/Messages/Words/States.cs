namespace Gateway.Messages;

/// <summary>How fills settle.</summary>
public enum Settlement : byte
{
    /// <summary>Cash-settled position: a position per instrument; orders reserve margin in the currency.</summary>
    Margin = 0,

    /// <summary>Assets change hands: a buy reserves currency, a sell reserves the base asset.</summary>
    Spot = 1,
}

/// <summary>Where an instrument's orders are matched.</summary>
public enum MatchingPlace : byte
{
    /// <summary>In the gateway's own book.</summary>
    Internal = 0,

    /// <summary>At exchanges.</summary>
    Routed = 1,
}

/// <summary>What an instrument's market is doing; the values are part of the journal's format.</summary>
public enum MarketState : byte
{
    /// <summary>Continuous matching.</summary>
    Open = 0,

    /// <summary>Orders are collected before the day; nothing trades.</summary>
    PreOpen = 1,

    /// <summary>The opening auction's call: orders are collected, its price and volume are told.</summary>
    OpeningAuction = 2,

    /// <summary>The closing auction's call.</summary>
    ClosingAuction = 3,

    /// <summary>A call that the core began because a trade would have left the dynamic band.</summary>
    VolatilityAuction = 4,

    /// <summary>Nothing but cancels.</summary>
    Halted = 5,

    /// <summary>The day is over: nothing but cancels.</summary>
    Closed = 6,
}

/// <summary>When Day orders of an instrument end.</summary>
public enum DayEnd : byte
{
    /// <summary>At 00:00 UTC.</summary>
    Midnight = 0,

    /// <summary>When its market closes.</summary>
    Close = 1,
}

/// <summary>How a quantity is shared over accounts.</summary>
public enum AllocationPolicy : byte
{
    /// <summary>No allocation.</summary>
    None = 0,

    /// <summary>By integer weights.</summary>
    Weighted = 1,

    /// <summary>Equal parts.</summary>
    Equal = 2,

    /// <summary>By free balance in the instrument's currency at order entry.</summary>
    ProportionalToBalance = 3,

    /// <summary>Given quantities, which must add up.</summary>
    Fixed = 4,
}

/// <summary>What a scope may do; the strictest of all scopes counts. Ordered by strictness.</summary>
public enum TradingState : byte
{
    /// <summary>Everything.</summary>
    Active = 0,

    /// <summary>Only what shrinks a position.</summary>
    ReduceOnly = 1,

    /// <summary>Only cancels.</summary>
    CancelOnly = 2,

    /// <summary>Only cancels, and working orders may be cancelled by the halt.</summary>
    Halted = 3,
}

/// <summary>What an exchange says of an order.</summary>
public enum VenueReportType : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The order works.</summary>
    Accepted = 1,

    /// <summary>The order was refused for good.</summary>
    Rejected = 2,

    /// <summary>Executed in part or whole.</summary>
    Fill = 3,

    /// <summary>The order is cancelled.</summary>
    Canceled = 4,

    /// <summary>The order has expired.</summary>
    Expired = 5,

    /// <summary>The replace took effect.</summary>
    Replaced = 6,

    /// <summary>The cancel or replace was refused; the order stands as it was.</summary>
    RequestRejected = 7,

    /// <summary>No answer, or one that proves nothing: the outcome is open.</summary>
    Unknown = 8,

    /// <summary>The exchange is sure that it never had the order.</summary>
    NotFound = 9,

    /// <summary>The exchange has changed price or quantity without being asked.</summary>
    Restated = 10,
}

/// <summary>Whether an exchange can be traded at.</summary>
public enum VenueState : byte
{
    /// <summary>No orders.</summary>
    Down = 0,

    /// <summary>Orders, cancels and reports flow.</summary>
    Up = 1,

    /// <summary>Working, but new orders are not sent there.</summary>
    Degraded = 2,
}

/// <summary>What is asked of an exchange.</summary>
public enum VenueAction : byte
{
    /// <summary>Place.</summary>
    New = 0,

    /// <summary>Cancel.</summary>
    Cancel = 1,

    /// <summary>Cancel and replace.</summary>
    Replace = 2,

    /// <summary>Tell the state of the order.</summary>
    Query = 3,
}

/// <summary>What the risk engine did.</summary>
public enum RiskEventType : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A limit was set.</summary>
    LimitApplied = 1,

    /// <summary>A limit was refused.</summary>
    LimitRefused = 2,

    /// <summary>A trading state was set.</summary>
    StateChanged = 3,

    /// <summary>A lockout began.</summary>
    LockoutSet = 4,

    /// <summary>A lockout ended.</summary>
    LockoutReleased = 5,

    /// <summary>Worth a look.</summary>
    Alert = 6,

    /// <summary>An operator's act on a state or lockout was refused.</summary>
    StateRefused = 7,

    /// <summary>An override ended; the limit is what is in force again.</summary>
    OverrideEnded = 8,

    /// <summary>Positions begin to be closed. Correlation binds all that follows. Limit: tries; observed: nanoseconds since the start.</summary>
    EnforcementStarted = 20,

    /// <summary>A position was not flat and is tried again. Limit: tries; observed: orders sent so far.</summary>
    EnforcementRetried = 21,

    /// <summary>All is flat. Limit: tries; observed: nanoseconds from the start.</summary>
    EnforcementDone = 22,

    /// <summary>Not flat after several tries: an operator has to look. It goes on trying. Limit: tries; observed: nanoseconds since the start.</summary>
    EnforcementStuck = 23,

    /// <summary>An operator ended it before all was flat.</summary>
    EnforcementEnded = 24,

    /// <summary>Drill: what would be sent for one position. Scope: its account; limit: the worst price; observed: the quantity.</summary>
    DrillClose = 25,
}

/// <summary>What a market data request asks for: FIX's SubscriptionRequestType (263).</summary>
public enum MarketDataAction : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The present state, once.</summary>
    Snapshot = (byte)'0',

    /// <summary>The present state and what changes from then on.</summary>
    Subscribe = (byte)'1',

    /// <summary>No more.</summary>
    Unsubscribe = (byte)'2',
}
