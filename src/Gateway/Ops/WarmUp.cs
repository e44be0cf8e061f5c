using System.Globalization;
using Gateway.Configuration;
using Gateway.Load;
using Gateway.Pipeline;
using Gateway.RingPipeline;
using Microsoft.Extensions.Logging;

namespace Gateway.Ops;

/// <summary>
/// Trades some thousands of orders in a scratch gateway before the real one says that it is ready, so that the first strategy's first order does not
/// pay for the compilation of its own way, and the way is compiled for what orders do on it.
/// </summary>
static class WarmUp
{
    // A method is compiled for good when it was called thirty times, looked at, and called thirty times again.
    const int Requests = 40_000;
    const int InFlight = 16;

    static readonly TimeSpan s_limit = TimeSpan.FromSeconds(3);

    /// <summary>Of the directory that a warm-up of this process trades in.</summary>
    internal static string DirectoryPrefix { get; } = string.Create(CultureInfo.InvariantCulture, $"gateway-warm-up-{Environment.ProcessId}-");

    /// <summary>Runs it; whatever goes wrong costs nothing but the warmth.</summary>
    internal static void Run(ILogger log)
    {
        try
        {
            var data = Directory.CreateTempSubdirectory(DirectoryPrefix).FullName;
            try
            {
                RunIn(data, log);
            }
            finally
            {
                Directory.Delete(data, recursive: true);
            }
        }
        catch (Exception error) when (error is UserErrorException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            log.LogWarning("Without a warm-up in {Directory} the first orders will be slow: {Reason}", Path.GetTempPath(), error.Message);
        }
    }

    static void RunIn(string data, ILogger log)
    {
        using var core = new GatewayCore(Configuration(data));
        core.Configure();
        var address = core.Port.Listen();
        core.Start(ThreadLayout.Shared, (_, error) => log.LogWarning("Warm-up: {Reason}", error.Message));
        Trade(address.Address.ToString(), address.Port);
    }

    static GatewayConfiguration Configuration(string data)
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", data), new("fix:port", "0")]);
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        configuration.Venues.Clear();
        configuration.Journal.SegmentBytes = 16 << 20;
        (configuration.Capacity.OpenOrders, configuration.Capacity.ClOrdIds) = (10_000, 100_000);
        return configuration;
    }

    static void Trade(string host, int port)
    {
        var plan = new LoadPlan
        {
            Host = host, Port = port, Sessions = LoadPlan.SessionNames(2), InFlight = InFlight, RequestsMax = Requests,
            Duration = s_limit, Yields = true,
        };
        var flow = new OrderFlow(LoadInstrument.ParseList("AAPL,GOOG"), OrderMix.Parse(OrderMix.Default), sessions: 2, seed: 1);
        using var runner = new LoadRunner(plan, flow, ClOrdIdFormat.OfThisRun('W'));
        runner.Connect();
        runner.Run(CancellationToken.None);
    }
}
