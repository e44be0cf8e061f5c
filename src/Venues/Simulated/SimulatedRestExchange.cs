using Gateway.Venues.Simulated.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Venues.Simulated;

/// <summary>
/// A simulated exchange that speaks Binance Spot's REST and WebSocket dialect on loopback: signatures, receive window, filters,
/// error codes, user data and best price streams, and the faults one asks for.
/// </summary>
public sealed class SimulatedRestExchange : IAsyncDisposable
{
    readonly SimulatedExchange _exchange;
    readonly WebApplication _host;
    readonly StreamHub _streams;

    /// <summary>A face for an exchange, not yet listening; it disposes of the exchange with itself.</summary>
    public SimulatedRestExchange(SimulatedExchange exchange, SimulatedRestOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _exchange = exchange;
        _streams = new StreamHub(exchange, Faults);
        var dispatcher = new RestDispatcher(exchange, options, Faults, _streams, new RestAdmin(exchange, Faults, _streams));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions()); // No files, no environment, no console logger.
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, options.Port));
        _host = builder.Build();
        _host.UseWebSockets();
        _host.Run(dispatcher.HandleAsync);
    }

    /// <summary>What it does wrong.</summary>
    public ExchangeFaults Faults { get; } = new();

    /// <summary>Root of the REST interface; known once started.</summary>
    public Uri RestAddress => new(Address("http"));

    /// <summary>Root of the streams; known once started.</summary>
    public Uri StreamAddress => new(Address("ws"));

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public Task StartAsync(CancellationToken cancellation) => _host.StartAsync(cancellation);

    /// <summary>Stops; open connections are cut.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _streams.Disconnect();
        await _host.StopAsync(cancellation);
    }

    /// <summary>Cuts all streams, as a network does.</summary>
    public void DisconnectStreams() => _streams.Disconnect();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _streams.Disconnect();
        await Server.StopAsync(new CancellationToken(canceled: true)); // Disposing of it would wait for that, and hold a thread of the pool meanwhile.
        await _host.DisposeAsync();
        _exchange.Dispose();
    }

    IServer Server => _host.Services.GetRequiredService<IServer>();

    string Address(string scheme)
    {
        var address = Server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return $"{scheme}{address[address.IndexOf(':')..]}";
    }
}
