using Gateway.Engine.MarketData;
using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.MarketData;

/// <summary>
/// A watched book as the publisher keeps it: the same orders in the same places, brought up to date by the changes that the core tells, on the
/// publisher's thread. Notes what changed since subscribers were told last.
/// </summary>
sealed class BookImage(int instrument, ImageTables tables)
{
    readonly Dictionary<(BookSide Side, long Ticks), LevelView> _before = [];
    readonly List<BookTop> _tops = [];
    bool _indicativeTold;

    /// <summary>Number of the instrument.</summary>
    internal int Instrument => instrument;

    /// <summary>The orders, with the core's handles as the caller's index.</summary>
    internal Book Book { get; private set; } = new(tables.Store);

    /// <summary>Whether it is the whole book, rather than one that is still being told.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>Counts how often the book was told anew.</summary>
    internal int Version { get; private set; }

    /// <summary>Price of a tick.</summary>
    internal Price Tick { get; private set; }

    /// <summary>Quantity of a lot.</summary>
    internal Quantity Lot { get; private set; }

    /// <summary>Who wants it.</summary>
    internal List<SubscriptionLine> Lines { get; } = [];

    /// <summary>Each order's changes since the last <see cref="Settle"/>, in order.</summary>
    internal List<MarketDataEntry> OrderChanges { get; } = [];

    /// <summary>Trades since the last <see cref="Settle"/>, in order.</summary>
    internal List<MarketDataEntry> Trades { get; } = [];

    /// <summary>The last trade seen; no lots when none was.</summary>
    internal MarketDataEntry LastTrade { get; private set; }

    /// <summary>What an auction call would trade; no lots when nothing, or outside of one.</summary>
    internal MarketDataEntry Indicative { get; private set; }

    /// <summary>Whether <see cref="Indicative"/> changed since the last <see cref="Settle"/>.</summary>
    internal bool IndicativeChanged { get; private set; }

    /// <summary>What the market is doing.</summary>
    internal MarketState State { get; private set; }

    /// <summary>Whether <see cref="State"/> changed since the last <see cref="Settle"/>.</summary>
    internal bool StateChanged { get; private set; }

    /// <summary>Lines that want each order; without any, orders' changes are not noted.</summary>
    internal int PerOrderLines { get; set; }

    /// <summary>Lines that want all prices; without any, changes of prices are not noted.</summary>
    internal int AllPricesLines { get; set; }

    /// <summary>Whether anything changed since the last <see cref="Settle"/>.</summary>
    internal bool HasChanged { get; private set; }

    /// <summary>The levels that subscribers of a depth know; kept while there are any.</summary>
    internal BookTop TopOf(int depth)
    {
        var top = _tops.Find(candidate => candidate.Depth == depth);
        if (top is null) _tops.Add(top = new BookTop(depth));
        return top;
    }

    /// <summary>A subscriber of a depth is gone.</summary>
    internal void Release(BookTop top)
    {
        if (--top.Users == 0) _tops.Remove(top);
    }

    /// <summary>All depths that somebody wants.</summary>
    internal List<BookTop> Tops => _tops;

    /// <summary>The entry of an order that rests in <see cref="Book"/>.</summary>
    internal MarketDataEntry EntryOf(in OrderView order) => Entry(UpdateAction.New, order.Handle, order.Side, order.PriceTicks, order.Lots);

    /// <summary>Whether the order that joined under this number still rests, in the same place.</summary>
    internal bool IsResting(int handle, long joined) => tables.Joined[handle] == joined;

    /// <summary>Applies one change.</summary>
    internal void Apply(in BookChange change)
    {
        switch (change.Kind)
        {
            case BookChangeKind.Reset: Reset(in change); break;
            case BookChangeKind.Joined: Join(in change); break;
            case BookChangeKind.Left: Leave(change.Handle); break;
            case BookChangeKind.Changed: Shrink(change.Handle, change.Lots); break;
            case BookChangeKind.Traded: Trade(in change); break;
            case BookChangeKind.Complete: IsComplete = true; break;
            case BookChangeKind.Market: Market(in change); break;
        }

        HasChanged = true;
    }

    /// <summary>Subscribers have been told.</summary>
    internal void Settle()
    {
        OrderChanges.Clear();
        Trades.Clear();
        _before.Clear();
        (HasChanged, IndicativeChanged, StateChanged) = (false, false, false);
        _indicativeTold = Indicative.Lots != 0;
    }

    /// <summary>Takes all orders out, so that their places in the shared tables are free.</summary>
    internal void Clear()
    {
        for (var side = BookSide.Buy; side <= BookSide.Sell; side++)
            while (Book.Best(side) is { Orders: > 0 } best)
                foreach (var order in Book.OrdersAt(side, best.PriceTicks))
                {
                    // Its number may have gone on to an order of another book.
                    if (tables.Handles[order.User] == order.Handle) tables.Handles[order.User] = 0;
                    Cancel(order.Handle);
                    break;
                }
    }

