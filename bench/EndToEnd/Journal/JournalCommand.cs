using Gateway.Load;

namespace Gateway.Bench.EndToEnd.Journal;

/// <summary>
/// <c>journal</c>: what the journal costs and how quick it is, each number beside the same bytes written or read by the plainest loop, in turns in the
/// same run.
/// </summary>
static class JournalCommand
{
    const string Parts = "append, disk, read, recovery, snapshot";

    internal static int Run(string[] args)
    {
        var options = new Options(args, "--rounds", "--records", "--dir", "--only");
        var folder = Directory.CreateDirectory(Path.Combine(options.Text("--dir") ?? Path.GetTempPath(), $"journal-bench-{Environment.ProcessId}")).FullName;
        try
        {
            Console.WriteLine(MachineFacts.Here());
            var score = new JournalScore();
            foreach (var part in Chosen(options.Text("--only") ?? Parts, folder, options.Number("--records", 2_000_000))) Measure(part, score, options.Number("--rounds", 5));
            score.Print();
            return score.AllMet ? ExitCode.Fine : ExitCode.Findings;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static List<IJournalCost> Chosen(string names, string folder, int records) => names.Split(',', StringSplitOptions.TrimEntries).Select(name => Of(name, folder, records)).ToList();

    static IJournalCost Of(string name, string folder, int records) => name switch
    {
        "append" => new AppendCost(folder, records),
        "disk" => new DiskCost(folder, records),
        "read" => new ReadCost(folder, records),
        "recovery" => new RecoveryCost(folder, records / 4),
        "snapshot" => new SnapshotCost(folder),
        _ => throw new UserErrorException($"--only: there is no part '{name}'; there are {Parts}."),
    };

    static void Measure(IJournalCost part, JournalScore score, int rounds)
    {
        using var cost = part;
        cost.Prepare();
        cost.Round(new JournalScore()); // Compiled and profiled by it, as the gateway's warm-up leaves it.
        var collections = GC.CollectionCount(0);
        for (var round = 0; round < rounds; round++) cost.Round(score);
        Console.WriteLine($"{part.GetType().Name}: {rounds} rounds, {GC.CollectionCount(0) - collections} collections");
    }
}

/// <summary>One part of what <c>journal</c> measures.</summary>
interface IJournalCost : IDisposable
{
    /// <summary>Writes what is measured with.</summary>
    void Prepare();

    /// <summary>Measures everything once, beside its plain loop.</summary>
    void Round(JournalScore score);
}
