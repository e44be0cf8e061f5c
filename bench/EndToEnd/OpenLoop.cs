using Gateway.Latency;
using Gateway.Load;
using Spectre.Console;

namespace Gateway.Bench.EndToEnd;

/// <summary>Requests from planned instants and as many echoes, in turns of a second, so that what else the machine does meets both alike.</summary>
sealed class OpenLoop(GatewayProcess gateway, EchoProcess echo, int requestBytes, int responseBytes)
{
    readonly LatencyHistogram _orders = new();
    readonly LatencyHistogram _echoes = new();
    readonly List<double> _ratios = [];

    /// <summary>Runs and prints. Returns what came of each turn.</summary>
    internal List<LoadResult> Run(int rate, int turns)
    {
        Console.WriteLine($"\nopen loop: {rate:N0} requests a second from planned instants, {turns} turns of a second with as many echoes after each");
        var (before, time) = (gateway.ContextSwitches, gateway.ProcessorTime);
        List<LoadResult> results = [];
        for (var turn = 0; turn < turns; turn++) results.Add(Turn(rate));
        var after = gateway.ContextSwitches;
        LoadPrinter.PrintRows(AnsiConsole.Console, [PercentileRow.Of("echo", _echoes), PercentileRow.Of("request", _orders)]);
        _ratios.Sort();
        Console.WriteLine($"request to echo, p99: {_orders.Percentile(99) / (double)_echoes.Percentile(99):F2} over all, {_ratios[_ratios.Count / 2]:F2} the median turn, {_ratios[0]:F2} to {_ratios[^1]:F2} (target 1.5)");
        Console.WriteLine($"gateway's processor time {(gateway.ProcessorTime - time).TotalSeconds:F1} s, context switches {after.Voluntary - before.Voluntary:N0} voluntary, {after.Involuntary - before.Involuntary:N0} not");
        foreach (var check in results.SelectMany(result => result.Checks).Where(check => !check.Ok)) Console.WriteLine($"FAILED {check.Name}: {check.Detail}");
        return results;
    }

    LoadResult Turn(int rate)
    {
        var plan = new LoadPlan { Host = gateway.Host, Port = gateway.Port, Sessions = LoadPlan.SessionNames(2), Rate = rate, Duration = TimeSpan.FromSeconds(1), OwnsFlow = true, Yields = true };
        var (result, times) = GatewayLoad.Run(plan);
        var echoes = EchoLoad.Run(echo, requestBytes, responseBytes, rate, seconds: 1);
        _orders.Add(times);
        _echoes.Add(echoes);
        _ratios.Add(times.Percentile(99) / (double)echoes.Percentile(99));
        return result;
    }
}
