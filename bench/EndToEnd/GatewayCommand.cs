using Gateway.Latency;
using Gateway.Load;
using Spectre.Console;

namespace Gateway.Bench.EndToEnd;

/// <summary><c>gateway</c>: the built gateway beside a raw echo between processes of the same kind, measured in turns in the same run.</summary>
static class GatewayCommand
{
    const int TripsPerRound = 1_000;
    const int WarmRounds = 20; // On one processor the compiler has had no turn before.

    internal static int Run(string[] args)
    {
        var options = new Options(args, "--rounds", "--rate", "--seconds", "--turns", "--config", "--gateway", "--processors");
        var placement = Placement.Of(options.Text("--processors"));
        using var gateway = GatewayProcess.Start(options);
        Console.WriteLine(gateway.Ready);
        Console.WriteLine(MachineFacts.Here());
        using var echo = new EchoProcess();
        placement?.PlaceDriver();
        var (request, response) = RoundTrips(gateway, echo, options.Number("--rounds", 20));
        if (placement is not null) return ExitCode.Fine; // The rest means nothing where no thread may go elsewhere.
        var seconds = options.Number("--seconds", 5);
        List<LoadResult> runs = [Closed(gateway, 1, 512, seconds), Closed(gateway, 8, 64, seconds)];
        runs.AddRange(new OpenLoop(gateway, echo, request, response).Run(options.Number("--rate", 10_000), options.Number("--turns", 10)));
        Console.WriteLine($"gateway's processor time {gateway.ProcessorTime.TotalSeconds:F1} s");
        var ok = runs.All(run => run.Ok);
        ok &= StateCheck.Run(gateway, new Dictionary<string, decimal> { ["A1"] = runs.Sum(run => run.Bought), ["A2"] = -runs.Sum(run => run.Sold) });
        Console.WriteLine(ok ? "ok" : "FAILED");
        return ok ? ExitCode.Fine : ExitCode.Findings;
    }

    /// <summary>One in flight, in turns: as many orders as echoes of the same sizes in each round. Returns the sizes.</summary>
    static (int Request, int Response) RoundTrips(GatewayProcess gateway, EchoProcess echo, int rounds)
    {
        using var orders = new OrderRoundTrips(gateway.Host, gateway.Port, "STRAT1");
        orders.Run(WarmRounds * TripsPerRound, records: false);
        using var echoes = new EchoRoundTrips(echo, orders.RequestBytes, orders.ResponseBytes);
        echoes.Run(WarmRounds * TripsPerRound, records: false);
        for (var round = 0; round < rounds; round++)
        {
            orders.Run(TripsPerRound, records: true);
            echoes.Run(TripsPerRound, records: true);
        }
        Console.WriteLine($"one in flight, {rounds} rounds of {TripsPerRound:N0}, blocking sockets, {orders.RequestBytes} bytes there and {orders.ResponseBytes} back, {orders.Refused} refused");
        LoadPrinter.PrintRows(AnsiConsole.Console,
            [PercentileRow.Of("echo", echoes.Echo), PercentileRow.Of("order", orders.Order), PercentileRow.Of("cancel", orders.Cancel)]);
        PrintRatio(orders.Order, echoes.Echo, 50, "p50", "1.25");
        PrintRatio(orders.Order, echoes.Echo, 99, "p99", "1.5");
        PrintRatio(orders.Order, echoes.Echo, 99.9, "p99.9", "none");
        return (orders.RequestBytes, orders.ResponseBytes);
    }

    static void PrintRatio(LatencyHistogram order, LatencyHistogram echo, double percentile, string name, string target) =>
        Console.WriteLine($"order to echo, {name}: {order.Percentile(percentile) / (double)echo.Percentile(percentile):F2} (target {target})");

    static LoadResult Closed(GatewayProcess gateway, int sessions, int inFlight, int seconds)
    {
        Console.WriteLine($"\nthroughput: {sessions} sessions, {inFlight} requests in flight on each");
        var before = gateway.ProcessorTime;
        var (result, _) = GatewayLoad.Run(new LoadPlan { Host = gateway.Host, Port = gateway.Port, Sessions = LoadPlan.SessionNames(sessions), InFlight = inFlight, Duration = TimeSpan.FromSeconds(seconds), OwnsFlow = true });
        var used = gateway.ProcessorTime - before;
        LoadPrinter.Print(AnsiConsole.Console, result);
        Console.WriteLine($"gateway's processor time {used.TotalSeconds:F1} s, {used.TotalNanoseconds / result.Sent:F0} ns a request");
        return result;
    }
}
