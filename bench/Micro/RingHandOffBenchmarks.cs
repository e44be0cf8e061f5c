using BenchmarkDotNet.Attributes;
using Gateway.RingPipeline;

namespace Gateway.Bench.Micro;

/// <summary>A message to another thread and its answer back: two hand-offs. Needs two free cores to mean anything.</summary>
public class RingHandOffBenchmarks : IDisposable
{
    const int RoundTrips = 10_000;

    RingBuffer<RingBenchmarks.Slot> _there = null!;
    RingBuffer<RingBenchmarks.Slot> _back = null!;
    EventPoller<RingBenchmarks.Slot> _answers = null!;
    EventWaiter _waiter = null!;
    AgentRunner _echo = null!;

    /// <summary>How the answering thread waits.</summary>
    [Params("spin", "block")]
    public string Idle { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        _there = new RingBuffer<RingBenchmarks.Slot>(64, ProducerType.Single);
        _back = new RingBuffer<RingBenchmarks.Slot>(64, ProducerType.Single);
        _answers = _back.NewPoller();
        _waiter = new EventWaiter();
        // No spins before the sleep: every message pays for a whole wake-up.
        var blocking = new BlockingIdleStrategy(_waiter, spins: 0);
        if (Idle == "block") _there.Sequencer.AddSleeper(blocking.Sleeper);
        _echo = new AgentRunner(
            new Echo(_there.NewPoller(), _back),
            Idle == "block" ? blocking : new BusySpinIdleStrategy(),
            (_, exception) => Environment.FailFast(exception.Message));
        _echo.Start();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _echo.Stop();
        _waiter.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = RoundTrips)]
    public long RoundTrip()
    {
        for (var i = 0; i < RoundTrips; i++)
        {
            _there.TryPublish(default);
            var next = _answers.Next;
            while (_answers.Available() < next) Thread.SpinWait(1);
            _answers.Release(next);
        }
        return _answers.Next;
    }

    sealed class Echo(EventPoller<RingBenchmarks.Slot> source, RingBuffer<RingBenchmarks.Slot> target) : IAgent
    {
        public string Name => "echo";

        public int DoWork()
        {
            var (next, available) = (source.Next, source.Available());
            for (var sequence = next; sequence <= available; sequence++) target.TryPublish(source[sequence]);
            source.Release(available);
            return (int)(available - next + 1);
        }
    }
}
