using Gateway.Engine.State;

namespace Gateway.Engine.Matching;

public sealed unsafe partial class Book
{
    /// <summary>The resting orders in price-time priority. Handles are not part of the state: read back, orders get new ones.</summary>
    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        WalkSide(BookSide.Buy, ref walker);
        WalkSide(BookSide.Sell, ref walker);
    }

    private void WalkSide<TWalker>(BookSide side, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        var count = Half(side).OrderCount;
        walker.Number(ref count);
        for (; TWalker.Loads && count > 0; count--) Restore(side, ref walker);
        if (TWalker.Loads) return;
        foreach (var order in Orders(side))
        {
            var resting = new Entry { User = order.User, Owner = order.Owner, PriceTicks = order.PriceTicks, Lots = order.Lots, HiddenLots = order.HiddenLots, PeakLots = order.PeakLots };
            resting.Walk(ref walker);
        }
    }

    private void Restore<TWalker>(BookSide side, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        var order = default(Entry);
        order.Walk(ref walker);
        var handle = order.PeakLots > 0
            ? AddIceberg(side, order.PriceTicks, order.Lots, order.HiddenLots, order.PeakLots, order.Owner, order.User)
            : Add(side, order.PriceTicks, order.Lots, order.Owner, order.User);
        if (handle == None) throw new InvalidDataException("The saved books hold more orders than the store has room for.");
    }

    private struct Entry
    {
        internal int User;
        internal int Owner;
        internal long PriceTicks;
        internal long Lots;
        internal long HiddenLots;
        internal long PeakLots;

        internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
        {
            walker.Named(NameKind.Order, ref User);
            walker.Place(ref Owner);
            walker.Number(ref PriceTicks);
            walker.Number(ref Lots);
            walker.Number(ref HiddenLots);
            walker.Number(ref PeakLots);
        }
    }
}
