using System.Security.Cryptography;
using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Venues;
using Gateway.Venues.Fix;
using Gateway.Venues.Rest;
using Gateway.Venues.Simulated;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline;

/// <summary>
/// The adapters of a configuration's exchanges, and the simulated exchanges among them: these run in this process, but are reached
/// through the same adapters over loopback as any other.
/// </summary>
sealed class VenueHost : IAsyncDisposable
{
    readonly FirstQuotes _quotes;
    readonly List<IVenueAdapter> _adapters = [];
    readonly Dictionary<IVenueAdapter, TimeSpan> _patience = [];
    readonly List<IAsyncDisposable> _simulated = [];
    readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    readonly VenueNews _news;

    VenueHost(VenueNews news) => (_news, _quotes) = (news, new(news));

    /// <summary>Completes with the reason when the files of an exchange can no longer be written: the process has to end.</summary>
    internal Task<Exception> Failed => _failed.Task;

    /// <summary>Starts the simulated exchanges and makes the adapters, not yet started.</summary>
    /// <exception cref="UserErrorException">The files of an exchange cannot be read or written.</exception>
    internal static async Task<VenueHost> CreateAsync(GatewayConfiguration configuration, GatewayCore core, ILoggerFactory logging, CancellationToken cancellation)
    {
        var host = new VenueHost(new VenueNews(new RingInbox(core.Inbound, core.Clock), Names(configuration), core.Tell));
        try
        {
            var installation = Installation.Of(configuration.Data);
            foreach (var venue in configuration.Venues)
            {
                var plan = new VenuePlan(configuration, venue, installation, core.Tls);
                var adapter = await host.CreateAsync(plan, host._quotes, logging, cancellation);
                foreach (var instrument in plan.Instruments) host._quotes.Expect(adapter.Venue, instrument.Symbol);
                host._adapters.Add(adapter);
                host._patience[adapter] = plan.StartPatience;
                core.Attach(adapter);
            }

            return host;
        }
        catch (Exception error)
        {
            await host.DisposeAsync();
            if (error is IOException or UnauthorizedAccessException or InvalidDataException) throw new UserErrorException($"venues: {error.Message}", ExitCode.Unreachable);
            throw;
        }
    }

    /// <summary>
    /// Connects, and waits for the first quotes of whom it has reached; an exchange that cannot be reached stays down, and its adapter goes on trying.
    /// </summary>
    internal async Task StartAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(_adapters.Select(adapter => StartAsync(adapter, cancellation)));
        _quotes.End();
    }

    async Task StartAsync(IVenueAdapter adapter, CancellationToken cancellation)
    {
        var (patience, started) = (_patience[adapter], adapter.StartAsync(cancellation));
        await Task.WhenAny(started, Task.Delay(patience, cancellation));
        if (started.IsCompleted) await started;
        if (adapter.State == VenueState.Up) await _quotes.WaitAsync(adapter.Venue, patience, cancellation);
    }

    /// <summary>Disconnects; orders stay at the exchanges.</summary>
    internal Task StopAsync()
    {
        _news.Stop();
        return Task.WhenAll(_adapters.Select(adapter => adapter.StopAsync(CancellationToken.None)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var adapter in _adapters) await adapter.DisposeAsync();
        foreach (var exchange in _simulated) await exchange.DisposeAsync();
    }

    async Task<IVenueAdapter> CreateAsync(VenuePlan plan, IVenueInbox inbox, ILoggerFactory logging, CancellationToken cancellation)
    {
        var logger = logging.CreateLogger($"Gateway.Venues.{plan.Venue.Venue}");
        return plan.Venue.Access == VenueAccess.Rest
            ? await CreateRestAsync(plan, inbox, logger, cancellation)
            : await CreateFixAsync(plan, inbox, logger, cancellation);
    }

    async Task<IVenueAdapter> CreateRestAsync(VenuePlan plan, IVenueInbox inbox, ILogger logger, CancellationToken cancellation)
    {
        if (!plan.Venue.Simulated) return new RestVenueAdapter(plan.RestOptions(new Uri(plan.Venue.Address), plan.StreamAddress(), plan.Venue.Key, plan.Secret()), inbox, logger);
        var (key, secret) = (NewKey(), NewKey());
        var exchange = new SimulatedRestExchange(Exchange(plan), new SimulatedRestOptions { ApiKey = key, ApiSecret = secret });
        _simulated.Add(exchange);
        await exchange.StartAsync(cancellation);
        return new RestVenueAdapter(plan.RestOptions(exchange.RestAddress, exchange.StreamAddress, key, secret), inbox, logger);
    }

    async Task<IVenueAdapter> CreateFixAsync(VenuePlan plan, IVenueInbox inbox, ILogger logger, CancellationToken cancellation)
    {
        if (!plan.Venue.Simulated) return Adapter(plan, plan.FixOptions(plan.EndPoint(), plan.Venue.Key, plan.Venue.TargetCompId), inbox, logger);
        var (own, exchangeName) = ("GATEWAY", plan.Venue.Venue);
        var options = new SimulatedFixOptions { SenderCompID = exchangeName, TargetCompID = own, StoreDirectory = plan.StoreDirectory("exchange") };
        var exchange = new SimulatedFixExchange(Exchange(plan), options);
        _simulated.Add(exchange);
        await exchange.StartAsync(cancellation);
        return Adapter(plan, plan.FixOptions(exchange.Address, own, exchangeName), inbox, logger);
    }

    FixVenueAdapter Adapter(VenuePlan plan, FixVenueOptions options, IVenueInbox inbox, ILogger logger)
    {
        var adapter = new FixVenueAdapter(options, inbox, logger);
        adapter.Failed += error => Fail(plan, error);
        return adapter;
    }

    SimulatedExchange Exchange(VenuePlan plan)
    {
        var exchange = plan.Exchange();
        exchange.Failed += error => Fail(plan, error);
        return exchange;
    }

    void Fail(VenuePlan plan, Exception error) => _failed.TrySetResult(new VenueFailedException(plan.Venue.Venue, error));

    static Dictionary<ushort, string> Names(GatewayConfiguration configuration)
        => configuration.Venues.ToDictionary(venue => ConfigurationTraffic.VenueNumber(configuration, venue.Venue), venue => venue.Venue);

    static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
