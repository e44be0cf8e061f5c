using System.Runtime.InteropServices;
using Gateway.Configuration;
using Gateway.Load;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.RingPipeline;
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
        _gateway = await GatewayHost.StartAsync(configuration, logging, cancellationToken);
        _ = _gateway.Failed.ContinueWith(task => Fail(task.Result), TaskScheduler.Default);
        Console.WriteLine(
            $"ready fix={_gateway.FixEndPoint} ops={_gateway.OpsUrl} mode={configuration.Mode} journal={_gateway.Journal} sequence={_gateway.Recovered}");
        ReloadOnHangUp(_gateway.Core.Inbound);
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

    void ReloadOnHangUp(RingBuffer<Inbound> inbound)
    {
        var reload = new ConfigurationReload(options.Load, inbound, logging.CreateLogger<ConfigurationReload>());
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true; // The default would end the process.
            reload.Run(configuration);
        });
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

    // A broken invariant or a failed journal: nothing after it could be proven.
    void Fail(Exception error)
    {
        _log.LogCritical(error is JournalFailedException ? null : error, "The gateway stops: {Reason}", error.Message);
        ExitCode = Gateway.ExitCode.Findings;
        lifetime.StopApplication();
    }
}
