namespace Gateway.Engine.Matching;

/// <summary>A price of a book as seen from outside.</summary>
/// <param name="PriceTicks">The price.</param>
/// <param name="Lots">Displayed lots of all orders.</param>
/// <param name="Orders">The number of orders; 0 says that there is no such level.</param>
public readonly record struct LevelView(long PriceTicks, long Lots, int Orders);

/// <summary>A resting order as seen from outside.</summary>
/// <param name="Handle">Its handle.</param>
/// <param name="User">The caller's index.</param>
/// <param name="Owner">The owner tag.</param>
/// <param name="Side">The side it rests on.</param>
/// <param name="PriceTicks">Its price.</param>
/// <param name="Lots">Displayed open lots.</param>
/// <param name="HiddenLots">Undisplayed open lots of an iceberg order.</param>
/// <param name="PeakLots">What an iceberg order displays after a refresh; 0 for a plain order.</param>
public readonly record struct OrderView(
    int Handle, int User, int Owner, BookSide Side, long PriceTicks, long Lots, long HiddenLots, long PeakLots)
{
    /// <summary>All open lots.</summary>
    public long Leaves => Lots + HiddenLots;
}
