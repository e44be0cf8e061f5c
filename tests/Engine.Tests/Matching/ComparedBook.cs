using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

/// <summary>Our book by order ids, comparing as it goes.</summary>
internal sealed class ComparedBook
{
    private readonly Dictionary<int, int> _handles = [];
    private readonly List<BookEvent> _events = [];

    internal Book Book { get; } = new(new OrderStore());

    internal long Fills { get; private set; }

    internal long Cancel(int id) => _handles.Remove(id, out var handle) ? Book.Cancel(handle) : -1;

    internal long Reduce(int id, long lots)
    {
        if (!_handles.TryGetValue(id, out var handle)) return -1;
        var left = Book.Reduce(handle, lots);
        if (left == 0) _handles.Remove(id);
        return left;
    }

    /// <summary>The last price at which something traded; 0 for none yet.</summary>
    internal long LastTrade { get; private set; }

    internal void Rest(Incoming order) => Rest(order, order.Lots);

    internal bool CrossAndCompare(AuctionPrice auction, List<BookEvent> expected)
    {
        _events.Clear();
        var recorder = new CrossRecorder(this);
        Book.Uncross(auction, ref recorder);
        if (auction.Lots > 0) LastTrade = auction.PriceTicks;
        // The lists name each order's own limit, which the sink is not told.
        return _events.Select(e => (e.Maker, e.Lots, e.MakerLeaves)).SequenceEqual(expected.Select(e => (e.Maker, e.Lots, e.MakerLeaves)));
    }

    internal bool CanFill(Incoming order)
    {
        var policy = new Recorder(this, order.Owner, order.OnSelf);
        return Book.CanFill(order.Side, order.Price, order.Lots, ref policy);
    }

    internal bool SubmitAndCompare(Incoming order, List<BookEvent> expected)
    {
        _events.Clear();
        var recorder = new Recorder(this, order.Owner, order.OnSelf);
        var policy = recorder;
        var outcome = Book.Match(order.Side, order.Price, order.Lots, ref recorder, ref policy);
        var open = order.Lots - outcome.FilledLots - outcome.PreventedLots;
        if (outcome.Stopped) _events.Add(new BookEvent("stop", 0, 0, 0, 0));
        else if (open > 0 && !order.Immediate) Rest(order, open);
        return _events.SequenceEqual(expected);
    }

    internal bool Same(NaiveBook naive)
    {
        foreach (var side in new[] { BookSide.Buy, BookSide.Sell })
        {
            var orders = new List<Resting>();
            foreach (var order in Book.Orders(side)) orders.Add(new Resting(order.User, order.PriceTicks, order.Lots, order.HiddenLots));
            var levels = new List<LevelView>();
            foreach (var level in Book.Levels(side)) levels.Add(level);
            if (!orders.SequenceEqual(naive.Orders(side)) || !levels.SequenceEqual(naive.Levels(side))) return false;
        }
        return Book.BestBid.Orders == 0 || Book.BestAsk.Orders == 0 || Book.BestBid.PriceTicks < Book.BestAsk.PriceTicks;
    }

    private void Rest(Incoming order, long open)
    {
        var displayed = order.Peak > 0 ? Math.Min(order.Peak, open) : open;
        _handles[order.Id] = order.Peak > 0
            ? Book.AddIceberg(order.Side, order.Price, displayed, open - displayed, order.Peak, order.Owner, order.Id)
            : Book.Add(order.Side, order.Price, open, order.Owner, order.Id);
    }

    private readonly struct Recorder(ComparedBook book, int taker, SelfTradeAction action) : IFillSink, ISelfTradePolicy
    {
        public void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves)
        {
            book.Fills++;
            book.LastTrade = priceTicks;
            book._events.Add(new BookEvent("fill", user, priceTicks, lots, makerLeaves));
            if (makerLeaves == 0) book._handles.Remove(user);
        }

        public SelfTradeAction Decide(int makerOwner, int makerUser) =>
            makerOwner == taker && taker != 0 ? action : SelfTradeAction.Trade;

        public void OnPrevented(int maker, int user, long lots, long makerLeaves)
        {
            book._events.Add(new BookEvent("prevent", user, 0, lots, makerLeaves));
            if (makerLeaves == 0) book._handles.Remove(user);
        }
    }
    private readonly struct CrossRecorder(ComparedBook book) : IAuctionSink
    {
        public void OnCross(int buyUser, int sellUser, long lots, long buyLeaves, long sellLeaves)
        {
            book.Fills++;
            Add(buyUser, lots, buyLeaves);
            Add(sellUser, lots, sellLeaves);
        }

        private void Add(int user, long lots, long leaves)
        {
            book._events.Add(new BookEvent("fill", user, 0, lots, leaves));
            if (leaves == 0) book._handles.Remove(user);
        }
    }
}
