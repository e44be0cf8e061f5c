using System.Diagnostics;
using System.Globalization;
using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Snapshots;
using Gateway.Latency;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Bench.EndToEnd.Journal;

/// <summary>
/// A snapshot of a million open orders: how long the pipeline stands still meanwhile, how long it takes, and how quick a start from it is. It is taken
/// by a process of its own, as <c>run</c> has it done with lower priority, while a pipeline with these orders goes on at planned times.
/// </summary>
sealed class SnapshotCost(string folder) : IJournalCost
{
    const int Orders = 1_000_000, PricesPerSide = 4000;

    static readonly TimeSpan s_step = TimeSpan.FromMicroseconds(500);

    readonly string _data = Path.Combine(folder, "snapshot");
    GatewayCore? _core;
    ushort _session;
    int _number;

    public void Prepare()
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", _data), new("journal:snapshotMinutes", "0")]);
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        configuration.Limits.Clear();
        configuration.Capacity.OpenOrders = Orders + 1000;
        _core = new GatewayCore(configuration);
        _core.Configure();
        _session = _core.Port.NumberOf("STRAT1");
        var balance = new Inbound { Kind = InboundKind.BalanceSet };
        balance.BalanceSet = new() { Account = Text16.From("A1"), Asset = Text16.From("USD"), Amount = Money.Parse("90000000000") };
        RecoveryCost.Drive(_core, [balance]);
        for (var i = 0; i < Orders / 1000; i++) RecoveryCost.Drive(_core, Enumerable.Range(0, 1000).Select(_ => Order()).ToArray());
        if (_core.Engine.OpenOrders().Length != Orders) throw new InvalidOperationException($"{_core.Engine.OpenOrders().Length:N0} open orders.");
    }

    public void Round(JournalScore score)
    {
        foreach (var file in SnapshotList.Load(_core!.Directory)) File.Delete(file.Path);
        var start = Stopwatch.GetTimestamp();
        using var taking = Process.Start(new ProcessStartInfo("dotnet", [typeof(GatewayCore).Assembly.Location, "journal", "snapshot", _core.Directory]) { RedirectStandardOutput = true })!;
        var during = Trade(() => taking.HasExited);
        var taken = Stopwatch.GetElapsedTime(start);
        var without = Trade(() => Stopwatch.GetElapsedTime(start) > 2 * taken);
        score.Take("snapshot of 1 M open orders: longest turn of the pipeline", "ms", during.Max / 1e6, without.Max / 1e6, "below 20", (ours, _) => ours < 20);
        score.Take("the same, p99.9 from planned times", "ms", during.Percentile(99.9) / 1e6, without.Percentile(99.9) / 1e6, "", (_, _) => true);
        var path = SnapshotList.Load(_core.Directory).Single().Path;
        score.Take($"taking it, {new FileInfo(path).Length >> 20} MiB, replay included", "s", taken.TotalSeconds, Write(path), "", (_, _) => true);
        score.Take("start from it", "s", StartFrom(path), Read(path), "below 2", (ours, _) => ours < 2);
        score.Take("`run` from it until `ready`, beside `run` from nothing", "s", Run(_core.Directory), Run(null), "2 more at most", (ours, ratio) => ours - ours / ratio < 2);
    }

    /// <summary>An order and its cancel in turns, each from its planned time; the plain loop is the same without a snapshot.</summary>
    LatencyHistogram Trade(Func<bool> isOver)
    {
        var latencies = new LatencyHistogram();
        var start = Stopwatch.GetTimestamp();
        for (var planned = TimeSpan.Zero; !isOver(); planned += s_step)
        {
            var order = Order();
            while (Stopwatch.GetElapsedTime(start) < planned) Thread.SpinWait(20);
            RecoveryCost.Drive(_core!, [order, Cancel(in order)]);
            latencies.Record((long)(Stopwatch.GetElapsedTime(start) - planned).TotalNanoseconds);
        }

        return latencies;
    }

    Inbound Order()
    {
        var order = new Inbound { Kind = InboundKind.NewOrder, Session = _session, SendingTime = new(_core!.Clock.UtcNanos) };
        var buys = ++_number % 2 == 0;
        order.NewOrder = new()
        {
            ClOrdId = Text64.From(string.Create(CultureInfo.InvariantCulture, $"order-{_number}")), Symbol = Text24.From("AAPL"), Side = buys ? Side.Buy : Side.Sell,
            Quantity = Quantity.Parse("1"), Type = OrderType.Limit, TimeInForce = TimeInForce.Day,
            Price = new((buys ? 100 : 200) * FixedPoint.One + _number / 2 % PricesPerSide * FixedPoint.One / 100),
        };
        return order;
    }

    Inbound Cancel(ref readonly Inbound order)
    {
        var cancel = new Inbound { Kind = InboundKind.CancelOrder, Session = _session, SendingTime = order.SendingTime };
        cancel.CancelOrder = new() { ClOrdId = Text64.From($"c{_number}"), OrigClOrdId = order.NewOrder.ClOrdId, Symbol = order.NewOrder.Symbol, Side = order.NewOrder.Side };
        return cancel;
    }

    double StartFrom(string path)
    {
        GC.Collect();
        var watch = Stopwatch.GetTimestamp();
        using var start = StartingPoint.Find(_core!.Directory, new EngineLimits(), new StartingOptions());
        var seconds = Stopwatch.GetElapsedTime(watch).TotalSeconds;
        return start.Snapshot == path && start.Engine.OpenOrders().Length == Orders ? seconds : throw new InvalidOperationException($"It started from {start.Snapshot ?? "nothing"}.");
    }

    /// <summary>The whole program on a copy of a journal, or on none: its start, the exchanges' first quotes and all.</summary>
    double Run(string? from)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "run")).FullName;
        var journal = Directory.CreateDirectory(Path.Combine(data, JournalPath.Folder)).FullName;
        foreach (var file in from is null ? [] : Directory.GetFiles(from, "*.s*")) File.Copy(file, Path.Combine(journal, Path.GetFileName(file)));
        var start = Stopwatch.GetTimestamp();
        using var gateway = GatewayProcess.Start(data);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static double Read(string path)
    {
        var start = Stopwatch.GetTimestamp();
        _ = File.ReadAllBytes(path);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static double Write(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var start = Stopwatch.GetTimestamp();
        using var file = PosixFiles.Instance.Open(path + ".plain", FileUse.Create);
        for (var offset = 0; offset < bytes.Length;) offset += file.Write(bytes.AsSpan(offset), offset);
        file.Sync();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        File.Delete(path + ".plain");
        return seconds;
    }

    public void Dispose()
    {
        _core?.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
