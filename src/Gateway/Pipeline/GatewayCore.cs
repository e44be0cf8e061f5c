using Gateway.Calendars;
using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Engine.MarketData;
using Gateway.Fix.Transport;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Journal.Writing;
using Gateway.MarketData;
using Gateway.Messages;
using Gateway.Ops;
using Gateway.RingPipeline;
using Gateway.Strategies;
using Gateway.Venues;

namespace Gateway.Pipeline;

/// <summary>
/// Journal, engine, rings, sessions and the agents between them. The constructor recovers; after <see cref="Configure"/> the agents may
/// run, on whatever threads <see cref="Start"/> gives them.
/// </summary>
sealed class GatewayCore : IDisposable
{
    readonly GatewayConfiguration _configuration;
    readonly GatewayEnvironment _environment;
    readonly JournalWriter _journal;
    readonly SessionDirectory _sessions;
    readonly StrategyEgress _egress;
    readonly StrategyApplication _application;
    readonly LogLookup _archive;
    readonly IVenueAdapter?[] _venues;
    readonly PipelineAgent _pipeline;
    readonly EgressAgent _egressAgent;
    readonly MarketDataSource _marketData;
    readonly MarketDataDesk _marketDataDesk;
    readonly IAgent[] _turn;
    readonly IAgent _io;
    readonly CompositeAgent _lastWords;
    readonly StartingPoint _start;
    readonly Action<string> _tell;
    readonly Text64 _runId;
    AgentLayout? _threads;
    bool _disposed;

    /// <summary>Recovers.</summary>
    /// <param name="configuration">Checked.</param>
    /// <param name="tell">Takes what operators want to know; called on the agents' threads.</param>
    /// <param name="environment">Time, network and files; this machine's when not given.</param>
    internal GatewayCore(GatewayConfiguration configuration, Action<string>? tell = null, GatewayEnvironment? environment = null)
    {
        _configuration = configuration;
        _environment = environment ?? GatewayEnvironment.Machine;
        Clock = new GatewayClock(_environment.Time);
        Transport = new FixTransport(_environment.Network);
        _tell = tell ?? (_ => { });
        Tls = new TlsRenewal(_tell);
        Directory = Path.Combine(configuration.Data, JournalPath.Folder);
        _runId = _environment.NewRunId();
        Calendars = new CalendarSource(configuration.Schedules);

        // The truth first: nobody else may write it, and everything else follows from it.
        _journal = OpenJournal();
        _start = StartingPoint.Find(Directory, configuration.Capacity.Limits(), new(MessagesMax: configuration.Fix.ResendMessagesMax, Files: _environment.Files, Tell: _tell));
        Engine = _start.Engine;
        _archive = new LogLookup(_journal, _journal.Outbound, configuration.Journal.Archive is { Length: > 0 } archive ? archive : null);
        var progress = new EgressProgress();
        _sessions = new SessionDirectory(configuration, _start.Limits.SessionsMax, _journal.Sessions, _archive, _start.History, progress, _tell);
        var news = new PeerNews(_tell, _environment.Time);
        Port = new StrategyPort(configuration, Transport, _sessions, Tls, news.Tell);
        _egress = new StrategyEgress(_sessions, progress);
        (Recovered, var outbound, RecoveredOutbound) = Recover();
        VenueNumbers.Assign(configuration.Venues, Engine.Venues(), _start.Limits.VenuesMax);

        // The way of an order: sockets, inbound ring, pipeline, outbound ring, sockets.
        Inbound = new RingBuffer<Inbound>(configuration.Capacity.InboundRing, ProducerType.Multi);
        var results = new RingBuffer<Outbound>(configuration.Capacity.OutboundSlots(configuration.Durability), ProducerType.Single);
        var queue = new InboundQueue(Inbound);
        var books = new RingBuffer<BookChange>(configuration.Capacity.MarketDataRing, ProducerType.Single);
        _marketData = new MarketDataSource(Engine.Feed, books);
        _marketDataDesk = new MarketDataDesk(books.NewPoller(), queue, Clock, Committed, MarketDataLimits());
        Throttle = new RefusalThrottle(() => _journal.ReserveBytes, () => Port.LoggedOn);
        _application = new StrategyApplication(Inbound, queue, _marketDataDesk, Throttle, news.Tell);
        _sessions.OpenAll(_application, queue);
        _venues = new IVenueAdapter?[_start.Limits.VenuesMax + 1];
        Latency = new LatencyStages(_sessions.Names);
        _egressAgent = new EgressAgent(results.NewPoller(), _egress, _venues, Latency, Clock, Committed);
        var channel = new OutboxChannel(results, _journal.Outbound, outbound, Relieve);
        _pipeline = new PipelineAgent(Inbound.NewPoller(), channel, _journal, Engine, _marketData, Clock, Recovered);
        var sessions = new SessionAgent(Transport, _application, Clock);
        var flush = new FlushAgent(Transport, Clock);
        Inspections = new Inspections(Engine);
        _turn = [sessions, _pipeline, Inspections, _egressAgent, _marketDataDesk, flush];
        _io = new CompositeAgent(sessions, _egressAgent, _marketDataDesk, flush);
        _lastWords = new CompositeAgent(sessions, flush);
    }

