using Gateway.Engine.Matching;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>What the market of an instrument is doing.</summary>
struct Market
{
    internal MarketState State;

    /// <summary>End of a volatility auction; 0 for none.</summary>
    internal long Until;

    /// <summary>What was last told of the call.</summary>
    internal AuctionPrice Told;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        var (price, lots, surplus) = Told;
        walker.Word(ref State);
        walker.Number(ref Until);
        walker.Number(ref price);
        walker.Number(ref lots);
        walker.Number(ref surplus);
        Told = new AuctionPrice(price, lots, surplus);
    }
}

/// <summary>The markets of all instruments by number; zero is an open one.</summary>
sealed class MarketTable(int instrumentsMax)
{
    readonly Market[] _markets = new Market[instrumentsMax];

    internal ref Market this[int instrument] => ref _markets[instrument];

    /// <summary>Markets that are not simply open: whoever looks for one of them need not look where there is none.</summary>
    internal int SpecialCount { get; set; }

    internal void Walk<TWalker>(int instruments, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        for (var instrument = 0; instrument < instruments; instrument++)
        {
            if (TWalker.Hashes && _markets[instrument].State == MarketState.Open) continue;
            walker.BeginItem();
            walker.Named(NameKind.Instrument, ref instrument);
            _markets[instrument].Walk(ref walker);
            if (TWalker.Loads && _markets[instrument].State != MarketState.Open) SpecialCount++;
            walker.EndItem();
        }

        walker.EndSet();
    }
}
