using System.Diagnostics;
using System.Globalization;
using Gateway.Engine;
using Gateway.Pipeline;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>
/// Random orders, cancels and fills of four strategies, in an own book and at exchanges of both kinds, against a gateway that is killed again and
/// again: while it trades, recovers, takes snapshots and rolls segments.
/// </summary>
sealed class KilledFlow(int seed, string data, string config) : IDisposable
{
    // A quarter of the ended orders that the engine remembers.
    const int RememberedMin = 2_000;

    // So many requests, and so long, for the moment of a kill to come; the looks between two requests, those for a snapshot a millisecond apart.
    const int AimedRequestsMax = 1_000, Looks = 10, SnapshotLooks = 50;
    static readonly TimeSpan s_aimLimit = TimeSpan.FromSeconds(2), s_snapshotLimit = TimeSpan.FromSeconds(6);

    readonly Random _random = new(seed);
    readonly DurableStrategy[] _strategies = [new("STRAT1"), new("STRAT2"), new("STRAT3"), new("STRAT4")];
    readonly Dictionary<string, (string Symbol, int Side)> _orders = [];
    readonly KillCensus _census = new(Path.Combine(data, "journal"));
    readonly KillAim _aim = new(Path.Combine(data, "journal"));
    GatewayProcess? _gateway;
    TimeSpan _startTime = TimeSpan.FromSeconds(1);
    int _id;

    internal IReadOnlyList<DurableStrategy> Strategies => _strategies;

    internal int Kills { get; private set; }

    /// <summary>The log of the gateway's latest life.</summary>
    internal string Log => _gateway?.Error ?? "";

    /// <summary>What the kills have interrupted.</summary>
    internal KillCensus Census => _census;

    /// <summary>A life of the gateway: start, flow, kill.</summary>
    internal void Round(int requestsMax)
    {
        var before = Hash();
        while (requestsMax > 0 && before.Sequence > 0 && _random.Next(4) == 0) KillRecovery();
        var started = Stopwatch.StartNew();
        _gateway = GatewayProcess.Run(data, config, "--durability", Durability());
        _startTime = started.Elapsed;
        if (before.Sequence > 0)
        {
            Assert.True(_gateway.Sequence >= before.Sequence); // A start that was killed may have journaled its configuration.
            Assert.Equal(before.Hash, Hash(before.Sequence).Hash);
        }

        foreach (var strategy in _strategies) strategy.Connect(_gateway.Fix);
        if (requestsMax == 0) return;
        var count = _random.Next(1, requestsMax);
        for (var i = 0; i < count; i++) Send(_strategies[_random.Next(_strategies.Length)]);
        var moment = (KillMoment)_random.Next(4);
        if (moment == KillMoment.Any) Thread.Sleep(_random.Next(3) switch { 0 => 0, 1 => _random.Next(5), _ => _random.Next(40) });
        else if (moment == KillMoment.Snapshot) AwaitSnapshot();
        else Await(moment);
        _gateway.Kill(withChildren: moment != KillMoment.Any || _random.Next(2) == 0); // Those that are held end with it.
        Kills++;
        _census.Take();
        foreach (var strategy in _strategies) strategy.Drop();
    }

    /// <summary>Trades on until the moment has come, or for long enough. The gateway is held while it is looked at: what is killed is what was seen.</summary>
    void Await(KillMoment moment)
    {
        var since = Stopwatch.StartNew();
        for (var sent = 0; since.Elapsed < s_aimLimit;)
        {
            for (var look = 0; look < Looks; look++)
                if (IsHeldAt(moment)) return;
            if (sent++ < AimedRequestsMax) Send(_strategies[_random.Next(_strategies.Length)]);
        }
    }

    /// <summary>
    /// The same for a snapshot, asleep: the process that takes it has the lowest priority and gets nothing from a machine that trades or looks without a pause.
    /// </summary>
    void AwaitSnapshot()
    {
        _aim.PassOverSnapshots();
        for (var since = Stopwatch.StartNew(); since.Elapsed < s_snapshotLimit;)
        {
            Send(_strategies[_random.Next(_strategies.Length)]); // Nothing new, and none is written.
            for (var look = 0; look < SnapshotLooks; look++)
            {
                Thread.Sleep(1);
                if (IsHeldAt(KillMoment.Snapshot)) return;
            }
        }
    }