    /// <summary>The journal directory.</summary>
    internal string Directory { get; }

    /// <summary>The core's state; belongs to the pipeline's thread once started.</summary>
    internal ExecutionEngine Engine { get; }

    /// <summary>Where everything comes in.</summary>
    internal RingBuffer<Inbound> Inbound { get; }

    /// <summary>The wall clock of this process.</summary>
    internal GatewayClock Clock { get; }

    /// <summary>The strategies' sockets.</summary>
    internal FixTransport Transport { get; }

    /// <summary>Where strategies connect.</summary>
    internal StrategyPort Port { get; }

    /// <summary>The certificates of the port and of connections to exchanges.</summary>
    internal TlsRenewal Tls { get; }

    /// <summary>Takes what operators want to know; from any thread.</summary>
    internal Action<string> Tell => _tell;

    /// <summary>Latency by stage.</summary>
    internal LatencyStages Latency { get; }

    /// <summary>How far the journal reached at the start.</summary>
    internal JournalPosition Recovered { get; }

    /// <summary>The snapshot that this start began from; null when from the first message.</summary>
    internal string? StartedFrom => _start.Snapshot;

    /// <summary>Outbound messages that a crash had kept from the log.</summary>
    internal long RecoveredOutbound { get; }

    /// <summary>How each log ended when it was opened; what a crash had left unfinished is cut.</summary>
    internal IReadOnlyList<LogEnd> LogEnds => _journal.Recovery;

    /// <summary>What the journal may still take, and why not more; readable from any thread.</summary>
    internal (JournalHealth Health, string Reason) JournalHealth => (_journal.Health, _journal.HealthReason);

    /// <summary>Why the journal takes nothing more, or null; readable from any thread.</summary>
    internal JournalFailedException? JournalFailure
        => new LogWriter[] { _journal.Inbound, _journal.Outbound, _journal.Sessions }.FirstOrDefault(log => log.Health == Journal.JournalHealth.Failed) is { } log
            ? new JournalFailedException(log) : null;

    /// <summary>Called on a thread of the journal when it may take less, or more again.</summary>
    internal Action? JournalShortage
    {
        set => _journal.ShortageChanged = value;
    }

    /// <summary>Holds back requests that would be refused while the journal may take less.</summary>
    internal RefusalThrottle Throttle { get; }

    /// <summary>The recovered state takes no orders because the journal had no room: for the caller before the agents run.</summary>
    internal bool OrdersStopped => Engine.Scopes().Any(scope => scope is { Scope: ScopeKind.Firm, Imposed: RejectReason.JournalUnavailable });

    /// <summary>Sequence of the last inbound message taken.</summary>
    internal long Sequence => _pipeline.Sequence;

    /// <summary>Its stamp; for the pipeline's thread.</summary>
    internal Timestamp Time => _pipeline.Time;

    /// <summary>Sequence of the last outbound message appended; for the pipeline's thread.</summary>
    internal long OutboundSequence => _journal.Outbound.LastSequence;

    /// <summary>Market data snapshots that took the place of increments for slow readers; a glance from any thread.</summary>
    internal long Conflations => _marketDataDesk.Conflations;

