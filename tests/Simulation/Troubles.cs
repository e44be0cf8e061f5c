using Gateway.Journal;
using Gateway.Pipeline;
using Gateway.Simulation.Checks;
using Gateway.Simulation.Machine;
using Gateway.Simulation.Nodes.Operators;

namespace Gateway.Simulation;

/// <summary>Everything that goes wrong, and the life of the gateway's process in the middle of it.</summary>
sealed class Troubles(World world, SimulatedDisk disk, ReplayCheck replay, SeededRandom random)
{
    bool _isOver;
    bool _diskIsFull;
    bool _roomIsMissed; // The disk has room again, but the gateway has not looked: what is left may be used up before it does.
    int _failedStarts;
    readonly FileEdits _edits = new(world.Configuration, new SeededRandom(~world.Options.Seed));
    readonly SeededRandom _editing = new(world.Options.Seed + 1);

    /// <summary>What happened how often.</summary>
    internal SortedDictionary<string, int> Counts { get; } = [];

    internal void Draw()
    {
        var options = world.Options;
        if (random.Permille(options.Cuts)) Cut();
        if (random.Permille(options.Cuts)) Silence();
        if (random.Permille(options.SlowReaders)) PauseReader();
        if (random.Permille(options.Logouts)) LogOut();
        if (random.Permille(options.ExchangeFaults)) Misbehave();
        if (random.Permille(options.ClockJumps)) JumpClock();
        if (random.Permille(options.FullDisks)) FillDisk();
        if (random.Permille(options.Crashes)) disk.CrashAt = disk.Calls + 1 + random.Below(40);
        if (random.Permille(options.DiskErrors)) disk.FailAt = disk.Calls + 1 + random.Below(40);
        if (random.Permille(20) && world.Gateway.Core is { } core) replay.Note(core);
        if (random.Permille(options.Questions)) AskAgain();
        if (world.Gateway.IsRunning && random.Permille(options.Operators)) Guarded(Operate);
        if (random.Permille(options.Snapshots) && replay.HasBegun) Guarded(TakeSnapshot);
        if (!world.Gateway.IsRunning) return;
        if (random.Permille(options.Kills)) End("killed", options.Durability == Durability.Disk && random.Below(2) == 0);
        else if (random.Permille(options.Stops)) Guarded(Stop);
    }

    /// <summary>A turn of the gateway; a process that has ended is started again after a while.</summary>
    internal void TurnGateway()
    {
        if (world.Gateway.IsRunning) Guarded(() => world.Gateway.Turn());
        else if (_isOver || random.Below(4) == 0) Guarded(Start);
        if (world.Gateway.Core is { JournalHealth.Health: JournalHealth.Writable }) _roomIsMissed = false;
    }

    /// <summary>Operators let everything trade again, as soon as there is a gateway that hears them.</summary>
    internal void LetTrade()
    {
        for (var done = false; !done;)
        {
            TurnGateway();
            world.Time.Advance(20_000_000);
            var health = world.Gateway.Core?.JournalHealth.Health;
            // The room that a full disk has again is found when some is needed, or by a start: nothing is that only waits to trade.
            if (health == JournalHealth.ReserveOnly) Guarded(Stop);
            if (health != JournalHealth.Writable) continue;
            Guarded(() =>
            {
                world.Operators.LetTrade(world.Gateway.Core!);
                done = true;
            });
        }

        _diskIsFull = false;
    }

    /// <summary>No more of it.</summary>
    internal void End()
    {
        _isOver = true;
        disk.CrashAt = disk.FailAt = disk.CapacityBytes = long.MaxValue;
        disk.ShortWrites = disk.SlowCalls = 0;
        foreach (var peer in world.Strategies.Append(world.DropCopy)) peer.PausedUntil = 0;
        world.Gateway.SlowDisk = 0;
    }

