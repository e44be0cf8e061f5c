using Gateway.Latency;
using Gateway.Load;

namespace Gateway.Bench.EndToEnd;

/// <summary>One run of the load verb's order flow against the gateway.</summary>
static class GatewayLoad
{
    /// <summary>Trades, logs out. Returns what came of it and the response times of all requests.</summary>
    internal static (LoadResult Result, LatencyHistogram Times) Run(LoadPlan plan)
    {
        // Buys and sells on accounts of their own: one session can trade with itself, and the accounts add up to what was reported.
        var flow = new OrderFlow(LoadInstrument.ParseList("AAPL,GOOG,AMZN,MSFT"), OrderMix.Parse(OrderMix.Default), plan.Sessions.Length, seed: 1, "A1"u8.ToArray(), "A2"u8.ToArray());
        using var runner = new LoadRunner(plan, flow, ClOrdIdFormat.OfThisRun('T'));
        runner.Connect();
        var result = runner.Run(CancellationToken.None);
        return (result, runner.Histograms.All);
    }
}
