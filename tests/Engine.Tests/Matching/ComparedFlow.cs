using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

/// <summary>
/// Random commands to the product's book and to the naive one, each of which says whether they still agree: limit, market, market-to-limit, immediate and
/// iceberg orders, fill or kill, least quantities, post-only, all modes of self-trade prevention, cancels, reductions, stops on the last trade, auctions.
/// </summary>
/// <param name="roll">A random number from the first to the second, both included.</param>
internal sealed class ComparedFlow(Func<uint, uint, uint> roll)
{
    private const int FullCheckEvery = 512;

    // Orders are cancelled at this age at the latest: the lists must stay short enough for a hundred million commands.
    private const int AgeMax = 300;

    // Of each stretch of commands, the last are a call, which then uncrosses.
    private const int Stretch = 5_000, Call = 100;

    private readonly NaiveBook _naive = new();
    private readonly ComparedBook _ours = new();
    private readonly StopBook _stops = new(new OrderStore());
    private readonly List<(int Id, BookSide Side, long Trigger, int Handle)> _waiting = [];
    private long _auctions;
    private long _auctionLots;
    private long _triggers;

    internal string Counts => $"{_ours.Fills:N0} fills, {_triggers:N0} stops triggered, {_auctions:N0} auctions of {_auctionLots:N0} lots, {_ours.Book.OrderCount} orders rest";

    internal bool Step(int id)
    {
        if (id > AgeMax && !Forget(id - AgeMax)) return false;
        var isCall = id % Stretch >= Stretch - Call;
        var agrees = isCall ? Collect(id) : id % Stretch == 0 ? Uncross() : Trade(id);
        return agrees && Trigger() && (id % FullCheckEvery != 0 || isCall || _ours.Same(_naive));
    }

    private bool Forget(int id)
    {
        var at = _waiting.FindIndex(stop => stop.Id == id);
        if (at >= 0)
        {
            _stops.Cancel(_waiting[at].Handle);
            _waiting.RemoveAt(at);
        }

        return _naive.Cancel(id) == _ours.Cancel(id);
    }

    private bool Trade(int id)
    {
        var dice = roll(0, 99);
        // Ids of late: most still rest, some are gone, none is known twice.
        var target = Math.Max(1, id - (int)roll(1, 60));
        if (dice < 38) return Forget(target);
        if (dice < 43) return _naive.Reduce(target, dice) == _ours.Reduce(target, dice);
        var order = Order(id, dice);
        return dice switch
        {
            < 46 => Wait(order),
            < 50 => Submit(order with { Price = Beyond(order.Side), Immediate = true }),
            < 53 => TakeBest(order),
            < 57 => AskFirst(order, order.Lots),
            < 60 => AskFirst(order, 1 + order.Lots / 3),
            < 65 => PostOnly(order),
            _ => Submit(order),
        };
    }

    private Incoming Order(int id, uint dice)
    {
        var side = (BookSide)roll(0, 1);
        var wide = dice > 97 ? 1_000_000_007L : 1;
        var price = (side == BookSide.Buy ? -2 : 2) + (roll(0, 24) - 12L) * wide;
        return new Incoming(
            id, side, price, roll(1, 40), (int)roll(0, 3), (SelfTradeAction)roll(0, 4),
            dice is > 90 and <= 97 ? roll(1, 9) : 0, dice is > 80 and <= 90);
    }

    private static long Beyond(BookSide side) => side == BookSide.Buy ? Book.PriceTicksMax : -Book.PriceTicksMax;

    private bool Submit(Incoming order) => _ours.SubmitAndCompare(order, _naive.Submit(order));

    // Market to limit: at the best price of the other side, where the rest stays.
    private bool TakeBest(Incoming order)
    {
        var best = _ours.Book.Best(order.Side.Opposite());
        var levels = _naive.Levels(order.Side.Opposite());
        if (best.Orders == 0) return levels.Count == 0;
        return levels[0] == best && Submit(order with { Price = best.PriceTicks });
    }

    // Fill or kill, and a least quantity: only what can be filled so far may begin. The lists are asked without a policy.
    private bool AskFirst(Incoming order, long least)
    {
        var plain = order with { Lots = least, Owner = 0 };
        var can = _ours.CanFill(plain);
        if (can != _naive.CanFill(order.Side, order.Price, least)) return false;
        return !can || Submit(least == order.Lots ? plain with { Immediate = true } : order with { Owner = 0 });
    }

    private bool PostOnly(Incoming order)
    {
        var would = _ours.Book.Crosses(order.Side, order.Price);
        return would == _naive.Crosses(order.Side, order.Price) && (would || Submit(order));
    }

    private bool Wait(Incoming order)
    {
        var trigger = _ours.LastTrade + (order.Side == BookSide.Buy ? 1 : -1) * (1 + order.Lots / 8);
        _waiting.Add((order.Id, order.Side, trigger, _stops.Add(order.Side, trigger, order.Id)));
        return true;
    }

    // The last trade sets off stops, nearest trigger first, then the oldest; each is a market order and may set off more.
    private bool Trigger()
    {
        while (_waiting.Count > 0)
        {
            var due = _waiting.Where(IsDue).ToList();
            var side = due.Exists(stop => stop.Side == BookSide.Buy) ? BookSide.Buy : BookSide.Sell;
            var took = _stops.TryTrigger(side, _ours.LastTrade, out var user);
            if (due.Count == 0) return !took;
            var next = side == BookSide.Buy ? due.Where(stop => stop.Side == side).MinBy(stop => stop.Trigger) : due.MaxBy(stop => stop.Trigger);
            if (!took || user != next.Id) return false;
            _waiting.RemoveAll(stop => stop.Id == next.Id);
            _triggers++;
            if (!Submit(new Incoming(next.Id, side, Beyond(side), 1 + next.Id % 30, Immediate: true))) return false;
        }

        return _stops.Count == 0;
    }

    private bool IsDue((int Id, BookSide Side, long Trigger, int Handle) stop)
        => stop.Side == BookSide.Buy ? _ours.LastTrade >= stop.Trigger : _ours.LastTrade <= stop.Trigger;

    // In a call orders rest without trading, market orders beyond every price.
    private bool Collect(int id)
    {
        var dice = roll(0, 99);
        if (dice < 20) return Forget(Math.Max(1, id - (int)roll(1, 60)));
        var order = Order(id, dice);
        if (dice < 25) order = order with { Price = Beyond(order.Side) };
        _ours.Rest(order);
        _naive.Rest(order);
        return true;
    }

    private bool Uncross()
    {
        var reference = _ours.LastTrade;
        var auction = _ours.Book.IndicativePrice(reference);
        if (auction != _naive.IndicativePrice(reference)) return false;
        _auctions++;
        _auctionLots += auction.Lots;
        if (!_ours.CrossAndCompare(auction, _naive.Uncross(auction))) return false;
        return EndMarketOrders() && _ours.Same(_naive);
    }

    private bool EndMarketOrders()
    {
        foreach (var side in new[] { BookSide.Buy, BookSide.Sell })
            foreach (var order in _naive.Orders(side).Where(order => Math.Abs(order.Price) == Book.PriceTicksMax))
                if (_naive.Cancel(order.Id) != _ours.Cancel(order.Id)) return false;
        return true;
    }
}
