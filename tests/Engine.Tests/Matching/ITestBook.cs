using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

/// <summary>What happened to a resting order while another came in.</summary>
public readonly record struct BookEvent(string Kind, int Maker, long Price, long Lots, long MakerLeaves);

/// <summary>A resting order in priority order.</summary>
public readonly record struct Resting(int Id, long Price, long Lots, long Hidden);

/// <summary>An incoming order: what is not filled rests, unless it is immediate. A peak above 0 makes an iceberg.</summary>
public readonly record struct Incoming(
    int Id, BookSide Side, long Price, long Lots, int Owner = 0, SelfTradeAction OnSelf = SelfTradeAction.Trade, long Peak = 0,
    bool Immediate = false);

/// <summary>The one shape in which the fast book and the naive one are tested.</summary>
public interface ITestBook
{
    List<BookEvent> Submit(Incoming order);

    /// <summary>Rests without matching, as in an auction call.</summary>
    void Rest(Incoming order);

    /// <summary>The lots cancelled, or -1 if the order does not rest.</summary>
    long Cancel(int id);

    /// <summary>The lots left, or -1 if the order does not rest.</summary>
    long Reduce(int id, long lots);

    bool Crosses(BookSide side, long limit);

    bool CanFill(BookSide side, long limit, long lots);

    List<LevelView> Levels(BookSide side);

    List<Resting> Orders(BookSide side);

    AuctionPrice IndicativePrice(long reference);

    /// <summary>The trades as fills of both orders, the buy first, each at its own limit.</summary>
    List<BookEvent> Uncross(AuctionPrice auction);
}
