using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Gateway.RingPipeline;

namespace Gateway.Bench.Micro;

/// <summary>What a message costs on its way through a ring when nobody else is on the road: claim, write, publish, read, release.</summary>
[MemoryDiagnoser]
public class RingBenchmarks
{
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    public struct Slot
    {
        public long Number;
    }

    sealed class Nobody : IWakeup
    {
        public void Wake() { }
    }

    struct Sum : IEventHandler<Slot>
    {
        public long Total;

        public void OnEvent(ref Slot message, long sequence, bool endOfBatch) => Total += message.Number;
    }

    RingBuffer<Slot> _ring = null!;
    EventPoller<Slot> _poller = null!;
    Sum _sum;

    [Params(ProducerType.Single, ProducerType.Multi)]
    public ProducerType Producers { get; set; }

    /// <summary>Whether the consumer may sleep: then each publish has a full fence.</summary>
    [Params(false, true)]
    public bool Sleeper { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _ring = new RingBuffer<Slot>(1024, Producers);
        _poller = _ring.NewPoller();
        if (Sleeper) _ring.Sequencer.AddSleeper(new Sleeper(new Nobody()));
    }

    [Benchmark]
    public long OneByOne()
    {
        Publish();
        _poller.Poll(ref _sum);
        return _sum.Total;
    }

    [Benchmark(OperationsPerInvoke = 64)]
    public long Batches64()
    {
        for (var i = 0; i < 64; i++) Publish();
        _poller.Poll(ref _sum);
        return _sum.Total;
    }

    void Publish()
    {
        if (!_ring.TryClaim(1, out var sequence)) throw new InvalidOperationException("The ring is full.");
        _ring[sequence].Number = sequence;
        _ring.Publish(sequence, 1);
    }
}
