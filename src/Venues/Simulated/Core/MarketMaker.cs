using Gateway.Messages;

namespace Gateway.Venues.Simulated.Core;

/// <summary>
/// Resident liquidity in one instrument: a few levels on both sides of a price that wanders slowly and is drawn back to where it
/// began. Deterministic from its seed and the number of moves.
/// </summary>
sealed class MarketMaker(SimulatedInstrument instrument, ulong seed)
{
    const int Levels = 5;
    const int StepTicksMax = 3;
    readonly long _startTicks = instrument.StartPrice.Raw / instrument.TickSize.Raw;
    ulong _random = seed;
    long _offsetTicks;

    public string Symbol => instrument.Symbol;

    /// <summary>Half a basis point of the price, at least a tick, between middle and first level, and between levels.</summary>
    long SpacingTicks => Math.Max(1, _startTicks / 20_000);

    /// <summary>Moves the price and gives the quotes for it.</summary>
    public List<(Side Side, long Price, long Quantity)> Move()
    {
        _offsetTicks += (long)(Next() % (2 * StepTicksMax + 1)) - StepTicksMax - _offsetTicks / 64;
        var quotes = new List<(Side, long, long)>();
        for (var level = 1; level <= Levels; level++)
        {
            quotes.Add((Side.Buy, PriceAt(-level * SpacingTicks), instrument.LevelQuantity.Raw));
            quotes.Add((Side.Sell, PriceAt(level * SpacingTicks), instrument.LevelQuantity.Raw));
        }

        return quotes;
    }

    long PriceAt(long ticks) => Math.Max(1, _startTicks + _offsetTicks + ticks) * instrument.TickSize.Raw;

    /// <summary>SplitMix64.</summary>
    ulong Next()
    {
        var mixed = _random += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
