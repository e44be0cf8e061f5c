using System.Diagnostics;
using System.Globalization;

namespace Gateway.Bench.Micro;

/// <summary>
/// <c>fix</c>: the codec's benchmarks in a few seconds, in turns, so that other work on the machine disturbs all alike: the median and the
/// tenth percentile of short bursts, and the bytes allocated.
/// </summary>
static class FixCommand
{
    const int Burst = 3_000;
    const int Rounds = 400;

    internal static int Run()
    {
        FixCodec codec = new();
        codec.SetUp();
        (string Name, Func<long> Call)[] all =
        [
            ("NewOrderSingle: framing and checksum", () => codec.CutNewOrderSingle()),
            ("NewOrderSingle: indexed", () => codec.ParseNewOrderSingle()),
            ("NewOrderSingle: decoded, ten fields read", codec.DecodeNewOrderSingle),
            ("NewOrderSingle: indexed, checked by dictionary", () => codec.ValidateNewOrderSingle()),
            ("NewOrderSingle: encoded", () => codec.EncodeNewOrderSingle()),
            ("ExecutionReport: decoded, twelve fields read", codec.DecodeExecutionReport),
            ("ExecutionReport: encoded", () => codec.EncodeExecutionReport()),
        ];
        double[][] times = [.. all.Select(_ => new double[Rounds])];
        Measure(all, times);
        Thread.Sleep(300); // What runs often is compiled again meanwhile.
        long before = GC.GetAllocatedBytesForCurrentThread();
        Measure(all, times);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        foreach ((int i, (string name, _)) in all.Index())
        {
            Array.Sort(times[i]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-48} {times[i][Rounds / 2],6:F1} ns   (best tenth {times[i][Rounds / 10],6:F1})"));
        }
        Console.WriteLine($"bytes allocated: {allocated}");
        return 0;
    }

    static void Measure((string Name, Func<long> Call)[] all, double[][] times)
    {
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < all.Length; i++)
                times[i][round] = Time(all[i].Call);
        }
    }

    static double Time(Func<long> call)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Burst; i++)
            call();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Burst;
    }
}
