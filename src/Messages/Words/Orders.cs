namespace Gateway.Messages;

/// <summary>FIX 54; the values are FIX's characters.</summary>
public enum Side : byte
{
    /// <summary>Not given.</summary>
    None = 0,

    /// <summary>Buy.</summary>
    Buy = (byte)'1',

    /// <summary>Sell.</summary>
    Sell = (byte)'2',

    /// <summary>Sell short.</summary>
    SellShort = (byte)'5',
}

/// <summary>FIX 40; the values are FIX's characters.</summary>
public enum OrderType : byte
{
    /// <summary>Not given.</summary>
    None = 0,

    /// <summary>Market.</summary>
    Market = (byte)'1',

    /// <summary>Limit.</summary>
    Limit = (byte)'2',

    /// <summary>Stop (becomes a market order).</summary>
    Stop = (byte)'3',

    /// <summary>Stop limit (becomes a limit order).</summary>
    StopLimit = (byte)'4',

    /// <summary>Market with leftover as limit (market to limit).</summary>
    MarketToLimit = (byte)'K',
}

/// <summary>FIX 59; the values are FIX's characters.</summary>
public enum TimeInForce : byte
{
    /// <summary>Good for the day; what an absent tag means.</summary>
    Day = (byte)'0',

    /// <summary>Good till cancel.</summary>
    GoodTillCancel = (byte)'1',

    /// <summary>At the opening.</summary>
    AtTheOpening = (byte)'2',

    /// <summary>Immediate or cancel.</summary>
    ImmediateOrCancel = (byte)'3',

    /// <summary>Fill or kill.</summary>
    FillOrKill = (byte)'4',

    /// <summary>Good till date.</summary>
    GoodTillDate = (byte)'6',

    /// <summary>At the close.</summary>
    AtTheClose = (byte)'7',
}

/// <summary>What an order asks for beyond type and time in force.</summary>
[Flags]
public enum OrderFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Participate, don't initiate (FIX 18=6): refuse rather than take liquidity.</summary>
    PostOnly = 1,

    /// <summary>May only shrink the position.</summary>
    ReduceOnly = 2,

    /// <summary>All or none on entry (FIX 18=G).</summary>
    AllOrNone = 4,

    /// <summary>The client has opted in to a quantity truncated to the lot.</summary>
    TruncateToLot = 8,

    /// <summary>The client may have sent the request before (FIX 97=Y): one whose ClOrdID is known is answered with the order's status.</summary>
    PossResend = 128,
}

/// <summary>Self-trade prevention (FIX 2362 in spirit).</summary>
public enum SelfTradePrevention : byte
{
    /// <summary>The default of the account, else of the instrument.</summary>
    Default = 0,

    /// <summary>Cancel the arriving order.</summary>
    CancelNewest = 1,

    /// <summary>Cancel the resting order.</summary>
    CancelOldest = 2,

    /// <summary>Cancel both.</summary>
    CancelBoth = 3,

    /// <summary>Take the smaller quantity off both.</summary>
    Decrement = 4,

    /// <summary>Trade with oneself.</summary>
    Allow = 5,
}

/// <summary>Which price sets off the stop orders of an instrument.</summary>
public enum StopTrigger : byte
{
    /// <summary>The last trade; at exchanges their quotes, since their trades are not known here.</summary>
    LastTrade = 0,

    /// <summary>The best ask for buy orders, the best bid for sell orders.</summary>
    BestQuote = 1,
}

/// <summary>What becomes of a post-only order that would take liquidity.</summary>
public enum PostOnlyMode : byte
{
    /// <summary>It is refused.</summary>
    Reject = 0,

    /// <summary>Its price is moved to one tick before the other side, and its owner is told.</summary>
    Slide = 1,
}

/// <summary>FIX 39; the values are FIX's characters.</summary>
public enum OrdStatus : byte
{
    /// <summary>Not given.</summary>
    None = 0,

    /// <summary>New.</summary>
    New = (byte)'0',

    /// <summary>Partially filled.</summary>
    PartiallyFilled = (byte)'1',

    /// <summary>Filled.</summary>
    Filled = (byte)'2',

    /// <summary>Done for day.</summary>
    DoneForDay = (byte)'3',

    /// <summary>Canceled.</summary>
    Canceled = (byte)'4',

    /// <summary>Pending cancel.</summary>
    PendingCancel = (byte)'6',

    /// <summary>Rejected.</summary>
    Rejected = (byte)'8',

    /// <summary>Pending new.</summary>
    PendingNew = (byte)'A',

    /// <summary>Expired.</summary>
    Expired = (byte)'C',

    /// <summary>Pending replace.</summary>
    PendingReplace = (byte)'E',
}

/// <summary>FIX 150 as of FIX 4.4; the values are FIX's characters.</summary>
public enum ExecType : byte
{
    /// <summary>Not given.</summary>
    None = 0,

    /// <summary>New.</summary>
    New = (byte)'0',

    /// <summary>Done for day.</summary>
    DoneForDay = (byte)'3',

    /// <summary>Canceled.</summary>
    Canceled = (byte)'4',

    /// <summary>Replaced.</summary>
    Replaced = (byte)'5',

    /// <summary>Pending cancel.</summary>
    PendingCancel = (byte)'6',

    /// <summary>Rejected.</summary>
    Rejected = (byte)'8',

    /// <summary>Pending new.</summary>
    PendingNew = (byte)'A',

    /// <summary>Expired.</summary>
    Expired = (byte)'C',

    /// <summary>Restated.</summary>
    Restated = (byte)'D',

    /// <summary>Pending replace.</summary>
    PendingReplace = (byte)'E',

    /// <summary>Trade (a fill).</summary>
    Trade = (byte)'F',

    /// <summary>Order status, the answer to a status request.</summary>
    OrderStatus = (byte)'I',

    /// <summary>A stop order has been triggered.</summary>
    Triggered = (byte)'L',
}

/// <summary>What kind of request an order status report answers.</summary>
public enum StatusAnswer : byte
{
    /// <summary>One order's (FIX H), or none.</summary>
    Single = 0,

    /// <summary>A mass status request (FIX AF); more reports follow.</summary>
    Part = 1,

    /// <summary>A mass status request; the last report (FIX 912).</summary>
    Last = 2,
}

/// <summary>Who provided the liquidity of a fill (FIX 851).</summary>
public enum Liquidity : byte
{
    /// <summary>No fill, or not known.</summary>
    None = 0,

    /// <summary>The order rested.</summary>
    Maker = 1,

    /// <summary>The order took.</summary>
    Taker = 2,

    /// <summary>Executed in an auction.</summary>
    Auction = 4,
}
