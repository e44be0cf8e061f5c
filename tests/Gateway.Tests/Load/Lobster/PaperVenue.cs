using Gateway.Bench.EndToEnd.Lobster;

namespace Gateway.Tests.Load.Lobster;

/// <summary>A venue that is obviously right: lists in price-time order, everything answered at once. It notes each request in words.</summary>
sealed class PaperVenue(LobsterTally tally) : ILobsterVenue
{
    readonly List<LobsterOrder> _resting = [];
    readonly Dictionary<LobsterOrder, int> _leaves = [];
    readonly ReportedBook _book = new();

    internal List<string> Requests { get; } = [];

    /// <summary>Gives the youngest order at a price the first place, to see that it is found out.</summary>
    internal bool Unfair { get; init; }

    internal int Resting => _resting.Count;

    public void Submit(LobsterOrder order)
    {
        Requests.Add($"submit {Name(order)} {Side(order.IsBuy)} {order.Total}@{order.Price}");
        _resting.Add(order);
        SetLeaves(order, order.Total);
    }

    public void Reduce(LobsterOrder order)
    {
        Requests.Add($"reduce {Name(order)} to {order.Total}");
        SetLeaves(order, order.Leaves);
    }

    public void Cancel(LobsterOrder order)
    {
        Requests.Add($"cancel {Name(order)}");
        if (_resting.Remove(order)) SetLeaves(order, 0);
    }

    public void Check(in Checkpoint checkpoint) => tally.Compare(checkpoint, _book.Top);

    public IReadOnlyList<LobsterFill> Aggress(bool isBuy, int price, int size)
    {
        Requests.Add($"ioc {Side(isBuy)} {size}@{price}");
        var fills = new List<LobsterFill>();
        while (size > 0 && Next(isBuy, price) is { } order)
        {
            var part = Math.Min(size, _leaves[order]);
            fills.Add(new LobsterFill(order, part));
            size -= part;
            _leaves[order] -= part;
            if (_leaves[order] == 0) _resting.Remove(order);
        }
        return fills;
    }

    public void Step(LobsterOrder order, int size) => _book.Set(order, order.Reported - size);

    LobsterOrder? Next(bool isBuy, int limit)
    {
        var others = _resting.Where(order => order.IsBuy != isBuy && (isBuy ? order.Price <= limit : order.Price >= limit));
        if (Unfair) others = others.Reverse();
        return isBuy ? others.MinBy(order => order.Price) : others.MaxBy(order => order.Price);
    }

    void SetLeaves(LobsterOrder order, int leaves)
    {
        _leaves[order] = leaves;
        _book.Set(order, leaves);
    }

    static string Name(LobsterOrder order) => order.IsKnown ? order.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : "?";

    static string Side(bool isBuy) => isBuy ? "buy" : "sell";
}
