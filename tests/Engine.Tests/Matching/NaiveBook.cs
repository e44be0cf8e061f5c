using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

/// <summary>Price-time priority written down as plainly as possible: a list, sorted by looking through all of it.</summary>
public sealed class NaiveBook : ITestBook
{
    private readonly List<Order>[] _sides = [[], []];
    private long _arrivals;

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
        _sides[(int)order.Side].Add(new Order
        {
            Id = order.Id, Side = order.Side, Price = order.Price, Owner = order.Owner, Peak = order.Peak,
            Displayed = displayed, Hidden = order.Lots - displayed, Arrival = _arrivals++,
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

    public List<LevelView> Levels(BookSide side) =>
        [.. InPriority(side).GroupBy(order => order.Price).Select(level => new LevelView(level.Key, level.Sum(o => o.Displayed), level.Count()))];

    public List<Resting> Orders(BookSide side) => [.. InPriority(side).Select(o => new Resting(o.Id, o.Price, o.Displayed, o.Hidden))];

    public ulong Hash() => 0;

    private Order? BestMaker(BookSide taker, long limit) =>
        InPriority(taker.Opposite()).FirstOrDefault(order => Acceptable(taker, limit, order));

    private IEnumerable<Order> InPriority(BookSide side) =>
        side == BookSide.Buy
            ? _sides[0].OrderByDescending(order => order.Price).ThenBy(order => order.Arrival)
            : _sides[1].OrderBy(order => order.Price).ThenBy(order => order.Arrival);

    private static bool Acceptable(BookSide taker, long limit, Order maker) =>
        taker == BookSide.Buy ? maker.Price <= limit : maker.Price >= limit;

    private long Trade(Order maker, long open, List<BookEvent> events)
    {
        var lots = Math.Min(maker.Displayed, open);
        maker.Displayed -= lots;
        events.Add(new BookEvent("fill", maker.Id, maker.Price, lots, maker.Leaves));
        if (maker.Displayed > 0) return lots;
        if (maker.Hidden == 0) Remove(maker);
        else Refresh(maker);
        return lots;
    }

    private void Refresh(Order maker)
    {
        maker.Displayed = Math.Min(maker.Peak, maker.Hidden);
        maker.Hidden -= maker.Displayed;
        maker.Arrival = _arrivals++;
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

    private Order? Find(int id) => _sides.SelectMany(side => side).FirstOrDefault(order => order.Id == id);

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
        public long Arrival;

        public long Leaves => Displayed + Hidden;
    }
}
