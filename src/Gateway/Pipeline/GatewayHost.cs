using System.Net;
using Gateway.Configuration;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.Ops;
using Gateway.Ops.Access;
using Gateway.Ops.Api;
using Gateway.RingPipeline;
using Gateway.Venues;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline;

/// <summary>A whole gateway in this process: the core, the exchanges' adapters, the operators' port, the clock's ticks.</summary>
sealed class GatewayHost : IAsyncDisposable
{
    readonly GatewayConfiguration _configuration;
    readonly GatewayCore _core;
    readonly VenueHost _venues;
    readonly OpsServer _ops;
    readonly OperatorDesk _operators;
    readonly TickSource _ticks;
    readonly EventLog _events;
    readonly JournalGuard _guard;
    readonly SnapshotSchedule _snapshots;
    readonly LatencyLog _latencyLog;
    readonly DiskSpace _space;
    readonly TimeSpan _logoutLimit;
    bool _stopped;

    GatewayHost(
        GatewayConfiguration configuration, GatewayCore core, VenueHost venues, OpsServer ops, OperatorDesk operators, MarketSchedule hours, IPEndPoint fix, ILogger log,
        EventLog events)
    {
        _operators = operators;
        // Each session gives its peer up after its own logoutTimeout; a second for what that takes.
        _logoutLimit = TimeSpan.FromSeconds(1 + configuration.Sessions.Select(session => session.LogoutTimeout).DefaultIfEmpty().Max());
        (_configuration, _core, _venues, _ops, FixEndPoint) = (configuration, core, venues, ops, fix);
        _events = events;
        _ticks = new TickSource(core.Inbound, core.Clock, core.Calendars, hours, core.Populate);
        _ = _ticks.Ticking.ContinueWith(task => _failed.TrySetResult(task.Exception!.GetBaseException()), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        _space = new DiskSpace(configuration.Data);
        _guard = new JournalGuard(LookAtRoom, core.Inbound, core.Throttle, log, core.OrdersStopped, () => _failed.TrySetResult(core.JournalFailure!));
        core.JournalShortage = _guard.Look;
        _ = venues.Failed.ContinueWith(task => _failed.TrySetResult(task.Result), TaskScheduler.Default);
        _guard.Start(TimeSpan.FromMilliseconds(250));
        _snapshots = new SnapshotSchedule(configuration, core.Directory, log);
        _latencyLog = new LatencyLog(configuration.Data, core.Latency, log);
    }

    static MarketSchedule Schedule(GatewayConfiguration configuration, GatewayCore core)
        => new(configuration, DateTime.UnixEpoch.AddTicks(core.Recovered.Time.Nanos / 100), DateTime.UnixEpoch.AddTicks(core.Clock.UtcNanos / 100));

    /// <summary>Where strategies connect.</summary>
    internal IPEndPoint FixEndPoint { get; }

    /// <summary>Where operators connect.</summary>
    internal string OpsUrl => _ops.Url;

    /// <summary>The journal directory.</summary>
    internal string Journal => _core.Directory;

    /// <summary>Sequence that the journal had reached at the start.</summary>
    internal long Recovered => _core.Recovered.Sequence;

    /// <summary>Reads the configuration again.</summary>
    internal required ConfigurationReload Reload { get; init; }

    /// <summary>The core; its engine may be looked at when the agents are stopped.</summary>
    internal GatewayCore Core => _core;

    /// <summary>Completes with the reason when an agent has failed: the process has to end.</summary>
    internal Task<Exception> Failed => _failed.Task;

    readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Recovers, connects and starts everything; returns when strategies may log on and the exchanges are up.</summary>
    /// <param name="configuration">Checked; its instruments change as the gateway runs.</param>
    /// <param name="logging">For what operators read.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <param name="load">Reads the configuration again, as at the start; without it there is nothing to read.</param>
    /// <param name="environment">Time, network and files; this machine's when not given.</param>
    /// <exception cref="UserErrorException">Something the user can mend.</exception>
    internal static async Task<GatewayHost> StartAsync(
        GatewayConfiguration configuration, ILoggerFactory logging, CancellationToken cancellation, Func<ConfigurationErrors, GatewayConfiguration>? load = null,
        GatewayEnvironment? environment = null)
    {
        DataDirectory.Prepare(configuration.Data);
        var log = logging.CreateLogger<GatewayHost>();
        var events = new EventLog(log);
        var core = await CreateCoreAsync(configuration, events, environment);
        VenueHost? venues = null;
        OpsServer? ops = null;
        var operators = new OperatorDesk(core.Inbound, core.Inspections, core.Recovered.Sequence);
        core.Attach(operators);
        var hours = Schedule(configuration, core);
        var reload = new ConfigurationReload(configuration, load ?? (_ => configuration), operators, hours);
        try
        {
            core.Configure();
            // Beside what follows: the first orders must not find that the kernel has yet to clear the tables they are written to.
            var memory = Task.Run(() => core.Engine.Populate(TickSource.OrdersAhead), CancellationToken.None);
            var fix = core.Port.Listen();
            venues = await VenueHost.CreateAsync(configuration, core, logging, cancellation);
            GatewayHost? host = null;
            ops = await OpsServer.StartAsync(
                configuration, OperatorApi.Groups(configuration, operators, core.Port.NumberOf, core.Port.Rows, reload), () => host!.Health(),
                new RefusalJournal(core.Inbound, events.Add, TimeProvider.System));
            host = new GatewayHost(configuration, core, venues, ops, operators, hours, fix, log, events) { Reload = reload };
            await memory;
            core.Start(configuration.Layout, host.OnFatal);
            core.Tls.Start();
            await venues.StartAsync(cancellation);
            foreach (var end in core.LogEnds.Where(end => end.Kind == LogEndKind.TornTail)) log.LogWarning("{End}", end);
            log.LogInformation("Recovered to sequence {Sequence}; {Appended} reports were missing in the outbound log.", core.Recovered.Sequence, core.RecoveredOutbound);
            return host;
        }
        catch
        {
            if (ops is not null) await ops.DisposeAsync();
            if (venues is not null) await venues.DisposeAsync();
            core.Dispose();
            await operators.DisposeAsync();
            await events.DisposeAsync();
            throw;
        }
    }

    static async Task<GatewayCore> CreateCoreAsync(GatewayConfiguration configuration, EventLog events, GatewayEnvironment? environment)
    {
        try
        {
            return new GatewayCore(configuration, events.Add, environment);
        }
        catch
        {
            await events.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops accepting, logs sessions out, flushes and closes everything.</summary>
    internal async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await _ops.DisposeAsync();
        await _ticks.DisposeAsync();
        _guard.Dispose();
        await _snapshots.DisposeAsync();
        await _core.Tls.DisposeAsync();
        await _venues.StopAsync();
        _core.Stop();
        LogOut();
        await _latencyLog.DisposeAsync();
        await _venues.DisposeAsync();
        await _operators.DisposeAsync();
        Reload.Dispose();
        await _events.DisposeAsync();
    }

    void LogOut()
    {
        try
        {
            if (!_failed.Task.IsCompleted) _core.LogOut(_logoutLimit);
        }
        catch (JournalFailedException error)
        {
            _failed.TrySetResult(error); // The room, or the disk, has come to its end meanwhile.
        }

        if (_failed.Task.IsCompleted) _core.LogOutFailed(_failed.Task.Result, _logoutLimit);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _core.Dispose();
    }

    GatewayHealth Health()
    {
        var (health, reason) = Room();
        return new(_configuration.Mode, !_stopped && !_failed.Task.IsCompleted, _core.Sequence, _core.Port.LoggedOn, _core.Directory, health, reason);
    }

    // The journal's own shortage before that of the disk beside it: it says how much is left.
    (JournalHealth Health, string Reason) Room()
        => _core.JournalHealth is { Health: JournalHealth.Writable } && _space.Shortage is { } why ? (JournalHealth.ReserveOnly, why) : _core.JournalHealth;

    (JournalHealth Health, string Reason) LookAtRoom()
    {
        _space.Look();
        return Room();
    }

    void OnFatal(IAgent agent, Exception error) => _failed.TrySetResult(error);
}
