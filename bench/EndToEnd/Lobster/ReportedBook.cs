namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>The sizes at each price as the venue has reported them, and nothing else.</summary>
sealed class ReportedBook
{
    readonly SortedList<int, int> _bids = [];
    readonly SortedList<int, int> _asks = [];

    /// <summary>Best prices and sizes.</summary>
    internal TopOfBook Top => new(
        _bids.Count > 0 ? _bids.GetKeyAtIndex(_bids.Count - 1) : 0,
        _bids.Count > 0 ? _bids.GetValueAtIndex(_bids.Count - 1) : 0,
        _asks.Count > 0 ? _asks.GetKeyAtIndex(0) : 0,
        _asks.Count > 0 ? _asks.GetValueAtIndex(0) : 0);

    /// <summary>Levels of both sides.</summary>
    internal int LevelCount => _bids.Count + _asks.Count;

    /// <summary>Tells that an order now has so many open shares.</summary>
    internal void Set(LobsterOrder order, int leaves)
    {
        var side = order.IsBuy ? _bids : _asks;
        var size = side.GetValueOrDefault(order.Price) + leaves - order.Reported;
        order.Reported = leaves;
        if (size > 0) side[order.Price] = size;
        else side.Remove(order.Price);
    }
}