    bool IsHeldAt(KillMoment moment)
    {
        if (!_aim.IsNow(moment)) return false;
        _gateway!.Hold();
        if (_aim.IsNow(moment)) return true;
        _gateway.LetGo();
        return false;
    }

    void KillRecovery()
    {
        var wasRecovering = GatewayProcess.RunAndKill(data, config, AwaitRecovery, "--durability", Durability());
        Kills++;
        if (wasRecovering) _census.TakeOfRecovery();
        else _census.Take();
    }

    /// <summary>Waits until a gateway has its journal, and then for a part of what it takes to become ready.</summary>
    void AwaitRecovery(GatewayProcess gateway)
    {
        Assert.True(Patience.Until(() => gateway.HasExited || _aim.IsOwner(gateway.Id)) && !gateway.HasExited, gateway.Error);
        Thread.Sleep(_startTime / 2 * _random.NextDouble());
    }

    string Durability() => _random.Next(2) == 0 ? "process" : "disk";

    /// <summary>The last life: everything comes to its end, and the orders are asked for.</summary>
    /// <param name="settled">Waits until the exchanges and the strategies agree.</param>
    internal void Complete(Action settled)
    {
        Round(0);
        foreach (var strategy in _strategies) strategy.Settle();
        foreach (var strategy in _strategies) strategy.Settle(); // What the resends of the one have filled for the other.
        settled();
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

    /// <summary>Asks for what is open, and for the latest that have ended: of older ones the engine remembers nothing but their ClOrdIDs.</summary>
    void AskForStatus(DurableStrategy strategy)
    {
        var told = strategy.Known().Where(report => report[150] != "I").ToLookup(OrderOf);
        for (var i = 0; i < strategy.Orders.Count; i++)
            if (strategy.Orders[i] is var order && (i >= strategy.Orders.Count - RememberedMin || IsOpen(told[order].Last())))
                strategy.Request("H", $"11={order}|790=S{order}|{Terms(order)}");
    }

    /// <summary>The ClOrdID that the order of a report began with: a cancel's report has its own.</summary>
    internal static string OrderOf(FixFields report) => report[150] == "4" && report[41] is { } original ? original : report[11]!;

    /// <summary>Whether an order works after this report. A fill of what is about to be cancelled still says that a cancel is pending, with nothing left.</summary>
    internal static bool IsOpen(FixFields report)
        => report[39] is "0" or "1" or "A" or "6" or "E" && decimal.Parse(report[151]!, CultureInfo.InvariantCulture) > 0;

    string Terms(string order) => $"55={_orders[order].Symbol}|54={_orders[order].Side}|";

    void Send(DurableStrategy strategy)
    {
        var id = $"o{_id++}";
        if (_random.Next(5) == 0 && strategy.Orders.Count > 0)
        {
            var target = strategy.Orders[_random.Next(Math.Max(0, strategy.Orders.Count - 50), strategy.Orders.Count)];
            strategy.Request("F", $"11=c{id}|41={target}|{Terms(target)}60=20260101-00:00:00|");
            return;
        }

        var (symbol, quantity, price) = _random.Next(25) switch
        {
            0 => ("BTCUSDT", _random.Next(10, 500) / 10_000m, 60_000 + _random.Next(-300, 301)),
            1 => ("ETHUSDT", _random.Next(10, 500) / 1_000m, 3_000 + _random.Next(-15, 16)),
            _ => ("AAPL", (decimal)_random.Next(1, 100), _random.Next(578, 583)),
        };
        strategy.Orders.Add(id);
        _orders[id] = (symbol, _random.Next(1, 3));
        strategy.Request("D", string.Create(CultureInfo.InvariantCulture, $"11={id}|{Terms(id)}38={quantity}|40=2|44={price}|59=1|60=20260101-00:00:00|"));
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
