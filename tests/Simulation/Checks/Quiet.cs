using Gateway.Engine;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Simulation.Machine;
using Gateway.Simulation.Nodes;
using Gateway.Venues;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Simulation.Checks;

/// <summary>At rest everybody must see the same: strategies, drop copy, engine and exchange.</summary>
sealed class Quiet(World world)
{
    readonly ExecutionEngine _engine = world.Gateway.Core!.Engine;

    internal void Check(Complaints complaints)
    {
        foreach (var strategy in world.Strategies) complaints.Hear(() => CheckStrategy(strategy));
        complaints.Hear(CheckDropCopy);
        complaints.Hear(CheckExchange);
        complaints.Hear(CheckReserves);
        complaints.Hear(CheckPositions);
        complaints.Hear(CheckMoney);
        complaints.Hear(() => Holdings.Check(world, _engine));
        complaints.Hear(() => Headroom.CheckLimits(world.Configuration, _engine));
        foreach (var strategy in world.Strategies)
            foreach (var (symbol, book) in strategy.Books) complaints.Hear(() => CheckBook(strategy, symbol, book));
    }

    // A subscriber's copy shows what is displayed in the engine's book.
    void CheckBook(StrategyNode strategy, string symbol, BookCopy copy)
    {
        if (!copy.IsWhole) throw new SimulationFailure($"{strategy.Name} has only a part of the book of {symbol}");
        foreach (var side in "01")
        {
            var levels = new SortedDictionary<decimal, decimal>();
            foreach (var order in _engine.BookOrders(Text24.From(symbol)))
                if (_engine.TryFindOrder(order.OrderId, out var view) && view.Side == Side.Buy == (side == '0'))
                    Add(levels, order.Price.Raw / 100_000_000m, order.Quantity.Raw / 100_000_000m);
            var seen = copy.Levels(side);
            if (!seen.SequenceEqual(levels))
                throw new SimulationFailure($"{strategy.Name} sees {string.Join(' ', seen)} in {symbol}, the engine has {string.Join(' ', levels)}");
        }
    }

    static void Add(SortedDictionary<decimal, decimal> levels, decimal price, decimal quantity) => levels[price] = levels.GetValueOrDefault(price) + quantity;

    // The strategy's open orders are the engine's, to the last lot.
    void CheckStrategy(StrategyNode strategy)
    {
        foreach (var (id, request) in strategy.Record.Unanswered) throw new SimulationFailure($"{strategy.Name}: {id} was never answered: {request}");
        var number = SimulatedInstallation.SessionNumber(strategy.Name);
        var open = _engine.OpenOrders().Where(order => order.Session == number && order.ParentOrderId == 0).ToDictionary(order => order.OrderId);
        foreach (var order in strategy.Record.Orders.Values)
        {
            if (order.IsUncertain) open.Remove(order.OrderId);
            else if (open.Remove(order.OrderId, out var view)) Compare(strategy.Name, order, in view);
            else if (order.IsOpen) throw new SimulationFailure($"{strategy.Name}: order {order} is lost: the engine does not have it any more");
            else if (_engine.TryFindOrder(order.OrderId, out view)) Compare(strategy.Name, order, in view);
        }

        if (strategy.Record.HasGaps) return; // Told, perhaps, in an opening that is over.
        foreach (var view in open.Values) throw new SimulationFailure($"{strategy.Name} was never told of {view}");
    }

    static void Compare(string name, ClientOrder order, in OrderView view)
    {
        if (order.Cum != view.CumQuantity.Raw || order.Leaves != view.LeavesQuantity.Raw || order.Quantity != view.Quantity.Raw || order.Status != (byte)view.Status)
            throw new SimulationFailure($"{name} sees {order}, the engine sees {view}");
    }

    // It has been told what each strategy has been told, refused cancels apart: they are no execution reports.
    void CheckDropCopy()
    {
        var copies = world.DropCopy.Record.Orders;
        foreach (var strategy in world.Strategies)
            foreach (var order in strategy.Record.Orders.Values.Where(order => !order.IsUncertain))
                if (!copies.TryGetValue(order.OrderId, out var copy) || (copy.Quantity, copy.Cum, copy.Leaves) != (order.Quantity, order.Cum, order.Leaves))
                    throw new SimulationFailure($"{strategy.Name} sees {order}, the drop copy {copy}");
    }

