namespace Gateway.Engine.Matching;

/// <summary>The price of an auction and what would trade at it.</summary>
/// <param name="PriceTicks">The one price of all trades; meaningless when nothing trades.</param>
/// <param name="Lots">Lots that trade; 0 when the book is not crossed.</param>
/// <param name="SurplusLots">Lots that stay unfilled at the price: above 0 on the buy side, below 0 on the sell side.</param>
public readonly record struct AuctionPrice(long PriceTicks, long Lots, long SurplusLots);

/// <summary>Receives the trades of <see cref="Book.Uncross{TSink}"/>. Must not call the book.</summary>
public interface IAuctionSink
{
    /// <summary>Two resting orders trade at the auction price.</summary>
    /// <param name="buyUser">The buyer's index given to <see cref="Book.Add"/>.</param>
    /// <param name="sellUser">The seller's index given to <see cref="Book.Add"/>.</param>
    /// <param name="lots">Traded lots.</param>
    /// <param name="buyLeaves">Lots of the buyer still open; at 0 its handle is free.</param>
    /// <param name="sellLeaves">Lots of the seller still open; at 0 its handle is free.</param>
    void OnCross(int buyUser, int sellUser, long lots, long buyLeaves, long sellLeaves);
}

/// <summary>
/// Chooses the auction price among candidates offered from the highest down: most volume, then least surplus, then market pressure (all surplus on
/// the buy side: the highest; all on the sell side: the lowest), then nearest to the reference price, then the higher.
/// </summary>
internal struct AuctionChoice(long referenceTicks)
{
    private long _surplusSize;
    private long _highest;
    private long _highestSurplus;
    private long _lowest;
    private long _lowestSurplus;
    private long _nearest;
    private long _nearestSurplus;
    private bool _buyPressure;
    private bool _sellPressure;

    internal long Lots { get; private set; }

    internal readonly AuctionPrice Chosen => (_buyPressure, _sellPressure) switch
    {
        (true, false) => new AuctionPrice(_highest, Lots, _highestSurplus),
        (false, true) => new AuctionPrice(_lowest, Lots, _lowestSurplus),
        _ => new AuctionPrice(_nearest, Lots, _nearestSurplus),
    };

    internal void Offer(long price, long demand, long supply)
    {
        var lots = Math.Min(demand, supply);
        var surplus = demand - supply;
        var size = Math.Abs(surplus);
        if (lots == 0 || lots < Lots || (lots == Lots && size > _surplusSize)) return;
        var better = lots > Lots || size < _surplusSize;
        if (better)
        {
            (Lots, _surplusSize) = (lots, size);
            (_buyPressure, _sellPressure) = (true, true);
            (_highest, _highestSurplus) = (price, surplus);
        }
        if (better || Distance(price) < Distance(_nearest)) (_nearest, _nearestSurplus) = (price, surplus);
        (_lowest, _lowestSurplus) = (price, surplus);
        // Pressure holds only if every candidate as good as this one has its surplus on that side.
        _buyPressure &= surplus > 0;
        _sellPressure &= surplus < 0;
    }

    private readonly UInt128 Distance(long price) => (UInt128)Int128.Abs((Int128)price - referenceTicks);
}
