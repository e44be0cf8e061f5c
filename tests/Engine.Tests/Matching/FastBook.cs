using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

/// <summary>The product's book in the shape of the tests. The order id is the caller's index.</summary>
public sealed class FastBook(Book book) : ITestBook
{
    private readonly Dictionary<int, int> _handles = [];

    public FastBook() : this(new Book(new OrderStore(new OrderStoreOptions { OrdersMax = 4096 })))
    {
    }

    public Book Book => book;

    public List<BookEvent> Submit(Incoming order)
    {
        var sink = new Recorder(this);
        var policy = new Policy(this, sink.Events, order.Owner, order.OnSelf);
        var outcome = book.Match(order.Side, order.Price, order.Lots, ref sink, ref policy);
        Assert.Equal(sink.Events.Where(e => e.Kind == "fill").Sum(e => e.Lots), outcome.FilledLots);
        var open = order.Lots - outcome.FilledLots - outcome.PreventedLots;
        if (outcome.Stopped) sink.Events.Add(new BookEvent("stop", 0, 0, 0, 0));
        else if (open > 0 && !order.Immediate) Rest(order with { Lots = open });
        return sink.Events;
    }

    public void Rest(Incoming order)
    {
        var displayed = order.Peak > 0 ? Math.Min(order.Peak, order.Lots) : order.Lots;
        var handle = order.Peak > 0
            ? book.AddIceberg(order.Side, order.Price, displayed, order.Lots - displayed, order.Peak, order.Owner, order.Id)
            : book.Add(order.Side, order.Price, order.Lots, order.Owner, order.Id);
        Assert.NotEqual(Book.None, handle);
        _handles.Add(order.Id, handle);
    }

    public long Cancel(int id) => _handles.Remove(id, out var handle) ? book.Cancel(handle) : -1;

    public long Reduce(int id, long lots)
    {
        if (!_handles.TryGetValue(id, out var handle)) return -1;
        var left = book.Reduce(handle, lots);
        if (left == 0) _handles.Remove(id);
        return left;
    }

    public bool Crosses(BookSide side, long limit) => book.Crosses(side, limit);

    public bool CanFill(BookSide side, long limit, long lots) => book.CanFill(side, limit, lots);

    public AuctionPrice IndicativePrice(long reference) => book.IndicativePrice(reference);

    public List<BookEvent> Uncross(AuctionPrice auction)
    {
        var limits = Orders(BookSide.Buy).Concat(Orders(BookSide.Sell)).ToDictionary(order => order.Id, order => order.Price);
        var sink = new CrossRecorder(this, limits);
        book.Uncross(auction, ref sink);
        return sink.Events;
    }

    public List<LevelView> Levels(BookSide side)
    {
        var levels = new List<LevelView>();
        foreach (var level in book.Levels(side)) levels.Add(level);
        return levels;
    }

    public List<Resting> Orders(BookSide side)
    {
        var orders = new List<Resting>();
        foreach (var order in book.Orders(side)) orders.Add(new Resting(order.User, order.PriceTicks, order.Lots, order.HiddenLots));
        return orders;
    }

    public List<int> OrdersAt(BookSide side, long price)
    {
        var ids = new List<int>();
        foreach (var order in book.OrdersAt(side, price)) ids.Add(order.User);
        return ids;
    }

    public ulong Hash()
    {
        var hash = default(Gateway.Engine.Matching.StateHash);
        var identity = default(UserIsIdentity);
        book.AddTo(ref hash, ref identity);
        return hash.Value;
    }

    /// <summary>As a fill-or-kill asks, where the policy of the incoming order prevents trades.</summary>
    public bool CanFill(Incoming order)
    {
        var policy = new Policy(this, [], order.Owner, order.OnSelf);
        return book.CanFill(order.Side, order.Price, order.Lots, ref policy);
    }

    private readonly struct Recorder(FastBook owner) : IFillSink
    {
        public List<BookEvent> Events { get; } = [];

        public void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves)
        {
            Events.Add(new BookEvent("fill", user, priceTicks, lots, makerLeaves));
            if (makerLeaves == 0) owner._handles.Remove(user);
        }
    }

    private readonly struct CrossRecorder(FastBook owner, Dictionary<int, long> limits) : IAuctionSink
    {
        public List<BookEvent> Events { get; } = [];

        public void OnCross(int buyUser, int sellUser, long lots, long buyLeaves, long sellLeaves)
        {
            Add(buyUser, lots, buyLeaves);
            Add(sellUser, lots, sellLeaves);
        }

        private void Add(int user, long lots, long leaves)
        {
            Events.Add(new BookEvent("fill", user, limits[user], lots, leaves));
            if (leaves == 0) owner._handles.Remove(user);
        }
    }

    private readonly struct Policy(FastBook owner, List<BookEvent> events, int taker, SelfTradeAction action) : ISelfTradePolicy
    {
        public SelfTradeAction Decide(int makerOwner, int makerUser) => makerOwner == taker && taker != 0 ? action : SelfTradeAction.Trade;

        public void OnPrevented(int maker, int user, long lots, long makerLeaves)
        {
            events.Add(new BookEvent("prevent", user, 0, lots, makerLeaves));
            if (makerLeaves == 0) owner._handles.Remove(user);
        }
    }

    private readonly struct UserIsIdentity : IOrderIdentity
    {
        public long IdentityOf(int user) => user;
    }
}
