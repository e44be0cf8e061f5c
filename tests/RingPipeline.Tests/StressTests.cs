namespace Gateway.RingPipeline.Tests;

public class StressTests
{
    const int PerProducer = 60_000;

    [Theory]
    [InlineData(ProducerType.Single, 1, 2, 1024)]
    [InlineData(ProducerType.Multi, 1, 1, 2)]
    [InlineData(ProducerType.Multi, 3, 2, 64)]
    [InlineData(ProducerType.Multi, 4, 1, 1024)]
    public async Task Every_consumer_sees_every_message_once_in_the_order_of_its_producer(
        ProducerType type, int producers, int consumers, int capacity)
    {
        var ring = new RingBuffer<Slot>(capacity, type);
        // The last consumer reads behind all others, so the barrier between consumers is under stress too.
        var pollers = new List<EventPoller<Slot>>();
        for (var i = 0; i < consumers - 1; i++) pollers.Add(ring.NewPoller());
        pollers.Add(ring.NewPoller([.. pollers.Select(p => p.Sequence)]));

        var reads = pollers.Select(p => Start(() => Consume(p, producers))).ToArray();
        var writes = Enumerable.Range(0, producers).Select(p => Start(() => { Produce(ring, p); return 0L; })).ToArray();
        await Task.WhenAll([.. writes, .. reads]).WaitAsync(Patience.Limit);

        foreach (var read in reads) Assert.Equal((long)producers * PerProducer, await read);
        Assert.Equal(0, ring.Occupancy);
    }

    static Task<long> Start(Func<long> body) => Task.Factory.StartNew(body, default, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    static void Produce(RingBuffer<Slot> ring, int producer)
    {
        var started = DateTime.UtcNow;
        for (var number = 0; number < PerProducer;)
        {
            var n = Math.Min(1 + number % 3, Math.Min(ring.Capacity, PerProducer - number));
            if (!ring.TryClaim(n, out var first))
            {
                Pause(started);
                continue;
            }
            for (var s = first; s < first + n; s++) ring[s].Fill(producer, number++);
            ring.Publish(first, n);
        }
    }

    static long Consume(EventPoller<Slot> poller, int producers)
    {
        var started = DateTime.UtcNow;
        var next = new long[producers];
        var left = (long)producers * PerProducer;
        while (left > 0)
        {
            var available = poller.Available();
            if (available < poller.Next) Pause(started);
            for (var s = poller.Next; s <= available; s++, left--)
            {
                ref var slot = ref poller[s];
                Assert.True(slot.IsWhole, $"Slot {s} is torn.");
                Assert.Equal(next[slot.Producer]++, slot.Number);
            }
            poller.Release(available);
        }
        return next.Sum();
    }

    static void Pause(DateTime started)
    {
        Thread.Yield();
        if (DateTime.UtcNow - started > Patience.Limit) throw new TimeoutException("The ring stands still.");
    }
}
