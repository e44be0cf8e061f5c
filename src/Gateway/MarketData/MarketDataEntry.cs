using Gateway.Engine.Matching;

namespace Gateway.MarketData;

/// <summary>MDEntryType (269).</summary>
static class EntryType
{
    internal const byte Bid = (byte)'0', Offer = (byte)'1', Trade = (byte)'2', AuctionClearingPrice = (byte)'Q', EmptyBook = (byte)'J';

    internal static byte Of(BookSide side) => side == BookSide.Buy ? Bid : Offer;
}

/// <summary>MDUpdateAction (279).</summary>
static class UpdateAction
{
    internal const byte New = (byte)'0', Change = (byte)'1', Delete = (byte)'2';
}

/// <summary>One entry of a snapshot or an increment. Prices and sizes in ticks and lots of the book.</summary>
struct MarketDataEntry
{
    internal long PriceTicks;
    internal long Lots;
    internal long OrderId;      // Per order only.
    internal long Joined;       // Per order only: its place in the sequence of joins.
    internal long Time;         // Trades only.
    internal int Orders;        // Per price only.
    internal int Position;      // Level from the best, 1 up; 0 to say nothing.
    internal byte Action;
    internal byte Type;
    internal byte Aggressor;    // 1 buy, 2 sell, 0 none.

    internal readonly BookSide Side => Type == EntryType.Bid ? BookSide.Buy : BookSide.Sell;

    internal static MarketDataEntry OfLevel(byte action, BookSide side, in LevelView level)
        => new() { Action = action, Type = EntryType.Of(side), PriceTicks = level.PriceTicks, Lots = level.Lots, Orders = level.Orders };
}