    /// <summary>When days end and sessions are.</summary>
    internal CalendarSource Calendars { get; }

    /// <summary>Lets others look at the engine while the agents run.</summary>
    internal Inspections Inspections { get; }

    /// <summary>Tells operators of what concerns them; before the agents run.</summary>
    internal void Attach(OperatorDesk operators) => _egressAgent.Operators = operators;

    /// <summary>Registers the adapter of a venue, before the agents run.</summary>
    internal void Attach(IVenueAdapter adapter) => _venues[adapter.Venue] = adapter;

    /// <summary>Journals the start of this run and its configuration; opening balances only where there is none yet.</summary>
    internal void Configure()
    {
        var started = new Inbound { Kind = InboundKind.RunStarted };
        started.RunStarted.RunId = _runId;
        started.RunStarted.Mode = Text16.From(_configuration.Mode);
        started.RunStarted.ConfigurationHash = Text64.From(ConfigurationHash.Of(_configuration));
        started.RunStarted.Capacities = _start.Limits.Capacities;
        var withdrawn = Withdrawals.Of(_configuration, Engine).ToList();
        Take(in started);
        foreach (var message in ConfigurationTraffic.Messages(_configuration, _sessions.Messages()).Concat(withdrawn)) Take(in message);
        foreach (var message in Calendars.Due(Clock.UtcNanos)) Take(in message);
        foreach (var message in ConfigurationTraffic.OpeningBalances(_configuration))
            if (!_start.History.Balances.Contains((message.BalanceSet.Account, message.BalanceSet.Asset))) Take(in message);
    }

    /// <summary>Runs the agents on threads. The inline layout is for callers of <see cref="DoWork"/>: a process of its own has none, and gets the shared one.</summary>
    internal void Start(ThreadLayout layout, Action<IAgent, Exception> onFatal)
    {
        if (layout == ThreadLayout.Inline) layout = ThreadLayout.Shared;
        var options = new AgentLayoutOptions { Idle = _ => Idle(layout), OnFatal = onFatal };
        _threads = layout == ThreadLayout.Dedicated
            ? new AgentLayout(layout, options, _io, new CompositeAgent(_pipeline, Inspections))
            : new AgentLayout(layout, options, _turn);
        _threads.Start();
    }

    /// <summary>The agents of a turn, in their order.</summary>
    internal IReadOnlyList<IAgent> Agents => _turn;

    /// <summary>One turn of all agents on the caller's thread; only in the inline layout or before the start.</summary>
    internal int DoWork()
    {
        var work = 0;
        foreach (var agent in _turn) work += agent.DoWork();
        return work;
    }

    /// <summary>Takes from the system the memory that so many further orders need; any thread may, while the agents run.</summary>
    internal void Populate(int orders)
    {
        Engine.Populate(orders);
        foreach (var session in _sessions.Open) session.Store.Populate(orders);
    }

    /// <summary>For a journal without threads of its own: commits what was postponed.</summary>
    internal void Commit() => _journal.Commit();

    /// <summary>Ends the agents' threads; the caller's thread then owns everything.</summary>
    internal void Stop()
    {
        _threads?.Stop();
        _threads = null;
    }

    /// <summary>After <see cref="Stop"/>: logs every session out and lets what is under way come to its end.</summary>
    internal void LogOut(TimeSpan limit)
    {
        _journal.Sessions.IsShuttingDown = true;
        new Farewell(Transport, _sessions, Clock).Say("The gateway stops.", limit, DoWork);
        var stopped = new Inbound { Kind = InboundKind.RunStopped };
        stopped.RunStopped.Cause = Text32.From("stopped");
        Take(in stopped);
    }

    /// <summary>
    /// After <see cref="Stop"/>, when nothing more may be decided: tells every session why. Where the log that failed is the sessions' own, they are
    /// cut instead: without its record the number of a Logout could be used a second time. The end is journaled as long as the inbound log is whole,
    /// and what it holds is not itself the fault.
    /// </summary>
    internal void LogOutFailed(Exception error, TimeSpan limit)
    {
        var isFault = error is not (JournalFailedException or VenueFailedException);
        var why = isFault ? "internal fault" : error.Message;
        _journal.Sessions.IsShuttingDown = true;
        try
        {
            _application.IsClosed = true;
            SayLast(); // Nothing when it is the sessions log.
            new Farewell(Transport, _sessions, Clock).Say($"The gateway stops: {why}", limit, SayLast);
        }
        catch (JournalFailedException)
        {
            // The sessions log has failed, perhaps only now: what it does not hold must not leave.
        }

        if (!isFault) _pipeline.RecordStop(Text32.From(error is JournalFailedException ? "journal failed" : "exchange's records failed"));
    }

