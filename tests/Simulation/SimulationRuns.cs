namespace Gateway.Simulation;

/// <summary>Many worlds, each from its seed, on all processors: each is on one thread and shares nothing.</summary>
sealed class SimulationRuns
{
    /// <summary>Steps of a world unless told otherwise: short lives, many of them.</summary>
    internal const int Steps = 250;

    /// <summary>After so many failures no further world is begun.</summary>
    internal const int FailuresMax = 5;

    /// <summary>Worlds lived through.</summary>
    internal int Worlds { get; private set; }

    /// <summary>What happened in them, how often.</summary>
    internal SortedDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Why a seed failed: the lowest seeds that did, whichever processor was faster.</summary>
    internal SortedDictionary<ulong, string> Failures { get; } = [];

    internal static SimulationRuns Run(ulong first, int count, int steps, Sabotage sabotage = Sabotage.None, Action<int>? progress = null)
    {
        var lives = new Life?[count];
        var (next, failures, done) = (-1, 0, 0);
        // Seeds are begun in their order and finished once begun: below the last one begun, none is left out.
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (Volatile.Read(ref failures) < FailuresMax && Interlocked.Increment(ref next) is var index && index < count)
            {
                lives[index] = Life.Of(SimulationOptions.Draw(first + (ulong)index, steps) with { Sabotage = sabotage });
                if (lives[index]!.Failure is not null) Interlocked.Increment(ref failures);
                progress?.Invoke(Interlocked.Increment(ref done));
            }
        });

        var runs = new SimulationRuns();
        for (var index = 0; index < count && lives[index] is { } life && runs.Failures.Count < FailuresMax; index++) runs.Add(first + (ulong)index, life);
        return runs;
    }

    /// <summary>Lives through one world again and tells everything.</summary>
    internal static List<string> TraceOf(ulong seed, int steps, out string? failure, Sabotage sabotage = Sabotage.None)
        => TraceOf(seed, steps, out failure, out _, sabotage);

    /// <summary>As above, with a fingerprint of the journal that it leaves behind.</summary>
    internal static List<string> TraceOf(ulong seed, int steps, out string? failure, out string fingerprint, Sabotage sabotage = Sabotage.None)
    {
        var lines = new List<string>();
        var life = Life.Of(SimulationOptions.Draw(seed, steps) with { Sabotage = sabotage }, lines.Add);
        (failure, fingerprint) = (life.Failure, life.Fingerprint);
        return lines;
    }

    /// <summary>What to do about a seed that failed: its last lines, and how to live through it again.</summary>
    internal static string Describe(ulong seed, int steps)
    {
        var lines = TraceOf(seed, steps, out var failure).TakeLast(60);
        return $"{string.Join('\n', lines)}\nseed {seed}: {failure}\nrepeat it with: dotnet run -c Release --project tests/Simulation -- --seed {seed} --steps {steps} --trace";
    }

    public override string ToString() => $"{Worlds} worlds: {string.Join(", ", Counts.Select(pair => $"{pair.Value} {pair.Key}"))}";

    void Add(ulong seed, Life life)
    {
        Worlds++;
        if (life.Failure is { } failure) Failures.Add(seed, failure);
        foreach (var (kind, number) in life.Counts) Counts[kind] = Counts.GetValueOrDefault(kind) + number;
    }
}
