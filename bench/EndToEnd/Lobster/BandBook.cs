namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>The orders at one price, oldest first.</summary>
sealed class BandLevel(int price)
{
    internal int Price => price;

    internal List<LobsterOrder> Orders { get; } = [];

    internal int Size { get; set; }
}

/// <summary>One side of the visible book, best price first.</summary>
sealed class BandSide(bool isBuy)
{
    internal bool IsBuy => isBuy;

    internal List<BandLevel> Levels { get; } = [];

    internal bool IsBetter(int price, int than) => isBuy ? price > than : price < than;

    internal BandLevel? Find(int price) => Levels.Find(level => level.Price == price);

    internal BandLevel FindOrAdd(int price)
    {
        var at = 0;
        while (at < Levels.Count && IsBetter(Levels[at].Price, price)) at++;
        if (at == Levels.Count || Levels[at].Price != price) Levels.Insert(at, new BandLevel(price));
        return Levels[at];
    }
}

/// <summary>
/// The book as the file tells it, within the file's levels: what the gateway's book must be. Orders that were there before they could be seen stand
/// without an id, in front of those that came later.
/// </summary>
sealed class BandBook
{
    readonly Dictionary<long, LobsterOrder> _known = [];

    internal BandSide Bids { get; } = new(isBuy: true);

    internal BandSide Asks { get; } = new(isBuy: false);

    internal TopOfBook Top
    {
        get
        {
            var bid = Bids.Levels.Count > 0 ? Bids.Levels[0] : null;
            var ask = Asks.Levels.Count > 0 ? Asks.Levels[0] : null;
            return new TopOfBook(bid?.Price ?? 0, bid?.Size ?? 0, ask?.Price ?? 0, ask?.Size ?? 0);
        }
    }

    internal BandSide Side(bool isBuy) => isBuy ? Bids : Asks;

    /// <summary>The order that a message speaks of: the one with its id, else the oldest without an id at its price; null when there is none.</summary>
    internal LobsterOrder? Find(in LobsterRow row)
    {
        if (_known.TryGetValue(row.Id, out var order)) return order;
        return Side(row.IsBuy).Find(row.Price)?.Orders.Find(order => !order.IsKnown);
    }

    /// <summary>True when the order is the oldest at the best price of its side.</summary>
    internal bool IsFirst(LobsterOrder order)
    {
        var levels = Side(order.IsBuy).Levels;
        return levels.Count > 0 && levels[0].Orders[0] == order;
    }

    /// <summary>Adds an order behind all others at its price.</summary>
    internal void Add(LobsterOrder order)
    {
        var level = Side(order.IsBuy).FindOrAdd(order.Price);
        level.Orders.Add(order);
        level.Size += order.Leaves;
        if (order.IsKnown) _known[order.Id] = order;
    }

    /// <summary>Takes shares from an order, and the order from the book when none is left.</summary>
    internal void Take(LobsterOrder order, int size)
    {
        var side = Side(order.IsBuy);
        var level = side.Find(order.Price)!;
        order.Leaves -= size;
        level.Size -= size;
        if (order.Leaves > 0) return;
        level.Orders.Remove(order);
        if (order.IsKnown) _known.Remove(order.Id);
        if (level.Orders.Count == 0) side.Levels.Remove(level);
    }
}
