using Gateway.Messages;

namespace Gateway.Venues.Simulated.Core;

/// <summary>A price-time book in its simplest form: for each side the prices, best first, and at each price a queue.</summary>
sealed class ExchangeBook
{
    readonly SortedDictionary<long, LinkedList<ExchangeOrder>> _bids = new(Comparer<long>.Create((left, right) => right.CompareTo(left)));
    readonly SortedDictionary<long, LinkedList<ExchangeOrder>> _asks = [];

    public void Add(ExchangeOrder order)
    {
        var side = SideOf(order.Side);
        if (!side.TryGetValue(order.Price, out var level)) side.Add(order.Price, level = new LinkedList<ExchangeOrder>());
        level.AddLast(order);
    }

    public void Remove(ExchangeOrder order)
    {
        var side = SideOf(order.Side);
        if (!side.TryGetValue(order.Price, out var level)) return;
        level.Remove(order);
        if (level.Count == 0) side.Remove(order.Price);
    }

    /// <summary>The order that an aggressor would meet first; null when none crosses its limit.</summary>
    /// <param name="aggressor">Side of the aggressor.</param>
    /// <param name="limit">Its price; null for a market order.</param>
    public ExchangeOrder? Opposite(Side aggressor, long? limit) => Opposites(aggressor, limit).FirstOrDefault();

    /// <summary>All that an aggressor would meet, in order.</summary>
    public IEnumerable<ExchangeOrder> Opposites(Side aggressor, long? limit)
        => (aggressor == Side.Buy ? _asks : _bids)
            .TakeWhile(level => limit is null || (aggressor == Side.Buy ? level.Key <= limit : level.Key >= limit))
            .SelectMany(level => level.Value);

    /// <summary>Best price and what is there; zeros for an empty side.</summary>
    public (long Price, long Quantity) Best(Side side)
    {
        foreach (var (price, level) in SideOf(side)) return (price, level.Sum(order => order.Leaves));
        return default;
    }

    SortedDictionary<long, LinkedList<ExchangeOrder>> SideOf(Side side) => side == Side.Buy ? _bids : _asks;
}