    /// <summary>How prices changed since the last <see cref="Settle"/>.</summary>
    internal void AddLevelChanges(List<MarketDataEntry> changes)
    {
        foreach (var ((side, ticks), before) in _before)
        {
            var now = Book.LevelAt(side, ticks);
            if (now.Orders == 0 && before.Orders > 0) changes.Add(MarketDataEntry.OfLevel(UpdateAction.Delete, side, in before));
            else if (now.Orders > 0 && before.Orders == 0) changes.Add(MarketDataEntry.OfLevel(UpdateAction.New, side, in now));
            else if (now != before) changes.Add(MarketDataEntry.OfLevel(UpdateAction.Change, side, in now));
        }
    }

    void Reset(in BookChange change)
    {
        Clear();
        Settle();
        (Tick, Lot) = (new(change.OrderId), new(change.Lots));
        (IsComplete, Indicative, _indicativeTold) = (false, default, false);
        Version++;
    }

    void Join(in BookChange change)
    {
        Touch(change.Side, change.PriceTicks);
        var handle = Book.Add(change.Side, change.PriceTicks, change.Lots, 0, change.Handle);
        if (handle == Book.None) throw new InvalidOperationException("The tables of market data are smaller than those of the core.");
        tables.Handles[change.Handle] = handle;
        tables.OrderIds[handle] = change.OrderId;
        tables.Joined[handle] = tables.NextJoin();
        Note(UpdateAction.New, handle, change.Side, change.PriceTicks, change.Lots);
    }

    void Leave(int handle)
    {
        var order = Book.Order(tables.Handles[handle]);
        Touch(order.Side, order.PriceTicks);
        Note(UpdateAction.Delete, order.Handle, order.Side, order.PriceTicks, order.Lots);
        Cancel(order.Handle);
        tables.Handles[handle] = 0;
    }

    void Cancel(int handle)
    {
        Book.Cancel(handle);
        tables.Joined[handle] = 0;
    }

    void Shrink(int handle, long lots)
    {
        var order = Book.Order(tables.Handles[handle]);
        Touch(order.Side, order.PriceTicks);
        Book.Reduce(order.Handle, order.Lots - lots);
        Note(UpdateAction.Change, order.Handle, order.Side, order.PriceTicks, lots);
    }

    void Trade(in BookChange change)
    {
        LastTrade = new()
        {
            Action = UpdateAction.New, Type = EntryType.Trade, PriceTicks = change.PriceTicks, Lots = change.Lots, Time = change.Time,
            Aggressor = !change.HasAggressor ? (byte)0 : change.Side == BookSide.Buy ? (byte)1 : (byte)2,
        };
        Trades.Add(LastTrade);
    }

    void Market(in BookChange change)
    {
        if (change.State != State) (State, StateChanged) = (change.State, true);
        if (change.Lots == Indicative.Lots && change.PriceTicks == Indicative.PriceTicks) return;
        var action = !_indicativeTold ? UpdateAction.New : change.Lots == 0 ? UpdateAction.Delete : UpdateAction.Change;
        Indicative = new() { Action = action, Type = EntryType.AuctionClearingPrice, PriceTicks = change.PriceTicks, Lots = change.Lots };
        IndicativeChanged = _indicativeTold || change.Lots != 0;
    }

    void Touch(BookSide side, long ticks)
    {
        if (AllPricesLines > 0) _before.TryAdd((side, ticks), Book.LevelAt(side, ticks));
    }

    void Note(byte action, int handle, BookSide side, long ticks, long lots)
    {
        if (PerOrderLines > 0) OrderChanges.Add(Entry(action, handle, side, ticks, lots));
    }

    MarketDataEntry Entry(byte action, int handle, BookSide side, long ticks, long lots) => new()
    {
        Action = action, Type = EntryType.Of(side), PriceTicks = ticks, Lots = lots, OrderId = tables.OrderIds[handle], Joined = tables.Joined[handle],
    };
}

/// <summary>
/// The memory of all images: twice the orders that the core may hold, since an image that is to be told anew keeps its old orders until then;
/// taken page by page as they come.
/// </summary>
sealed class ImageTables : IDisposable
{
    long _joins;

    /// <param name="ordersMax">Orders that may rest in the core's books.</param>
    internal ImageTables(int ordersMax)
    {
        Store = new OrderStore(new OrderStoreOptions { OrdersMax = 2 * ordersMax, OrdersPrefault = 1 });
        Handles = new int[ordersMax + 1];
        OrderIds = new long[2 * ordersMax + 1];
        Joined = new long[2 * ordersMax + 1];
    }

    internal OrderStore Store { get; }

    /// <summary>By the core's handle: the image's, or 0.</summary>
    internal int[] Handles { get; }

    /// <summary>By the image's handle.</summary>
    internal long[] OrderIds { get; }

    /// <summary>By the image's handle: its place in the sequence of joins of all images.</summary>
    internal long[] Joined { get; }

    internal long NextJoin() => ++_joins;

    public void Dispose() => Store.Dispose();
}
