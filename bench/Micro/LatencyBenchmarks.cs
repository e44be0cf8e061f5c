using BenchmarkDotNet.Attributes;
using Gateway.Latency;

namespace Gateway.Bench.Micro;

/// <summary>What it costs to record one latency, and to take an interval of an hour's range.</summary>
[MemoryDiagnoser]
public class LatencyBenchmarks
{
    const int Values = 1024;

    readonly long[] _values = new long[Values];
    readonly LatencyHistogram _histogram = new();
    readonly IntervalRecorder _recorder = new(0);

    /// <summary>Values of all magnitudes up to a second, or all between 10 and 20 microseconds.</summary>
    [Params("log-uniform", "narrow")]
    public string Distribution { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(1);
        for (var i = 0; i < Values; i++)
            _values[i] = Distribution == "narrow" ? random.Next(10_000, 20_000) : (long)Math.Pow(10, random.NextDouble() * 9);
        foreach (var value in _values) _histogram.Record(value);
    }

    [Benchmark(OperationsPerInvoke = Values)]
    public void Histogram()
    {
        foreach (var value in _values) _histogram.Record(value);
    }

    [Benchmark(OperationsPerInvoke = Values)]
    public void Recorder()
    {
        foreach (var value in _values) _recorder.Record(value);
    }

    [Benchmark]
    public LatencyHistogram NextInterval() => _recorder.NextInterval(0);

    [Benchmark]
    public long Percentile() => _histogram.Percentile(99.9);
}
