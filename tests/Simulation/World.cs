using Gateway.Configuration;
using Gateway.Pipeline;
using Gateway.Simulation.Checks;
using Gateway.Simulation.Machine;
using Gateway.Simulation.Nodes;
using Gateway.Simulation.Nodes.Operators;

namespace Gateway.Simulation;

/// <summary>
/// The whole gateway with its strategies and its exchange, on one thread, from one seed. Only sockets, clock and disk are simulated; everything
/// between them is the code that trades.
/// </summary>
sealed class World : IDisposable
{
    readonly SeededRandom _random;
    readonly SimulatedDisk _disk;
    readonly SimulatedNetwork _network;
    readonly List<RequestFlow> _flows = [];
    readonly Troubles? _troubles;
    readonly ReplayCheck _replay;

    internal World(SimulationOptions options, Action<string>? tell = null)
    {
        Options = options;
        _random = new SeededRandom(options.Seed);
        _tell = tell;
        _disk = new SimulatedDisk(_random.Fork()) 
        {
            ShortWrites = options.ShortWrites, SlowCalls = options.SlowCalls, Lies = options.Sabotage == Sabotage.LyingDisk,
            Stall = WhileDiskIsSlow, Happened = kind => _troubles?.Happen(kind),
        };
        _network = new SimulatedNetwork(Time, _random.Fork())
        {
            DelayMax = options.DelayMax, Fragments = options.Fragments, WindowBytes = options.WindowBytes, Waiting = WhileWaiting,
        };
        if (tell is not null) _network.Tell = Trace;
        Configuration = SimulatedInstallation.Configuration(options);
        var rest = new RestExchangeNode(Configuration, _network, _random.Fork());
        Exchanges = [new FixExchangeNode(Configuration, _network, _random.Fork()), rest];
        Gateway = new GatewayNode(Configuration, _network, rest.Server, _disk, Time, _random.Fork())
        {
            SlowDisk = options.SlowDisk, Tell = Trace, Archives = options.Archives, Sabotage = options.Sabotage,
        };
        Strategies = [.. SimulatedInstallation.Strategies.Select(AddStrategy)];
        DropCopy = new StrategyNode(SimulatedInstallation.DropCopy, _network) { Tell = Trace };
        foreach (var strategy in Strategies) _flows.Add(new RequestFlow(strategy, _random.Fork()));
        if (options.Sabotage == Sabotage.LostFill) Strategies[0].Record.LosesFill = true;
        Operators = new OperatorNode(Configuration, _random.Fork());
        _replay = new ReplayCheck(_disk, options.Archives) { IsDeaf = options.Sabotage == Sabotage.MutedAct };
        Sent = new(SimulatedInstallation.OpeningNanos(options.Opening)) { Garbles = options.Sabotage == Sabotage.OtherResend };
        _network.Told = Hear;
        _troubles = new Troubles(this, _disk, _replay, _random.Fork());
    }

    StrategyNode AddStrategy(string name)
        => new(name, _network, name == SimulatedInstallation.Scheduled ? SimulatedInstallation.Schedule(Options.Opening) : null)
        {
            Tell = Trace, ListsMayBeRefused = () => Gateway.HasLackedRoom,
        };

    readonly Action<string>? _tell;

    internal SimulationOptions Options { get; }

    internal SimulatedTime Time { get; } = new();

    internal GatewayConfiguration Configuration { get; }

    internal GatewayNode Gateway { get; }

    internal List<ExchangeNode> Exchanges { get; }

    internal List<StrategyNode> Strategies { get; }

    internal StrategyNode DropCopy { get; }

    internal OperatorNode Operators { get; }

    /// <summary>All that the gateway has sent to strategies and the drop copy.</summary>
    internal SentMessages Sent { get; }

    /// <summary>What the journal came to hold.</summary>
    internal Census Census => _replay.Census;

    /// <summary>Segments that the journal has come to.</summary>
    internal int Segments => _disk.Names.Count(name => name.EndsWith(".seg", StringComparison.Ordinal));

    /// <summary>Whether each peer has had all that the gateway has said to it.</summary>
    internal bool HaveAllHeard(GatewayCore core)
        => Strategies.Append(DropCopy).All(peer => core.Port.Sessions.Single(session => session.Number == SimulatedInstallation.SessionNumber(peer.Name)) is var session
            && session.Progress.Sequence == core.OutboundSequence && session.Fix.NextSenderMsgSeqNum == peer.Session.NextTargetMsgSeqNum);

