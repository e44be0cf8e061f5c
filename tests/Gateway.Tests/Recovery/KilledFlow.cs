using Gateway.Engine;
using Gateway.Pipeline;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>Random orders, cancels and fills of two strategies against a gateway that is killed again and again.</summary>
sealed class KilledFlow(int seed, string data, string config) : IDisposable
{
    readonly Random _random = new(seed);
    readonly DurableStrategy[] _strategies = [new("STRAT1"), new("STRAT2")];
    GatewayProcess? _gateway;
    readonly Dictionary<string, int> _sides = [];
    int _id;

    internal IReadOnlyList<DurableStrategy> Strategies => _strategies;

    internal int Kills { get; private set; }

    /// <summary>A life of the gateway: start, flow, kill.</summary>
    internal void Round(int requestsMax)
    {
        var before = Hash();
        _gateway = GatewayProcess.Run(data, config);
        if (before.Sequence > 0)
        {
            Assert.Equal(before.Sequence, _gateway.Sequence);
            Assert.Equal(before.Hash, Hash(_gateway.Sequence).Hash);
        }

        foreach (var strategy in _strategies) strategy.Connect(_gateway.Fix);
        if (requestsMax == 0) return;
        var count = _random.Next(1, requestsMax);
        for (var i = 0; i < count; i++) Send(_strategies[_random.Next(2)]);
        Thread.Sleep(_random.Next(3) switch { 0 => 0, 1 => _random.Next(5), _ => _random.Next(40) });
        _gateway.Kill();
        Kills++;
        foreach (var strategy in _strategies) strategy.Drop();
    }

    /// <summary>The last life: everything comes to its end, and the orders are asked for.</summary>
    internal void Complete()
    {
        Round(0);
        foreach (var strategy in _strategies) strategy.Settle();
        foreach (var strategy in _strategies) strategy.Settle(); // What the resends of the one have filled for the other.
        foreach (var strategy in _strategies) AskForStatus(strategy);
        foreach (var strategy in _strategies) strategy.Settle();
        foreach (var strategy in _strategies) strategy.LogOut();
        Assert.Equal(0, _gateway!.Terminate());
    }

    public void Dispose()
    {
        _gateway?.Dispose();
        foreach (var strategy in _strategies) strategy.Dispose();
    }

    void AskForStatus(DurableStrategy strategy)
    {
        foreach (var order in strategy.Orders) strategy.Request("H", $"11={order}|790=S{order}|55=AAPL|54={_sides[order]}|");
    }

    void Send(DurableStrategy strategy)
    {
        var id = $"o{_id++}";
        if (_random.Next(5) == 0 && strategy.Orders.Count > 0)
        {
            var target = strategy.Orders[_random.Next(Math.Max(0, strategy.Orders.Count - 50), strategy.Orders.Count)];
            strategy.Request("F", $"11=c{id}|41={target}|55=AAPL|54={_sides[target]}|60=20260101-00:00:00|");
            return;
        }

        strategy.Orders.Add(id);
        _sides[id] = _random.Next(1, 3);
        strategy.Request("D", $"11={id}|55=AAPL|54={_sides[id]}|38={_random.Next(1, 100)}|40=2|44={_random.Next(578, 583)}|59=1|60=20260101-00:00:00|");
    }

    (long Sequence, string Hash) Hash(long until = long.MaxValue)
    {
        var journal = Path.Combine(data, "journal");
        if (!Directory.Exists(journal)) return (0, "");
        using var engine = new ExecutionEngine(JournalReplay.LimitsOf(journal, new EngineLimits { OrdersMax = 20_000, ClientIdsMax = 100_000 }));
        var position = JournalReplay.Run(journal, engine, new Silent(), until);
        return (position.Sequence, engine.StateHash().ToString());
    }

    sealed class Silent : ReplayObserver;
}
