using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

/// <summary>Price-time priority written down as plainly as possible: a list a side, kept sorted by looking through it from the front.</summary>
public sealed class NaiveBook : ITestBook
{
    private readonly List<Order>[] _sides = [[], []];

    public List<BookEvent> Submit(Incoming order)
    {
        var events = new List<BookEvent>();
        var open = order.Lots;
        while (open > 0 && BestMaker(order.Side, order.Price) is { } maker)
        {
            var action = maker.Owner == order.Owner && order.Owner != 0 ? order.OnSelf : SelfTradeAction.Trade;
            if (action == SelfTradeAction.Trade) open -= Trade(maker, open, events);
            if (action == SelfTradeAction.Decrement) open -= Decrement(maker, open, events);
            if (action is SelfTradeAction.CancelMaker or SelfTradeAction.CancelBoth)
            {
                events.Add(new BookEvent("prevent", maker.Id, 0, maker.Leaves, 0));
                Remove(maker);
            }
            if (action is SelfTradeAction.Stop or SelfTradeAction.CancelBoth)
            {
                events.Add(new BookEvent("stop", 0, 0, 0, 0));
                open = 0;
            }
        }
        if (open > 0 && !order.Immediate) Rest(order with { Lots = open });
        return events;
    }

    public void Rest(Incoming order)
    {
        var displayed = order.Peak > 0 ? Math.Min(order.Peak, order.Lots) : order.Lots;
        Insert(new Order
        {
            Id = order.Id, Side = order.Side, Price = order.Price, Owner = order.Owner, Peak = order.Peak,
            Displayed = displayed, Hidden = order.Lots - displayed,
        });
    }

    public long Cancel(int id)
    {
        if (Find(id) is not { } order) return -1;
        Remove(order);
        return order.Leaves;
    }

    public long Reduce(int id, long lots)
    {
        if (Find(id) is not { } order) return -1;
        TakeHiddenFirst(order, lots);
        return order.Leaves;
    }

    public bool Crosses(BookSide side, long limit) => BestMaker(side, limit) != null;

    public bool CanFill(BookSide side, long limit, long lots) =>
        _sides[(int)side.Opposite()].Where(order => Acceptable(side, limit, order)).Sum(order => order.Leaves) >= lots;

    public AuctionPrice IndicativePrice(long reference)
    {
        // Market orders stand beyond every price and set none; where only they meet, the reference does.
        var limits = _sides[0].Concat(_sides[1]).Select(order => order.Price).Where(price => Math.Abs(price) < Book.PriceTicksMax);
        var prices = limits.Distinct().Select(At).Where(price => price.Lots > 0).ToList();
        if (prices.Count == 0) return At(reference) is { Lots: > 0 } only ? only : default;
        var most = prices.Max(price => price.Lots);
        prices.RemoveAll(price => price.Lots < most);
        var least = prices.Min(price => Math.Abs(price.SurplusLots));
        prices.RemoveAll(price => Math.Abs(price.SurplusLots) > least);
        if (prices.All(price => price.SurplusLots > 0)) return prices.MaxBy(price => price.PriceTicks);
        if (prices.All(price => price.SurplusLots < 0)) return prices.MinBy(price => price.PriceTicks);
        return prices.OrderBy(price => Math.Abs(price.PriceTicks - reference)).ThenByDescending(price => price.PriceTicks).First();
    }

    public List<BookEvent> Uncross(AuctionPrice auction)
    {
        var events = new List<BookEvent>();
        for (var open = auction.Lots; open > 0;)
        {
            var (buy, sell) = (_sides[0][0], _sides[1][0]);
            var lots = Math.Min(open, Math.Min(buy.Displayed, sell.Displayed));
            open -= lots;
            foreach (var order in new[] { buy, sell }) Trade(order, lots, events);
        }
        return events;
    }

    public List<LevelView> Levels(BookSide side) =>
        [.. _sides[(int)side].GroupBy(order => order.Price)
            .Select(level => new LevelView(level.Key, level.Sum(o => o.Displayed), level.Count()))];

    public List<Resting> Orders(BookSide side) => [.. _sides[(int)side].Select(o => new Resting(o.Id, o.Price, o.Displayed, o.Hidden))];

    private AuctionPrice At(long price)
    {
        var demand = _sides[0].Where(order => order.Price >= price).Sum(order => order.Leaves);
        var supply = _sides[1].Where(order => order.Price <= price).Sum(order => order.Leaves);
        return new AuctionPrice(price, Math.Min(demand, supply), demand - supply);
    }

    private Order? BestMaker(BookSide taker, long limit)
    {
        var makers = _sides[(int)taker.Opposite()];
        return makers.Count > 0 && Acceptable(taker, limit, makers[0]) ? makers[0] : null;
    }

    private void Insert(Order order)
    {
        var side = _sides[(int)order.Side];
        var at = 0;
        while (at < side.Count && !Better(order, side[at])) at++;
        side.Insert(at, order);
    }

    private static bool Better(Order order, Order than) =>
        order.Side == BookSide.Buy ? order.Price > than.Price : order.Price < than.Price;

    private static bool Acceptable(BookSide taker, long limit, Order maker) =>
        taker == BookSide.Buy ? maker.Price <= limit : maker.Price >= limit;

    private long Trade(Order maker, long open, List<BookEvent> events)
    {
        var lots = Math.Min(maker.Displayed, open);
        maker.Displayed -= lots;
        events.Add(new BookEvent("fill", maker.Id, maker.Price, lots, maker.Leaves));
        if (maker.Displayed > 0) return lots;
        Remove(maker);
        if (maker.Hidden > 0) Refresh(maker);
        return lots;
    }

    private void Refresh(Order maker)
    {
        maker.Displayed = Math.Min(maker.Peak, maker.Hidden);
        maker.Hidden -= maker.Displayed;
        Insert(maker);
    }

    private long Decrement(Order maker, long open, List<BookEvent> events)
    {
        var lots = Math.Min(maker.Leaves, open);
        TakeHiddenFirst(maker, lots);
        events.Add(new BookEvent("prevent", maker.Id, 0, lots, maker.Leaves));
        return lots;
    }

    private void TakeHiddenFirst(Order order, long lots)
    {
        var hidden = Math.Min(order.Hidden, lots);
        order.Hidden -= hidden;
        order.Displayed = Math.Max(0, order.Displayed - (lots - hidden));
        if (order.Displayed == 0) Remove(order);
    }

    private Order? Find(int id) => _sides[0].Find(order => order.Id == id) ?? _sides[1].Find(order => order.Id == id);

    private void Remove(Order order) => _sides[(int)order.Side].Remove(order);

    private sealed class Order
    {
        public int Id;
        public BookSide Side;
        public long Price;
        public int Owner;
        public long Peak;
        public long Displayed;
        public long Hidden;

        public long Leaves => Displayed + Hidden;
    }
}
