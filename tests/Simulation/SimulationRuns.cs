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

    internal static SimulationRuns Run(ulong first, int count, int steps)
    {
        var runs = new SimulationRuns();
        Parallel.For(0, count, (index, state) =>
        {
            if (runs.Failures.Count >= 5) state.Stop();
            else runs.Run(first + (ulong)index, steps);
        });
        return runs;
    }

    /// <summary>Lives through one world again and tells everything.</summary>
    internal static List<string> TraceOf(ulong seed, int steps, out string? failure)
    {
        var lines = new List<string>();
        using var world = new World(SimulationOptions.Draw(seed, steps), lines.Add);
        failure = Live(world);
        return lines;
    }

    void Run(ulong seed, int steps)
    {
        using var world = new World(SimulationOptions.Draw(seed, steps));
        if (Live(world) is { } failure) Failures[seed] = failure;
        lock (Counts)
        {
            Worlds++;
            Add("requests answered", world.Strategies.Sum(strategy => (int)strategy.Record.Reports));
            Add("fills", world.Strategies.Sum(strategy => (int)strategy.Record.Fills));
            foreach (var (kind, number) in world.Troubles.Counts) Add(kind, number);
        }
    }

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