    // What ends a process is found out here; anything else that is thrown is a fault of the gateway.
    void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (SimulatedCrash)
        {
            End("the machine ends in a call to the disk", world.Options.Durability == Durability.Disk);
        }
        catch (JournalFailedException failure) when (IsExcused())
        {
            LastWords(failure);
            End($"the gateway stops: {failure.Message}", powerLoss: false);
        }
        catch (Exception failure) when (failure is UserErrorException or IOException && IsExcused())
        {
            End($"the gateway does not start: {failure.Message}", powerLoss: false);
        }
    }

    // Only a disk that fails, or is full, may stop a gateway.
    bool IsExcused()
    {
        var excused = _diskIsFull || _roomIsMissed || disk.LastFault.Length > 0;
        disk.ForgetFault();
        return excused;
    }

    void Start()
    {
        world.Trace("the gateway starts");
        _roomIsMissed = false;
        if (!_isOver && replay.HasBegun && _editing.Permille(world.Options.Edits) && _edits.Change() is var edit) Happen(edit.Kind, edit.Words);
        if (++_failedStarts > 1_000) throw new SimulationFailure("the gateway does not start any more");
        try
        {
            world.Gateway.Start();
        }
        finally
        {
            ForgetLost();
        }

        _failedStarts = 0;
        Happen("starts", $"the gateway is up, recovered to {world.Gateway.Core!.Recovered.Sequence}");
        if (world.Gateway.Core.StartedFrom is { } snapshot) Happen("starts from a snapshot", $"from {Path.GetFileName(snapshot)}");
        if (world.Gateway.Core.Clock.UtcNanos < world.Gateway.Core.Recovered.Time.Nanos) Happen("starts before the journal's end");
    }

    // A start that ends half-way may have journaled its own messages already, in the place of those that were lost.
    void ForgetLost()
    {
        if (world.Options.Durability == Durability.Disk && world.Gateway.Core is { } core) replay.Forget(core.Recovered.Sequence);
    }

    void Stop()
    {
        Happen("stops", "the gateway is stopped");
        world.Gateway.Stop();
    }

    void End(string why, bool powerLoss)
    {
        Happen(powerLoss ? "power losses" : "kills", $"{why}{(powerLoss ? ", and the power is gone" : "")}");
        world.Gateway.End(powerLoss);
    }

    // The machine may end, or the disk fail again, while sessions are told.
    void LastWords(JournalFailedException failure)
    {
        try
        {
            if (world.Gateway.TellFailure(failure)) Happen("last words");
        }
        catch (SimulatedCrash)
        {
            disk.CrashAt = long.MaxValue;
        }
    }

    Nodes.StrategyNode AnyPeer() => random.Below(4) == 0 ? world.DropCopy : world.Strategies[random.Below(world.Strategies.Count)];

    void Cut()
    {
        if (random.Below(3) == 0)
        {
            if (world.Gateway.CutAny()) Happen("cuts", "a connection of the gateway is cut");
        }
        else if (AnyPeer() is var peer && peer.Cut())
        {
            Happen("cuts", $"the connection of {peer.Name} is cut");
        }
    }

    void Silence()
    {
        if (AnyPeer() is var peer && peer.Silence()) Happen("silences", $"nothing gets through between {peer.Name} and the gateway");
    }

    void PauseReader()
    {
        var peer = AnyPeer();
        peer.PausedUntil = world.Time.Nanos + random.Between(0, 3_000_000_000);
        Happen("slow readers", $"{peer.Name} reads nothing for a while");
    }

    void LogOut()
    {
        var peer = AnyPeer();
        peer.LogOut();
        Happen("logouts", $"{peer.Name} logs out");
    }

    void Misbehave()
    {
        var exchange = world.Exchanges[random.Below(world.Exchanges.Count)];
        var (kind, words) = exchange.Misbehave();
        Happen(kind, $"the {(exchange == world.Exchanges[0] ? "FIX" : "REST")} exchange {words}");
    }

    void Operate()
    {
        if (world.Operators.Act(world.Gateway.Core!) is { } act) Happen(act.Kind, act.Words);
    }

    void AskAgain()
    {
        var peer = AnyPeer();
        if (peer.AskAgain(random)) Happen("questions", $"{peer.Name} asks for old messages again");
    }

    void TakeSnapshot()
    {
        try
        {
            var before = world.Gateway.Retired;
            Happen("snapshots", world.Gateway.TakeSnapshot(world.HaveAllHeard));
            if (world.Gateway.Retired > before) Happen(world.Options.Archives ? "archived segments" : "deleted segments");
        }
        catch (Exception failure) when (failure is IOException or UserErrorException && IsExcused() || failure is SimulatedCrash)
        {
            disk.CrashAt = long.MaxValue; // It is a process of its own that ends here.
            Happen("failed snapshots", $"no snapshot: {failure.Message}");
        }
        finally
        {
            world.Sent.MayForget |= !world.Options.Archives; // Segments may have gone before it failed.
        }
    }

    void JumpClock()
    {
        var nanos = random.Between(-40_000_000_000, 40_000_000_000);
        Happen("clock jumps", $"the gateway's wall clock jumps by {nanos / 1_000_000} ms");
        world.Time.JumpTo(nanos);
    }

    void FillDisk()
    {
        _diskIsFull = !_diskIsFull;
        _roomIsMissed = !_diskIsFull;
        disk.CapacityBytes = _diskIsFull ? disk.UsedBytes + random.Below(3) * world.Options.SegmentBytes : long.MaxValue;
        Happen("full disks", _diskIsFull ? "the disk is full" : "the disk has room again");
    }

    /// <summary>Something went wrong.</summary>
    internal void Happen(string kind, string? words = null)
    {
        Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
        world.Trace(words ?? kind);
    }
}
