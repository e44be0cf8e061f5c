using Gateway.Engine.State;

namespace Gateway.Engine.Risk;

/// <summary>What a scope has in use: the observed side of its limits. Money and quantities in units of 1e-8.</summary>
struct Usage
{
    internal Int128 OpenNotional;       // Of the leaves of all open orders.
    internal Int128 OpeningNotional;    // The part of it that opens or enlarges positions.
    internal Int128 BuyNotional;        // The part of it on the buy side.
    internal Int128 LongCost;           // Of long positions, at cost.
    internal Int128 ShortCost;          // Of short positions, at cost, positive.
    internal Int128 TradedNotional;     // Of the day.
    internal Int128 TradedQuantity;     // Of the day.
    internal Int128 OrderedLots;        // Of the day: lots of accepted orders.
    internal Int128 RealizedToday;      // Profit and loss of the day after fees.
    internal long MessagesToday;
    internal long TradesToday;
    internal long NewOrderTime;         // Rate bucket of new orders: theoretical arrival time in nanoseconds.
    internal long ReplaceTime;          // Rate bucket of replaces.
    internal int OpenOrders;
    internal int UnknownOrders;

    /// <summary>Positions at cost, both sides.</summary>
    internal readonly Int128 Held => LongCost + ShortCost;

    /// <summary>Positions at cost and what opens or enlarges them.</summary>
    internal readonly Int128 Exposure => Held + OpeningNotional;

    /// <summary>Positions at cost and all open orders.</summary>
    internal readonly Int128 Credit => Held + OpenNotional;

    /// <summary>Traded today and still to be traded.</summary>
    internal readonly Int128 TradedAndOpen => TradedNotional + OpenNotional;

    /// <summary>None of its sums is negative or needs more bits than these.</summary>
    internal readonly bool Fits(int bits)
        => (UInt128)(OpenNotional | OpeningNotional | LongCost | ShortCost | TradedNotional | TradedQuantity | OrderedLots) >> bits == 0;

    internal void StartDay()
    {
        TradedNotional = TradedQuantity = OrderedLots = RealizedToday = 0;
        MessagesToday = TradesToday = 0;
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Big(ref OpenNotional);
        walker.Big(ref OpeningNotional);
        walker.Big(ref BuyNotional);
        walker.Big(ref LongCost);
        walker.Big(ref ShortCost);
        walker.Big(ref TradedNotional);
        walker.Big(ref TradedQuantity);
        walker.Big(ref OrderedLots);
        walker.Big(ref RealizedToday);
        walker.Number(ref MessagesToday);
        walker.Number(ref TradesToday);
        walker.Number(ref NewOrderTime);
        walker.Number(ref ReplaceTime);
        walker.Number(ref OpenOrders);
        walker.Number(ref UnknownOrders);
    }
}
