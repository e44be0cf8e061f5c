using Gateway.Engine;
using Gateway.Journal.Files;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Simulation.Machine;
using Gateway.Simulation.Nodes;

namespace Gateway.Simulation.Checks;

/// <summary>
/// Replays the journal into an engine of its own, as <c>replay --verify</c> does: every outbound message must be said again, byte for byte, and the
/// state must be the one that the live engine had at the same sequence.
/// </summary>
sealed class ReplayCheck(SimulatedDisk disk, bool archives)
{
    readonly Dictionary<long, StateHash> _seen = [];

    /// <summary>There is a journal with something in it.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>Notes the live engine's state.</summary>
    internal void Note(GatewayCore core)
    {
        _seen[core.Sequence] = core.Engine.StateHash();
        HasBegun |= core.Recovered.Sequence > 0;
    }

    /// <summary>The machine lost its power: what was not on the disk is gone, and what comes instead will be something else.</summary>
    internal void Forget(long after)
    {
        foreach (var sequence in _seen.Keys.Where(sequence => sequence > after).ToList()) _seen.Remove(sequence);
    }

    /// <summary>What the journal holds, how often: inbound, outbound and risk events by their kinds.</summary>
    internal Census Census { get; } = new();

    /// <summary>Passes over the answers to operators' acts: to see that they would be missed.</summary>
    internal bool IsDeaf { get; set; }

    internal void Run(GatewayCore core)
    {
        Note(core);
        IJournalFiles files = archives ? new ArchivedFiles(disk, SimulatedInstallation.Archive) : disk;
        using var start = StartingPoint.Find(core.Directory, new EngineLimits(), new(Snapshots: SnapshotUse.OldestCompared, Files: files));
        if (archives && start.Position.Sequence != 0) throw new SimulationFailure($"the journal and its archive begin only after {start.Position.Sequence}");
        using var comparer = new JournalComparer(core.Directory, files, start.Outbound);
        var observer = new Observer(comparer, start.Engine, _seen, new Answers { IsDeaf = IsDeaf }, Census);
        var position = JournalReplay.Run(core.Directory, start.Engine, observer, files: files, from: new(start.Position, start.Outbound));
        observer.Answers.Complete();
        comparer.Complete(position.Sequence);
        if (comparer.Divergence is { } divergence) throw new SimulationFailure($"replay --verify: {divergence}");
        if (comparer.Missing > 0) throw new SimulationFailure($"replay --verify: {comparer.Missing} outbound messages are not in the log");
        if (position.Sequence != core.Sequence) throw new SimulationFailure($"the journal ends at {position.Sequence}, the gateway at {core.Sequence}");
        observer.CheckAt(position.Sequence);
    }

    sealed class Observer(JournalComparer comparer, ExecutionEngine engine, Dictionary<long, StateHash> seen, Answers answers, Census census) : ReplayObserver
    {
        internal Answers Answers => answers;

        internal override void OnInbound(in Inbound inbound)
        {
            CheckAt(inbound.Sequence - 1);
            answers.OnInbound(in inbound);
            census.OnInbound(in inbound);
        }

        internal override void OnOutbound(in Outbound outbound)
        {
            comparer.OnOutbound(in outbound);
            answers.OnOutbound(in outbound);
            census.OnOutbound(in outbound);
        }

        internal void CheckAt(long sequence)
        {
            if (seen.TryGetValue(sequence, out var live) && engine.StateHash() is var replayed && replayed != live)
                throw new SimulationFailure($"after sequence {sequence} the live state was {live}, replayed it is {replayed}");
        }
    }
}
