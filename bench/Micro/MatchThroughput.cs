using System.Diagnostics;
using Gateway.Engine.Matching;

namespace Gateway.Bench.Micro;

/// <summary>
/// The five scenarios of the public benchmark, generated: correctness by the published hash, then messages a second, time per command and
/// allocated bytes. One thread; the reports are written into a ring inside the measured time.
/// </summary>
internal static class MatchThroughput
{
    private const int RingSize = 4096;
    private const int PublishedOrders = 1_000_000;
    private const uint PublishedSeed = 23;

    internal static int Run(MatchArguments arguments)
    {
        var orders = arguments.Number("orders", PublishedOrders);
        var seed = (uint)arguments.Number("seed", (int)PublishedSeed);
        var runs = arguments.Number("runs", 10);
        var failures = 0;
        Console.WriteLine("scenario      reports    M msg/s  best  worst   p50 p90 p99 p99.9 p99.99 max ns   B/msg   MB tables");
        foreach (var scenario in FlowScenario.All)
            if (arguments.Option("scenario") is null || arguments.Option("scenario") == scenario.Name)
                failures += Measure(scenario, orders, seed, runs) ? 0 : 1;
        Console.WriteLine($"(median of {runs} runs; times include about {ClockNanos()} ns of the clock itself)");
        return failures == 0 ? 0 : 1;
    }

    private static bool Measure(FlowScenario scenario, int orders, uint seed, int runs)
    {
        var flow = MatchGenerator.Generate(scenario, orders, seed);
        var hash = CanonicalText.Sha256(MatchVerify.ReportText(flow));
        var published = orders == PublishedOrders && seed == PublishedSeed;
        var verdict = !published ? hash[..8] : hash == scenario.ReportSha256 ? "equal" : "DIFFER";
        Warm(flow);
        var rates = new double[runs];
        long allocated = 0;
        long touched = 0;
        for (var run = 0; run < runs; run++) (rates[run], allocated, touched) = Timed(flow);
        Array.Sort(rates);
        var times = Latencies(flow);
        Console.WriteLine(
            $"{scenario.Name,-12} {verdict,8} {rates[runs / 2],10:F2} {rates[^1],6:F2} {rates[0],6:F2}   {Percentiles(times)}"
            + $" {(double)allocated / flow.Length,7:F3} {touched / 1e6,7:F2}");
        return verdict != "DIFFER";
    }

    private static void Warm(FlowMessage[] flow)
    {
        // Several short runs and pauses, until the tiered compiler has settled.
        var head = flow.AsSpan(0, Math.Min(flow.Length, 200_000)).ToArray();
        for (var i = 0; i < 10; i++)
        {
            Timed(head);
            Latencies(head);
            Thread.Sleep(30);
        }
    }

    private static (double MillionPerSecond, long Allocated, long Touched) Timed(FlowMessage[] flow)
    {
        using var store = new OrderStore();
        var engine = new MatchEngine<ReportRing>(new Book(store), new ReportRing(RingSize));
        GC.Collect();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        Execute(engine, flow);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (flow.Length / seconds / 1e6, GC.GetAllocatedBytesForCurrentThread() - before, store.BytesTouched);
    }

    private static void Execute(MatchEngine<ReportRing> engine, FlowMessage[] flow)
    {
        // In chunks, so that the loop is compiled as a method of its own rather than replaced while it runs.
        const int Chunk = 4096;
        for (var start = 0; start < flow.Length; start += Chunk)
            ExecuteChunk(engine, flow.AsSpan(start, Math.Min(Chunk, flow.Length - start)));
    }

    private static void ExecuteChunk(MatchEngine<ReportRing> engine, ReadOnlySpan<FlowMessage> chunk)
    {
        foreach (ref readonly var message in chunk) engine.Execute(message);
    }

    private static int[] Latencies(FlowMessage[] flow)
    {
        using var store = new OrderStore();
        var engine = new MatchEngine<ReportRing>(new Book(store), new ReportRing(RingSize));
        var ticks = new int[flow.Length];
        var i = 0;
        foreach (ref readonly var message in flow.AsSpan())
        {
            var start = Stopwatch.GetTimestamp();
            engine.Execute(message);
            ticks[i++] = (int)(Stopwatch.GetTimestamp() - start);
        }
        Array.Sort(ticks);
        return ticks;
    }

    internal static string Percentiles(int[] sorted)
    {
        var nanosPerTick = 1e9 / Stopwatch.Frequency;
        long At(double quantile) => (long)(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))] * nanosPerTick);
        return $"{At(0.5)} {At(0.9)} {At(0.99)} {At(0.999)} {At(0.9999)} {At(1.0)}";
    }

    private static long ClockNanos()
    {
        var times = new int[100_000];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            times[i] = (int)(Stopwatch.GetTimestamp() - start);
        }
        Array.Sort(times);
        return (long)(times[times.Length / 2] * (1e9 / Stopwatch.Frequency));
    }
}
