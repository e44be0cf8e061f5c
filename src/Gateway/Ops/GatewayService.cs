using System.Runtime.InteropServices;
using Gateway.Configuration;
using Gateway.Load;
using Gateway.Messages;
using Gateway.Pipeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Gateway.Ops;

/// <summary>What the command line asks of the service beyond the configuration.</summary>
/// <param name="Demo">Attach the sample strategy.</param>
/// <param name="Load">Reads the configuration again, as at the start.</param>
sealed record GatewayServiceOptions(bool Demo, Func<ConfigurationErrors, GatewayConfiguration> Load);

/// <summary>The gateway as a hosted service: SIGTERM and Ctrl-C come from the host.</summary>
sealed class GatewayService(
    GatewayConfiguration configuration, GatewayServiceOptions options, IHostApplicationLifetime lifetime, ILoggerFactory logging) : IHostedService, IDisposable
{
    readonly ILogger _log = logging.CreateLogger<GatewayService>();
    readonly CancellationTokenSource _stopping = new();
    GatewayHost? _gateway;
    Task _demo = Task.CompletedTask;
    PosixSignalRegistration? _hangUp;

    /// <summary>What the process exits with.</summary>
    internal int ExitCode { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration.WarmUp) WarmUp.Run(_log);
        _gateway = await GatewayHost.StartAsync(configuration, logging, cancellationToken, options.Load);
        _ = _gateway.Failed.ContinueWith(task => Fail(task.Result), TaskScheduler.Default);
        Console.WriteLine(
            $"ready fix={_gateway.FixEndPoint} ops={_gateway.OpsUrl} mode={configuration.Mode} journal={_gateway.Journal} sequence={_gateway.Recovered}");
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true; // The default would end the process.
            _ = ReloadAsync(_gateway.Reload);
        });
        if (options.Demo) _demo = DemoAsync(_gateway);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _hangUp?.Dispose();
        await _stopping.CancelAsync();
        await _demo;
        if (_gateway is not null) await _gateway.DisposeAsync();
    }

    async Task ReloadAsync(ConfigurationReload reload)
    {
        try
        {
            var view = await reload.RunAsync(Text16.From(ConfigurationRules.IsName(Environment.UserName, Text16.Capacity) ? Environment.UserName : "signal"), Text64.From("SIGHUP"), _stopping.Token);
            foreach (var line in ReloadPrinter.Refusals(view)) _log.LogError("Configuration read again: {Line}", line);
            foreach (var line in ReloadPrinter.Lines(view)) _log.LogInformation("Configuration read again: {Line}", line);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            _log.LogError("Configuration not read again: {Reason}", error.Message);
        }
    }

    // The gateway goes on whatever becomes of the sample strategy.
    async Task DemoAsync(GatewayHost gateway)
    {
        try
        {
            await DemoStrategy.RunAsync(gateway.FixEndPoint.Address.ToString(), gateway.FixEndPoint.Port, configuration.Data, AnsiConsole.Console, _stopping.Token);
            if (!_stopping.IsCancellationRequested) Console.WriteLine("The gateway keeps running; Ctrl-C stops it.");
        }
        catch (UserErrorException error)
        {
            _log.LogError("The sample strategy ended: {Reason}", error.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    // A broken invariant, a failed journal or records of an exchange that cannot be kept: nothing after it could be proven.
    void Fail(Exception error)
    {
        _log.LogCritical(error is JournalFailedException or VenueFailedException ? null : error, "The gateway stops: {Reason}", error.Message);
        ExitCode = Gateway.ExitCode.Findings;
        lifetime.StopApplication();
    }
}