    int SayLast() => _journal.Sessions.Health == Journal.JournalHealth.Failed ? throw new JournalFailedException(_journal.Sessions) : _lastWords.DoWork();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return; // The engine's tables are native memory: freed once.
        _disposed = true;
        Stop();
        Transport.Dispose();
        _marketDataDesk.Dispose();
        _start.Dispose();
        _archive.Dispose();
        _journal.Dispose();
    }

    void Take(in Inbound message)
    {
        while (!Inbound.TryPublish(in message)) DoWork();
        DoWork();
    }

    (JournalPosition Inbound, long Outbound, long Appended) Recover()
    {
        using var recovery = new Recovery(Directory, _journal.Outbound, _start, _environment.Files);
        var position = JournalReplay.Run(Directory, Engine, recovery, files: _environment.Files, from: new(_start.Position, _start.Outbound));
        if (position.Sequence != _journal.Inbound.LastSequence)
            throw new UserErrorException($"The inbound log is damaged after sequence {position.Sequence}, though it reaches {_journal.Inbound.LastSequence}: 'gateway journal verify' says where.", ExitCode.Unreachable);
        recovery.Complete();
        _egress.Restored(recovery.Outbound);
        return (position, recovery.Outbound, recovery.Appended);
    }

    IIdleStrategy Idle(ThreadLayout layout)
    {
        if (layout == ThreadLayout.Dedicated) return new BusySpinIdleStrategy();
        var idle = new SocketIdleStrategy(Transport, HasWork);
        Inbound.Sequencer.AddSleeper(idle.Sleeper);
        Inspections.Asked = idle.Wake;
        _journal.Changed = idle.Wake; // On the disk dial reports wait for the sync of their cause.
        return idle;
    }

    bool HasWork()
        => Inbound.Occupancy > 0 || _egressAgent.HasWork || _marketData.HasWork || _marketDataDesk.HasWork || Inspections.HasWork;

    // A full outbound ring: in one duty cycle the egress has to be let on here, on threads of its own it goes on by itself.
    void Relieve()
    {
        _journal.CommitMessages(); // What one message leads to may be more than the ring holds: its cause must not wait for the end of the turn.
        if (_journal.Inbound.Health == Journal.JournalHealth.Failed) throw new JournalFailedException(_journal.Inbound); // It will never be committed.
        if (_threads is { Layout: ThreadLayout.Dedicated }) Thread.SpinWait(8);
        else if (_egressAgent.DoWork() == 0) Thread.SpinWait(8);
    }

    MarketDataOptions MarketDataLimits() => new(
        _start.Limits.OrdersMax, Math.Min(_configuration.Fix.MarketDataBufferBytes, _configuration.Fix.SendBufferBytesMax / 2),
        _configuration.Fix.MarketDataInstrumentsMax);

    long Committed() => _journal.Inbound.CommittedSequence;

    JournalWriter OpenJournal()
    {
        try
        {
            return JournalWriter.Open(Directory, Options(), _runId, new(Clock.UtcNanos));
        }
        catch (Exception error) when (error is IOException or JournalDamagedException)
        {
            throw new UserErrorException(error.Message, ExitCode.Unreachable);
        }
    }

    JournalOptions Options() => new()
    {
        Durability = _configuration.Durability,
        InboundSegmentBytes = _configuration.Journal.SegmentBytes,
        OutboundSegmentBytes = _configuration.Journal.SegmentBytes,
        SessionsSegmentBytes = Math.Min(new JournalOptions().SessionsSegmentBytes, _configuration.Journal.SegmentBytes),
        Background = _environment.BackgroundJournal,
        Postpone = _environment.PostponeCommit,
        Files = _environment.Files,
        Checked = StartingPoint.Checked(Directory, _environment.Files),
    };
}
