namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>What a message of a LOBSTER file tells; the values are the file's.</summary>
enum LobsterEvent
{
    /// <summary>A new limit order.</summary>
    Submission = 1,

    /// <summary>A part of an order is taken back.</summary>
    Reduction = 2,

    /// <summary>All of an order is taken back.</summary>
    Deletion = 3,

    /// <summary>A visible order was hit.</summary>
    Execution = 4,

    /// <summary>A hidden order was hit; the visible book stays as it is.</summary>
    HiddenExecution = 5,

    /// <summary>Trade that crosses outside the book, such as an auction; the visible book stays as it is.</summary>
    Cross = 6,

    /// <summary>Trading halts, quotes or trades again; the visible book stays as it is.</summary>
    Halt = 7,
}

/// <summary>One message.</summary>
/// <param name="Nanos">Nanoseconds since midnight.</param>
/// <param name="Event">What happened.</param>
/// <param name="Id">The order, or 0.</param>
/// <param name="Size">Shares.</param>
/// <param name="Price">Dollars times 10,000.</param>
/// <param name="IsBuy">The resting order is a buy.</param>
readonly record struct LobsterRow(long Nanos, LobsterEvent Event, long Id, int Size, int Price, bool IsBuy);

/// <summary>Best prices (dollars times 10,000) with their sizes; all zero for an empty side.</summary>
readonly record struct TopOfBook(int BidPrice, int BidSize, int AskPrice, int AskSize);
