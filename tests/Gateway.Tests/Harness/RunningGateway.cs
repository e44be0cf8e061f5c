using System.Net;
using Gateway.Configuration;
using Gateway.Pipeline;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Harness;

/// <summary>A gateway in this process on free ports and a data directory of its own.</summary>
sealed class RunningGateway : IAsyncDisposable
{
    RunningGateway(GatewayHost host, TemporaryDirectory data) => (Host, Data) = (host, data);

    internal GatewayHost Host { get; private set; }

    internal TemporaryDirectory Data { get; }

    internal IPEndPoint Fix => Host.FixEndPoint;

    internal static async Task<RunningGateway> StartAsync(
        Action<GatewayConfiguration>? change = null, TemporaryDirectory? data = null, GatewayEnvironment? environment = null, ILoggerFactory? log = null)
    {
        data ??= new TemporaryDirectory();
        var host = await GatewayHost.StartAsync(Configuration(data.Path, change), log ?? NullLoggerFactory.Instance, CancellationToken.None, environment: environment);
        return new RunningGateway(host, data);
    }

    /// <summary>The embedded default, small enough to start quickly, without exchanges unless they are asked for.</summary>
    internal static GatewayConfiguration Configuration(string data, Action<GatewayConfiguration>? change = null)
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", data), new("fix:port", "0"), new("ops:port", "0")]);
        configuration.Fix.LogonTimeout = Patience.Millis / 1000; // A busy machine's first TLS handshake takes its time.
        configuration.Journal.SegmentBytes = 1 << 20;
        configuration.Capacity.OpenOrders = 10_000;
        configuration.Capacity.ClOrdIds = 100_000;
        change?.Invoke(configuration);
        return configuration;
    }

    internal StrategyClient Connect(string compId = "STRAT1", string beginString = "FIX.4.4", bool logOn = true)
    {
        var client = new StrategyClient(Fix, compId, beginString);
        if (logOn) client.LogOn();
        return client;
    }

    /// <summary>Stops in good order and leaves the data directory.</summary>
    internal async Task<TemporaryDirectory> StopAsync()
    {
        await Host.DisposeAsync();
        return Data;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Data.Dispose();
    }
}
