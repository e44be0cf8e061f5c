using System.CommandLine;
using System.Diagnostics;

namespace Gateway.Simulation;

/// <summary>Runs worlds from the command line: one seed with its trace, or many until one fails.</summary>
static class SimulationCommand
{
    const int TraceLines = 60;

    static readonly Option<ulong> Seed = new("--seed") { Description = "First seed.", DefaultValueFactory = _ => (ulong)Environment.TickCount64 };
    static readonly Option<int> Steps = new("--steps") { Description = "Steps of each world.", DefaultValueFactory = _ => SimulationRuns.Steps };
    static readonly Option<int> Count = new("--count") { Description = "How many seeds, one after the other.", DefaultValueFactory = _ => 1 };
    static readonly Option<Sabotage> Broken = new("--sabotage") { Description = "Break something on purpose, to see that the checks find it." };
    static readonly Option<bool> Trace = new("--trace") { Description = "Print the whole trace, whatever comes of it." };

    internal static int Run(string[] args)
    {
        var command = new RootCommand("Simulate the whole gateway with its strategies, exchange, network, clock and disk.") { Seed, Steps, Count, Broken, Trace };
        command.SetAction(Run);
        return command.Parse(args).Invoke();
    }

    static int Run(ParseResult result)
    {
        var (first, count, steps) = (result.GetValue(Seed), result.GetValue(Count), result.GetValue(Steps));
        Console.WriteLine($"seed {first}, {count} worlds of {steps} steps");
        var watch = Stopwatch.StartNew();
        var sabotage = result.GetValue(Broken);
        var runs = SimulationRuns.Run(first, count, steps, sabotage);
        Console.WriteLine(FormattableString.Invariant($"{runs.Worlds} worlds in {watch.Elapsed.TotalSeconds:F1} s: {string.Join(", ", runs.Counts.Select(pair => $"{pair.Value} {pair.Key}"))}"));
        if (runs.Failures.Count == 0 && !result.GetValue(Trace)) return 0;
        var seed = runs.Failures.Count > 0 ? runs.Failures.Keys.First() : first;
        var lines = SimulationRuns.TraceOf(seed, steps, out var failure, sabotage);
        foreach (var line in result.GetValue(Trace) ? lines : lines.TakeLast(TraceLines)) Console.WriteLine(line);
        if (!result.GetValue(Trace)) Console.WriteLine("(the whole trace: --trace)");
        foreach (var (failed, why) in runs.Failures) Console.WriteLine($"seed {failed}: {why.Split('\n')[0]}");
        if (failure is not null) Console.WriteLine($"FAILED, repeat with --seed {seed} --steps {steps}: {failure}");
        return failure is null && runs.Failures.Count == 0 ? 0 : 1;
    }
}
