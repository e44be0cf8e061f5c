using Gateway.Latency;
using Gateway.Load;
using Spectre.Console;

namespace Gateway.Bench.EndToEnd;

/// <summary><c>gateway</c>: the built gateway beside a raw echo between processes of the same kind, measured in turns in the same run.</summary>
static class GatewayCommand
{
    const int TripsPerRound = 1_000;

    internal static int Run(string[] args)
    {
        var options = new Options(args, "--rounds", "--rate", "--seconds", "--config", "--gateway");
        using var gateway = GatewayProcess.Start(options);
        Console.WriteLine(gateway.Ready);
        Console.WriteLine(MachineFacts.Here());
        using var echo = new EchoProcess();
        var (request, response) = RoundTrips(gateway, echo, options.Number("--rounds", 20));
        var seconds = options.Number("--seconds", 5);
        var runs = new[] { Closed(gateway, 1, 512, seconds), Closed(gateway, 8, 64, seconds), Open(gateway, echo, request, response, options.Number("--rate", 10_000), seconds) };
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
        orders.Run(5 * TripsPerRound, records: false);
        using var echoes = new EchoRoundTrips(echo, orders.RequestBytes, orders.ResponseBytes);
        echoes.Run(5 * TripsPerRound, records: false);
        for (var round = 0; round < rounds; round++)
        {
            orders.Run(TripsPerRound, records: true);
            echoes.Run(TripsPerRound, records: true);
        }
        Console.WriteLine($"one in flight, {rounds} rounds of {TripsPerRound:N0}, blocking sockets, {orders.RequestBytes} bytes there and {orders.ResponseBytes} back, {orders.Refused} refused");
        LoadPrinter.PrintRows(AnsiConsole.Console,
            [PercentileRow.Of("echo", echoes.Echo), PercentileRow.Of("order", orders.Order), PercentileRow.Of("cancel", orders.Cancel)]);
        PrintRatio(orders.Order, echoes.Echo, 50, "p50", "2 now, 1.25 later");
        PrintRatio(orders.Order, echoes.Echo, 99, "p99", "3 now, 1.5 later");
        PrintRatio(orders.Order, echoes.Echo, 99.9, "p99.9", "none");
        return (orders.RequestBytes, orders.ResponseBytes);
    }

    static void PrintRatio(LatencyHistogram order, LatencyHistogram echo, double percentile, string name, string target) =>
        Console.WriteLine($"order to echo, {name}: {order.Percentile(percentile) / (double)echo.Percentile(percentile):F2} (target {target})");

    static LoadResult Closed(GatewayProcess gateway, int sessions, int inFlight, int seconds)
    {
        Console.WriteLine($"\nthroughput: {sessions} sessions, {inFlight} requests in flight on each");
        return Drive(gateway, new LoadPlan { Host = gateway.Host, Port = gateway.Port, Sessions = LoadPlan.SessionNames(sessions), InFlight = inFlight, Duration = TimeSpan.FromSeconds(seconds), OwnsFlow = true });
    }

    static LoadResult Open(GatewayProcess gateway, EchoProcess echo, int request, int response, int rate, int seconds)
    {
        Console.WriteLine($"\nopen loop: {rate:N0} requests a second from planned instants, and as many echoes after it");
        var result = Drive(gateway, new LoadPlan { Host = gateway.Host, Port = gateway.Port, Sessions = LoadPlan.SessionNames(2), Rate = rate, Duration = TimeSpan.FromSeconds(seconds), OwnsFlow = true, Yields = true });
        LoadPrinter.PrintRows(AnsiConsole.Console, [PercentileRow.Of("echo", EchoLoad.Run(echo, request, response, rate, seconds))]);
        return result;
    }

    static LoadResult Drive(GatewayProcess gateway, LoadPlan plan)
    {
        // Buys and sells on accounts of their own: one session can trade with itself, and the accounts add up to what was reported.
        var flow = new OrderFlow(LoadInstrument.ParseList("AAPL,GOOG,AMZN,MSFT"), OrderMix.Parse(OrderMix.Default), plan.Sessions.Length, seed: 1, "A1"u8.ToArray(), "A2"u8.ToArray());
        using var runner = new LoadRunner(plan, flow, ClOrdIdFormat.OfThisRun('T'));
        runner.Connect();
        var before = gateway.ProcessorTime;
        var result = runner.Run(CancellationToken.None);
        LoadPrinter.Print(AnsiConsole.Console, result);
        Console.WriteLine($"gateway's processor time {(gateway.ProcessorTime - before).TotalSeconds:F1} s");
        return result;
    }
}
