using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.Engine.MarketData;

/// <summary>What happened to a book, or to the watch over it.</summary>
public enum BookChangeKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What is known of the book is void: it is told anew. Carries the size of a tick and of a lot.</summary>
    Reset = 1,

    /// <summary>An order joins the back of the queue of its price.</summary>
    Joined = 2,

    /// <summary>An order leaves the book, or its place in the queue.</summary>
    Left = 3,

    /// <summary>An order displays fewer lots and keeps its place.</summary>
    Changed = 4,

    /// <summary>A trade.</summary>
    Traded = 5,

    /// <summary>The whole book has been told since the last reset; from here on changes follow.</summary>
    Complete = 6,

    /// <summary>Nobody watches the book any more.</summary>
    Ended = 7,

    /// <summary>A watch over the book has begun.</summary>
    Accepted = 8,

    /// <summary>A watch was asked for that cannot be: there is no book of that name.</summary>
    Refused = 9,

    /// <summary>The market's state and what an auction call would trade now; no lots when nothing.</summary>
    Market = 10,
}

/// <summary>One change of one book, in the order in which it happened: the unit of market data between the core and those who publish it.</summary>
public struct BookChange
{
    /// <summary>Sequence of the inbound message that caused it.</summary>
    public long Cause;

    /// <summary>Stamp of that message, nanoseconds since 1970-01-01 UTC.</summary>
    public long Time;

    /// <summary>OrderID of the order that joins; the price of a tick in 1e-8 with a reset.</summary>
    public long OrderId;

    /// <summary>Price in ticks of the book.</summary>
    public long PriceTicks;

    /// <summary>
    /// Lots: displayed by the order after the change, traded, or of the auction; the quantity of a lot in 1e-8 with a reset.
    /// </summary>
    public long Lots;

    /// <summary>Number of the instrument.</summary>
    public int Instrument;

    /// <summary>The order's handle in its book; the number of the watch when it is accepted or refused.</summary>
    public int Handle;

    /// <summary>What.</summary>
    public BookChangeKind Kind;

    /// <summary>Side of the order; of a trade the aggressor's, meaningless unless <see cref="HasAggressor"/>.</summary>
    public BookSide Side;

    /// <summary>Whether an incoming order took the trade; false in an auction.</summary>
    public bool HasAggressor;

    /// <summary>The market's state.</summary>
    public MarketState State;
}

/// <summary>Takes changes of books; a struct, so that the call is inlined.</summary>
public interface IBookChangeSink
{
    /// <summary>Takes one change; false when there is no room: it was not taken, and the book has to be told anew.</summary>
    bool TryTell(in BookChange change);
}
