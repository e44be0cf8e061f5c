using Gateway.Messages;

namespace Gateway.Load;

/// <summary>What a driver may ask for.</summary>
enum RequestKind : byte
{
    /// <summary>A limit order behind the mid price, which rests.</summary>
    New,

    /// <summary>A limit order that crosses the mid price; what is left rests.</summary>
    Marketable,

    /// <summary>Like <see cref="Marketable"/>, but what is left is cancelled.</summary>
    Ioc,

    /// <summary>A market order.</summary>
    Market,

    /// <summary>A cancel of an own order.</summary>
    Cancel,

    /// <summary>A replace of an own order's price and quantity.</summary>
    Replace,
}

/// <summary>One request, ready to be written as a FIX message.</summary>
struct OrderRequest
{
    /// <summary>Number of its ClOrdID.</summary>
    internal long Number;

    /// <summary>Number of OrigClOrdID, for a cancel or replace.</summary>
    internal long OrigNumber;

    /// <summary>Limit price, 1e-8.</summary>
    internal long Price;

    /// <summary>Quantity, 1e-8.</summary>
    internal long Quantity;

    /// <summary>The instrument.</summary>
    internal LoadInstrument Instrument;

    /// <summary>Account or group; the session's default when null.</summary>
    internal byte[]? Account;

    /// <summary>What is asked for.</summary>
    internal RequestKind Kind;

    /// <summary>Buy or sell.</summary>
    internal Side Side;
}
