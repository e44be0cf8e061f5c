namespace Gateway.Messages;

/// <summary>A set of <see cref="OrderType"/>; the empty set stands for all.</summary>
[Flags]
public enum OrderTypes : byte
{
    /// <summary>All of them.</summary>
    Any = 0,

    /// <summary>Market.</summary>
    Market = 1,

    /// <summary>Limit.</summary>
    Limit = 2,

    /// <summary>Stop.</summary>
    Stop = 4,

    /// <summary>Stop limit.</summary>
    StopLimit = 8,

    /// <summary>Market to limit.</summary>
    MarketToLimit = 16,
}

/// <summary>A set of <see cref="TimeInForce"/>, each at the bit of its FIX digit; the empty set stands for all.</summary>
[Flags]
public enum TimesInForce : byte
{
    /// <summary>All of them.</summary>
    Any = 0,

    /// <summary>Good for the day.</summary>
    Day = 1 << 0,

    /// <summary>Good till cancel.</summary>
    GoodTillCancel = 1 << 1,

    /// <summary>At the opening.</summary>
    AtTheOpening = 1 << 2,

    /// <summary>Immediate or cancel.</summary>
    ImmediateOrCancel = 1 << 3,

    /// <summary>Fill or kill.</summary>
    FillOrKill = 1 << 4,

    /// <summary>Good till date.</summary>
    GoodTillDate = 1 << 6,

    /// <summary>At the close.</summary>
    AtTheClose = 1 << 7,
}

/// <summary>Whether a set holds a kind.</summary>
public static class OrderKinds
{
    /// <summary>Whether orders of this type are in the set.</summary>
    public static bool Has(this OrderTypes set, OrderType type) => set == OrderTypes.Any || (set & Of(type)) != 0;

    /// <summary>Whether orders of this time in force are in the set.</summary>
    public static bool Has(this TimesInForce set, TimeInForce time)
        => set == TimesInForce.Any || (time is >= TimeInForce.Day and <= TimeInForce.AtTheClose && ((int)set >> (time - TimeInForce.Day) & 1) != 0);

    static OrderTypes Of(OrderType type) => type switch
    {
        OrderType.Market => OrderTypes.Market,
        OrderType.Limit => OrderTypes.Limit,
        OrderType.Stop => OrderTypes.Stop,
        OrderType.StopLimit => OrderTypes.StopLimit,
        OrderType.MarketToLimit => OrderTypes.MarketToLimit,
        _ => OrderTypes.Any,
    };
}
