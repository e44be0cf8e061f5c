using System.Net;
using Gateway.Configuration;
using Gateway.Fix.Session;
using Gateway.Journal;
using Gateway.Journal.Retention;
using Gateway.Journal.Snapshots;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Simulation.Machine;
using Gateway.Simulation.Machine.Rest;
using Gateway.Venues;
using Gateway.Venues.Fix;
using Gateway.Venues.Rest;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Simulation.Nodes;

/// <summary>
/// The machine that the gateway runs on, and the gateway's process while there is one: the real core and the real adapters, turned by hand.
/// </summary>
sealed class GatewayNode(GatewayConfiguration configuration, SimulatedNetwork network, SimulatedRestServer server, SimulatedDisk disk, SimulatedTime time, SeededRandom random)
    : IDisposable
{
    const long TickNanos = 1_000_000_000, LookNanos = 250_000_000;

    readonly SimulatedHost _host = network.AddHost("gateway");
    readonly MemoryStore _venueStore = new(bytesMax: 1 << 20);
    FixVenueAdapter? _venue;
    RestVenueAdapter? _rest;
    SimulatedRestNetwork? _restNetwork;
    JournalGuard? _guard;
    MarketSchedule? _hours;
    long _nextTick;
    long _nextLook;
    long _tick;
    int _runs;

    internal GatewayCore? Core { get; private set; }

    internal SimulatedHost Host => _host;

    internal bool IsRunning => Core is not null;

    internal bool AreVenuesSettled => _venue is { IsSettled: true } && _rest is { IsSettled: true };

    internal bool AreVenuesUp => _venue is { State: VenueState.Up } && _rest is { State: VenueState.Up };

    /// <summary>The clock was set back: until it has caught up, time passes at half its speed for the engine.</summary>
    internal bool IsAheadOfClock => Core is { } core && core.Time.Nanos > core.Clock.UtcNanos + TickNanos;

    /// <summary>Of a thousand commits, how many the disk is too slow for.</summary>
    internal int SlowDisk { get; set; }

    /// <summary>A fault on purpose.</summary>
    internal Sabotage Sabotage { get; init; }

    /// <summary>What the gateway tells its operators.</summary>
    internal Action<string> Tell { get; init; } = _ => { };

    /// <summary>Starts a process; throws what keeps it from starting.</summary>
    internal void Start()
    {
        var environment = new GatewayEnvironment
        {
            Time = time, Network = _host, Files = disk, BackgroundJournal = false, PostponeCommit = IsDiskSlow, NewRunId = () => Text64.From($"run-{++_runs}"),
        };
        Core = new GatewayCore(configuration, Tell, environment);
        if (Sabotage == Sabotage.VenuesByPlace) configuration.Venues.ForEach(venue => venue.Number = 0);
        Core.Configure();
        Core.Port.Listen();
        _venue = new FixVenueAdapter(VenueOptions(), new RingInbox(Core.Inbound, Core.Clock));
        Core.Attach(Sabotage == Sabotage.LostCancel ? new CancelEater(_venue, new RingInbox(Core.Inbound, Core.Clock)) : _venue);
        _venue.Begin();
        _restNetwork = new SimulatedRestNetwork(server, network);
        _rest = new RestVenueAdapter(RestOptions(_restNetwork), new RingInbox(Core.Inbound, Core.Clock));
        Core.Attach(_rest);
        _rest.Begin();
        _hours = new MarketSchedule(configuration, DateTime.UnixEpoch.AddTicks(Core.Recovered.Time.Nanos / 100), DateTime.UnixEpoch.AddTicks(Core.Clock.UtcNanos / 100));
        _guard = new JournalGuard(LookAtRoom, Core.Inbound, Core.Throttle, NullLogger.Instance);
        _nextTick = time.Nanos + TickNanos;
        _nextLook = 0;
    }

    /// <summary>The journal could not prepare its next segment, in this life or an earlier one.</summary>
    internal bool HasLackedRoom { get; private set; }

    (JournalHealth Health, string Reason) LookAtRoom()
    {
        HasLackedRoom |= Core!.JournalHealth.Health == JournalHealth.ReserveOnly;
        return Core.JournalHealth;
    }

    bool IsDiskSlow() => random.Permille(SlowDisk) && ++Postponed > 0;

    /// <summary>How many commits came too late.</summary>
    internal int Postponed { get; private set; }

    /// <summary>A turn of each of its threads, in any order.</summary>
    internal int Turn()
    {
        Core!.Commit();
        if (time.Nanos >= _nextTick) Tick();
        if (time.Nanos >= _nextLook)
        {
            _nextLook = time.Nanos + LookNanos;
            _guard!.Look();
        }

        if (random.Below(2) == 0) return _rest!.TakeTurn() + _venue!.Turn() + Core!.DoWork();
        return Core!.DoWork() + _venue!.Turn() + _rest!.TakeTurn();
    }

    /// <summary>The process ends at once; with <paramref name="powerLoss"/> the whole machine does.</summary>
    internal void End(bool powerLoss)
    {
        disk.End(powerLoss);
        _restNetwork?.Die();
        _rest?.Abandon();
        _host.Die();
        _guard?.Dispose();
        _venue?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Core?.Dispose();
        (Core, _venue, _rest, _restNetwork, _guard) = (null, null, null, null, null);
    }

    /// <summary>Ends as an operator ends it: sessions are logged out, the stop is journaled.</summary>
    internal void Stop()
    {
        Core!.LogOut(TimeSpan.FromSeconds(3));
        Core.Dispose();
        End(powerLoss: false);
    }

    /// <summary>Tells the sessions why it ends; false when none is logged on.</summary>
    internal bool TellFailure(Exception failure)
    {
        if (Core is null || Core.Port.LoggedOn == 0) return false;
        Core.LogOutFailed(failure, TimeSpan.FromSeconds(3));
        return true;
    }

    /// <summary>False when it has no connection.</summary>
    internal bool CutAny()
    {
        if (_host.ConnectionCount == 0) return false;
        _host.Cut(random.Below(_host.ConnectionCount));
        return true;
    }

    /// <summary>Takes a snapshot of the journal as the process beside the gateway does, and archives behind it; returns what was done.</summary>
    /// <param name="haveAllHeard">Whether each peer has had all that was said to it.</param>
    internal string TakeSnapshot(Func<GatewayCore, bool> haveAllHeard)
    {
        (var slow, SlowDisk) = (SlowDisk, 0);
        Core?.Commit(); // It would wait for the disk, in the time of the real world.
        SlowDisk = slow;
        if (Core is null || Core.JournalHealth.Health == JournalHealth.Failed) return "no snapshot of a journal that lacks its evidence";
        var options = new StartingOptions(MessagesMax: configuration.Fix.ResendMessagesMax, Files: disk, Tell: Tell);
        var taken = SnapshotTaker.Take(JournalDirectory, options);
        SnapshotList.Prune(JournalDirectory, 1 + random.Below(2), disk);
        var policy = new RetentionPolicy(null, null, 1 + random.Below(3), Archives ? SimulatedInstallation.Archive : null);
        // What is deleted cannot be sent again: who deletes sees to it that everybody has had it.
        var retired = Archives || haveAllHeard(Core) ? SegmentArchive.Apply(JournalDirectory, policy, new(time.UtcNanos), disk) : [];
        Retired += retired.Count;
        return $"a snapshot at {taken.Sequence}, {retired.Count} segments are taken away";
    }

    /// <summary>Segments that the gateway no longer needs to start are kept in an archive rather than deleted.</summary>
    internal bool Archives { get; init; }

    /// <summary>Segments that were taken away.</summary>
    internal int Retired { get; private set; }

    internal static string JournalDirectory => Path.Combine("data", JournalPath.Folder);

    void Tick()
    {
        _nextTick = time.Nanos + TickNanos;
        Core!.Clock.Adjust();
        var message = new Inbound { Kind = InboundKind.ClockTick, ClockTick = new() { Tick = ++_tick } };
        Core.Inbound.TryPublish(in message);
        _hours!.Run(DateTime.UnixEpoch.AddTicks(Core.Clock.UtcNanos / 100), step => Core.Inbound.TryPublish(in step));
        foreach (var passed in Core.Calendars.Due(Core.Clock.UtcNanos))
            while (!Core.Inbound.TryPublish(in passed)) Core.DoWork();
    }

    FixVenueOptions VenueOptions() => new()
    {
        Name = SimulatedInstallation.FixExchange,
        Venue = ConfigurationTraffic.VenueNumber(configuration, SimulatedInstallation.FixExchange),
        Addresses = [new IPEndPoint(IPAddress.Loopback, SimulatedInstallation.VenuePort)],
        SenderCompID = "GATEWAY",
        TargetCompID = SimulatedInstallation.FixExchange,
        Installation = SimulatedInstallation.Mark,
        Instruments = InstrumentsOf(SimulatedInstallation.FixExchange),
        Store = _venueStore,
        Network = _host,
        Clock = time,
        ResendOverlap = 64,
    };

    RestVenueOptions RestOptions(SimulatedRestNetwork way) => new()
    {
        Name = SimulatedInstallation.RestExchange,
        Venue = ConfigurationTraffic.VenueNumber(configuration, SimulatedInstallation.RestExchange),
        BaseAddress = new Uri("http://exchange"),
        StreamAddress = new Uri("ws://exchange"),
        ApiKey = SimulatedRestServer.Key,
        ApiSecret = SimulatedRestServer.Secret,
        Installation = SimulatedInstallation.Mark,
        Instruments = InstrumentsOf(SimulatedInstallation.RestExchange),
        QuoteInterval = TimeSpan.FromSeconds(1),
        Clock = time,
        Network = way,
    };

    VenueInstrument[] InstrumentsOf(string venue)
        => [.. configuration.Instruments.Where(instrument => instrument.Routes.Exists(route => route.Venue == venue)).Select(instrument => new VenueInstrument(instrument.Symbol, instrument.Symbol))];

    public void Dispose()
    {
        if (Core is not null) End(powerLoss: false);
    }
}