    /// <summary>A fingerprint of all files of the journal.</summary>
    internal string Fingerprint() => _disk.Fingerprint();

    internal bool IsTraced => _tell is not null;

    internal Troubles Troubles => _troubles!;

    /// <summary>Tells what happened, at what time.</summary>
    internal void Trace(string what) => _tell?.Invoke(FormattableString.Invariant($"{Time.Nanos / 1e6,12:F3} {Gateway.Core?.Sequence,6} {what}"));

    /// <summary>Lives through all steps and comes to rest.</summary>
    internal void Run()
    {
        // Continuations run where their cause is, or in the adapter's own queue: a test's own context must not take them to other threads.
        var callers = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Live();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(callers);
        }
    }

    void Live()
    {
        Trace(Options.ToString());
        for (var step = 0; step < Options.Steps; step++)
        {
            Step();
            EachStep.Run(this);
        }

        Tampering.Do(Options.Sabotage, Gateway);
        if (Options.Sabotage == Sabotage.LostSegment) _disk.Lose(SimulatedInstallation.Archive);
        Settle();
    }

    void Hear(string from, string to, long since, string message)
    {
        if (IsTraced) Trace($"{from} -> {to}: {WireTrace.Short(message)}");
        if (from == "gateway" && to != "exchange") Sent.Take(to, since, message);
    }

    void Step()
    {
        if (_random.Below(10) < 6)
        {
            var words = _flows[_random.Below(_flows.Count)].Act();
            if (IsTraced) Trace(words);
        }

        if (_random.Below(20) == 0) Exchanges[_random.Below(Exchanges.Count)].Trade();
        _troubles!.Draw();
        Time.Advance(_random.Below(30) == 0 ? _random.Between(0, 3_000_000_000) : _random.Between(0, 2_000_000));
        for (var turns = 1 + _random.Below(5); turns > 0; turns--) Turn(_random.Below(7));
    }

    void Turn(int who)
    {
        switch (who)
        {
            case 0: TurnExchanges(); break;
            case 1: Strategies[_random.Below(Strategies.Count)].Turn(); break;
            case 2: DropCopy.Turn(); break;
            default: _troubles!.TurnGateway(); break;
        }
    }

    void TurnExchanges()
    {
        foreach (var exchange in Exchanges) exchange.Turn();
    }

    // The gateway waits in the middle of a call: time passes for the others.
    void WhileWaiting()
    {
        Time.Advance(1_000_000);
        TurnExchanges();
        foreach (var strategy in Strategies) strategy.Turn();
        DropCopy.Turn();
    }

    // The gateway is in the middle of a call to the file system.
    void WhileDiskIsSlow()
    {
        for (var millis = _random.Below(5); millis >= 0; millis--) WhileWaiting();
    }

    /// <summary>From here on nothing goes wrong any more; everything that is under way comes to its end, and then all must agree.</summary>
    void Settle()
    {
        Trace("from here on all is well");
        _troubles!.End();
        foreach (var exchange in Exchanges) exchange.Recover();
        (_network.DelayMax, _network.Fragments) = (1_000, false);
        _troubles.LetTrade();
        var rest = new Rest(this, _network);
        ComeToRest(rest);
        var complaints = new Complaints();
        new Quiet(this).Check(complaints);
        foreach (var flow in _flows) Trace(flow.MassCancel(all: true));
        complaints.Hear(() => ComeToRest(rest));
        complaints.Hear(() => Headroom.CheckGivenBack(Gateway.Core!.Engine));
        complaints.Hear(() => _replay.Run(Gateway.Core!));
        complaints.Tell();
    }

    void ComeToRest(Rest rest)
    {
        rest.Begin();
        for (var round = 0; !rest.IsReached; round++)
        {
            if (round == 4_000) throw new SimulationFailure($"does not come to rest: {rest.Why}");
            Time.Advance(_network.HasSilence || Gateway.IsAheadOfClock ? 500_000_000 : rest.IsEarly ? 100_000_000 : 20_000_000);
            _troubles!.TurnGateway();
            TurnExchanges();
            foreach (var strategy in Strategies) strategy.Turn();
            DropCopy.Turn();
            _troubles!.TurnGateway();
        }

        Trace("at rest");
        if (Sent.Complaint.Length > 0) throw new SimulationFailure(Sent.Complaint);
    }

    public void Dispose()
    {
        Gateway.Dispose();
        foreach (var exchange in Exchanges) exchange.Dispose();
        foreach (var strategy in Strategies) strategy.Dispose();
        DropCopy.Dispose();
        _disk.Dispose();
    }
}