    void CheckExchange()
    {
        var ids = new ClientOrderIds(SimulatedInstallation.Mark);
        var known = world.DropCopy.Record.Orders; // It knows the gateway's own closing orders as well.
        var open = _engine.OpenOrders().Where(order => order.Venue != 0 && !order.IsParent).ToDictionary(order => order.OrderId);
        var filled = new Dictionary<long, long>();
        foreach (var exchange in world.Exchanges)
            foreach (var legs in exchange.Orders().GroupBy(order => OrderIdOf(ids, order)))
            {
                if (!known.TryGetValue(TopOf(legs.Key), out var client)) throw new SimulationFailure($"the exchange has order {legs.First().ClientId} that no strategy knows");
                Add(filled, client.OrderId, legs.Sum(leg => leg.Executed));
                // A replace by REST makes another leg of the same order.
                var working = legs.Count(leg => leg.IsOpen);
                if (working > 1) throw new SimulationFailure($"order {legs.Key} works {working} times at the exchange");
                if (working == 1 != open.Remove(legs.Key)) throw new SimulationFailure($"order {legs.Last().ClientId} is {legs.Last().Status} at the exchange, its strategy sees {client}");
            }

        foreach (var order in open.Values) throw new SimulationFailure($"the exchange does not have {order}");
        foreach (var order in known.Values.Where(order => SimulatedInstallation.Routed.Contains(order.Symbol)))
            if (order.Cum != filled.GetValueOrDefault(order.OrderId))
                throw new SimulationFailure($"the exchange has filled {filled.GetValueOrDefault(order.OrderId)}, the strategy sees {order}");
    }

    static long OrderIdOf(ClientOrderIds ids, ExchangeOrder order)
        => ids.TryParse(order.ClientId, out var orderId, out _) ? orderId : throw new SimulationFailure($"the exchange has order {order.Id} ({order.ClientId}) that is not ours");

    // A group's order is at the exchange as its children.
    long TopOf(long orderId) => _engine.TryFindOrder(orderId, out var order) && order.ParentOrderId != 0 ? order.ParentOrderId : orderId;

    // What is reserved is what open orders claim and positions hold.
    void CheckReserves()
    {
        var claims = new Dictionary<(string, string), long>();
        foreach (var order in _engine.OpenOrders())
            if (order.Reserved.Raw != 0)
                Add(claims, order.Account.ToString(), AssetOf(in order), order.Reserved.Raw);
        foreach (var position in _engine.Positions())
            if (position.Margin.Raw != 0)
                Add(claims, position.Account.ToString(), "USD", position.Margin.Raw);
        foreach (var balance in _engine.Balances())
        {
            claims.Remove((balance.Account.ToString(), balance.Asset.ToString()), out var claimed);
            if (claimed != balance.Reserved.Raw) throw new SimulationFailure($"of {balance} {new Money(claimed)} is claimed by open orders and positions");
        }

        foreach (var (key, claimed) in claims) throw new SimulationFailure($"{new Money(claimed)} of {key} is claimed without a balance");
    }

    static string AssetOf(in OrderView order)
    {
        var symbol = order.Symbol.ToString();
        if (!SimulatedInstallation.Routed.Contains(symbol)) return "USD";
        return order.Side == Side.Buy ? symbol[3..] : symbol[..3];
    }

    // What one buys another sells.
    void CheckPositions()
    {
        foreach (var group in _engine.Positions().Where(position => SimulatedInstallation.Own.Contains(position.Symbol.ToString())).GroupBy(position => position.Symbol))
            if (group.Sum(position => position.Quantity.Raw) != 0)
                throw new SimulationFailure($"the positions in {group.Key} do not add up to zero: {string.Join("; ", group)}");
    }

    // What the accounts have is what they had at first and what the exchange's own records of trades say.
    void CheckMoney()
    {
        var expected = new Dictionary<string, long>();
        foreach (var account in world.Configuration.Accounts)
            foreach (var (asset, amount) in account.Balances)
                Add(expected, asset, amount.Raw);
        foreach (var order in world.Exchanges.SelectMany(exchange => exchange.Orders()))
            foreach (var trade in order.Trades)
            {
                var sign = order.Side == Side.Buy ? 1 : -1;
                Add(expected, order.Symbol[..3], sign * trade.Quantity);
                Add(expected, order.Symbol[3..], -sign * (long)((Int128)trade.Price * trade.Quantity / FixedPoint.One) - trade.Fee);
            }

        foreach (var asset in new[] { "USDT", "BTC", "ETH", "SOL" })
        {
            var has = _engine.Balances().Where(balance => balance.Asset.ToString() == asset).Sum(balance => balance.Total.Raw);
            if (has != expected[asset]) throw new SimulationFailure($"the accounts have {new Money(has)} {asset}, by the exchange's trades it would be {new Money(expected[asset])}");
        }
    }

    static void Add<TKey>(Dictionary<TKey, long> sums, TKey key, long amount) where TKey : notnull
        => sums[key] = sums.GetValueOrDefault(key) + amount;

    static void Add(Dictionary<(string, string), long> sums, string account, string asset, long amount) => Add(sums, (account, asset), amount);
}
