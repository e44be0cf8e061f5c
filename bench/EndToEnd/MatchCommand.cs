using System.Diagnostics;
using System.Globalization;
using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Load;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Bench.EndToEnd;

/// <summary>
/// Matching through the whole pipeline: commands in memory through the inbound ring, inbound log, all risk rules, matching, outbound log and outbound
/// ring, on one thread; by depth of the book and number of instruments. The final books are compared with the reports.
/// </summary>
static class MatchCommand
{
    const int BatchMax = 256, BlockMax = 1 << 14;

    static readonly (int Books, int PerBook)[] s_sizes = [(1, 10), (1, 1_000), (1, 100_000), (1, 5_000_000), (100, 10), (10_000, 10)];

    internal static int Run(string[] args)
    {
        var options = new Options(args, "--commands", "--seed", "--books", "--depth");
        var (commands, seed) = (options.Number("--commands", 500_000), (ulong)options.Number("--seed", 1));
        var one = options.Text("--books") ?? options.Text("--depth");
        Console.WriteLine(MachineFacts.Here());
        Console.WriteLine("commands/s and ns each by processor time of the thread");
        Console.WriteLine(" books   resting   commands/s  ns each  bytes   one at a time, ns: p50     p90     p99   p99.9  p99.99        max   B/order  at the end");
        var fine = true;
        foreach (var (books, perBook) in one is null ? s_sizes : [(options.Number("--books", 1), options.Number("--depth", 10))])
            fine &= Measure(books, perBook, commands, seed);
        return fine ? ExitCode.Fine : ExitCode.Findings;
    }

    static bool Measure(int books, int perBook, int count, ulong seed)
    {
        var data = Directory.CreateTempSubdirectory("gateway-match-").FullName;
        try
        {
            using var core = new GatewayCore(Configuration(data, books, perBook, count));
            core.Configure();
            while (core.DoWork() > 0) { }
            using var beside = new ExecutionEngine(JournalReplay.LimitsOf(core.Directory, new EngineLimits()));
            var from = JournalReplay.Run(core.Directory, beside, new Silent());
            var flow = new MatchFlow(beside, from, Symbols(books), perBook, seed, [core.Port.NumberOf("STRAT1"), core.Port.NumberOf("STRAT2")]);
            return Measure(core, flow, count);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    static bool Measure(GatewayCore core, MatchFlow flow, int count)
    {
        var block = new Inbound[BlockMax];
        var filled = 0L;
        for (var first = 0; first < flow.Resting; first += BlockMax)
        {
            var part = block.AsSpan(0, Math.Min(BlockMax, flow.Resting - first));
            flow.Fill(part, first);
            var before = Anonymous();
            Drive(core, part);
            filled += Anonymous() - before;
        }

        Throughput(core, flow, block, count / 4); // Warms up.
        var (seconds, bytes) = Throughput(core, flow, block, count);
        var times = OneAtATime(core, flow, block, count / 4);
        var (orders, difference) = flow.Compare(core.Engine);
        var end = difference ?? (flow.Refused > 0 ? $"{flow.Refused} refused, {flow.Refusal}" : $"{orders:N0} orders as reported");
        var bytesPerOrder = flow.Resting < 1_000_000 ? "" : (filled / flow.Resting).ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{flow.Books,6} {flow.Resting,9} {count / seconds,12:N0} {seconds * 1e9 / count,8:F0} {bytes,6:F3} {"",20}{Percentile(times, 0.5),7} {Percentile(times, 0.9),7} {Percentile(times, 0.99),7} {Percentile(times, 0.999),7} {Percentile(times, 0.9999),7} {times[^1],10} {bytesPerOrder,9}  {end}"));
        return difference is null && flow.Refused == 0;
    }

    static (double Seconds, double Bytes) Throughput(GatewayCore core, MatchFlow flow, Inbound[] block, int count)
    {
        var (nanos, allocated) = (0L, 0L);
        for (var done = 0; done < count; done += BlockMax)
        {
            var part = block.AsSpan(0, Math.Min(BlockMax, count - done));
            flow.Next(part);
            var (start, before) = (ThreadTime.Nanos, GC.GetAllocatedBytesForCurrentThread());
            Drive(core, part);
            nanos += ThreadTime.Nanos - start;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (nanos / 1e9, (double)allocated / count);
    }

    // A command alone in a turn of the duty cycle, which looks at the sockets as well.
    static long[] OneAtATime(GatewayCore core, MatchFlow flow, Inbound[] block, int count)
    {
        var times = new long[count];
        for (var done = 0; done < count; done++)
        {
            if (done % BlockMax == 0) flow.Next(block);
            var start = Stopwatch.GetTimestamp();
            core.Inbound.TryPublish(in block[done % BlockMax]);
            core.DoWork();
            times[done] = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        // The rest of the block, so that both engines end alike.
        Drive(core, block.AsSpan(count % BlockMax == 0 ? BlockMax : count % BlockMax));
        Array.Sort(times);
        return times;
    }

    static long Percentile(long[] sorted, double rank) => sorted[(int)(rank * (sorted.Length - 1))];

    static void Drive(GatewayCore core, Span<Inbound> commands)
    {
        for (var i = 0; i < commands.Length; i++)
        {
            while (!core.Inbound.TryPublish(in commands[i])) core.DoWork();
            if (i % BatchMax == BatchMax - 1) core.DoWork();
        }

        while (core.DoWork() > 0) { }
    }

    static GatewayConfiguration Configuration(string data, int books, int perBook, int count)
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", data)]);
        configuration.Venues.Clear();
        configuration.Instruments = [.. Symbols(books).Select(symbol => new InstrumentConfiguration { Symbol = symbol.ToString(), ReferencePrice = Price.Parse("580") })];
        configuration.Capacity.Instruments = Math.Max(4096, books);
        configuration.Capacity.OpenOrders = books * perBook + 10_000;
        configuration.Capacity.ClOrdIds = books * perBook + 4 * count + 100_000;
        foreach (var limit in configuration.Limits.Where(limit => limit.Rule == "R036")) limit.Value = "100000000";
        return configuration;
    }

    static Text24[] Symbols(int books) => [.. Enumerable.Range(1, books).Select(number => Text24.From(string.Create(CultureInfo.InvariantCulture, $"S{number}")))];

    // Memory that is no file's, in bytes.
    static long Anonymous()
    {
        foreach (var line in File.ReadLines("/proc/self/smaps_rollup"))
            if (line.StartsWith("Anonymous:", StringComparison.Ordinal))
                return long.Parse(line.AsSpan(10, line.Length - 13), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
        return 0;
    }

    sealed class Silent : ReplayObserver;
}
