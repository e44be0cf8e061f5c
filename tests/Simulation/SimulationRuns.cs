using System.Collections.Concurrent;

namespace Gateway.Simulation;

/// <summary>Many worlds, each from its seed, on all processors: each is on one thread and shares nothing.</summary>
sealed class SimulationRuns
{
    /// <summary>Steps of a world unless told otherwise: short lives, many of them.</summary>
    internal const int Steps = 250;

    /// <summary>Worlds lived through.</summary>
    internal int Worlds { get; private set; }

    /// <summary>What happened in them, how often.</summary>
    internal SortedDictionary<string, int> Counts { get; } = [];

    /// <summary>Why a seed failed.</summary>
    internal ConcurrentDictionary<ulong, string> Failures { get; } = new();

    internal static SimulationRuns Run(ulong first, int count, int steps, Sabotage sabotage = Sabotage.None)
    {
        var runs = new SimulationRuns { _sabotage = sabotage };
        Parallel.For(0, count, (index, state) =>
        {
            if (runs.Failures.Count >= 5) state.Stop();
            else runs.Run(first + (ulong)index, steps);
        });
        return runs;
    }

    Sabotage _sabotage;

    /// <summary>Lives through one world again and tells everything.</summary>
    internal static List<string> TraceOf(ulong seed, int steps, out string? failure) => TraceOf(seed, steps, out failure, out _);

    /// <summary>As above, with a fingerprint of the journal that it leaves behind.</summary>
    internal static List<string> TraceOf(ulong seed, int steps, out string? failure, out string fingerprint)
    {
        var lines = new List<string>();
        using var world = new World(SimulationOptions.Draw(seed, steps), lines.Add);
        failure = Live(world);
        fingerprint = world.Fingerprint();
        return lines;
    }

    /// <summary>What to do about a seed that failed: its last lines, and how to live through it again.</summary>
    internal static string Describe(ulong seed, int steps)
    {
        var lines = TraceOf(seed, steps, out var failure).TakeLast(60);
        return $"{string.Join('\n', lines)}\nseed {seed}: {failure}\nrepeat it with: dotnet run -c Release --project tests/Simulation -- --seed {seed} --steps {steps} --trace";
    }

    void Run(ulong seed, int steps)
    {
        using var world = new World(SimulationOptions.Draw(seed, steps) with { Sabotage = _sabotage });
        if (Live(world) is { } failure) Failures[seed] = failure;
        lock (Counts)
        {
            Worlds++;
            Add("requests answered", world.Strategies.Sum(strategy => (int)strategy.Record.Reports));
            Add("fills", world.Strategies.Sum(strategy => (int)strategy.Record.Fills));
            Add("segments", world.Segments);
            Add("late commits", world.Gateway.Postponed);
            foreach (var (kind, number) in world.Troubles.Counts) Add(kind, number);
        }
    }

    public override string ToString() => $"{Worlds} worlds: {string.Join(", ", Counts.Select(pair => $"{pair.Value} {pair.Key}"))}";

    void Add(string kind, int number) => Counts[kind] = Counts.GetValueOrDefault(kind) + number;

    static string? Live(World world)
    {
        try
        {
            world.Run();
            return null;
        }
        catch (SimulationFailure failure)
        {
            return failure.Message;
        }
        catch (Exception fault)
        {
            return fault.ToString();
        }
    }
}
