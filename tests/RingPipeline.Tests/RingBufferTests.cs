using System.Runtime.CompilerServices;

namespace Gateway.RingPipeline.Tests;

public class RingBufferTests
{
    struct Odd
    {
#pragma warning disable CS0649 // Only its size matters.
        public Bytes72 Content;
#pragma warning restore CS0649
        [InlineArray(72)]
        public struct Bytes72
        {
            byte _first;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Capacity_must_be_a_power_of_two(int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RingBuffer<Slot>(capacity, ProducerType.Multi));

    [Theory, CombinedProducers]
    public void A_claim_takes_at_least_one_and_at_most_all_slots(ProducerType producers)
    {
        var ring = new RingBuffer<Slot>(8, producers);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.TryClaim(0, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.TryClaim(9, out _));
        Assert.True(ring.TryClaim(8, out var first));
        Assert.Equal(0, first);
    }

    [Fact]
    public unsafe void Slots_start_on_cache_lines_and_do_not_overlap()
    {
        var ring = new RingBuffer<Odd>(4, ProducerType.Single);
        var addresses = Enumerable.Range(0, 4).Select(i => (nint)Unsafe.AsPointer(ref ring[i])).ToArray();
        Assert.All(addresses, address => Assert.Equal(0, address % 64));
        Assert.All(addresses.Zip(addresses.Skip(1)), pair => Assert.Equal(128, pair.Second - pair.First));
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Assert.Equal(addresses[0], (nint)Unsafe.AsPointer(ref ring[4]));
    }

    [Theory, CombinedProducers]
    public void A_full_ring_refuses_and_accepts_again_after_release(ProducerType producers)
    {
        var ring = new RingBuffer<Slot>(4, producers);
        var poller = ring.NewPoller();
        for (var i = 0; i < 4; i++) Assert.True(ring.TryPublish(default));
        Assert.False(ring.TryClaim(out _));
        Assert.Equal(4, ring.Occupancy);
        Assert.Equal(0, ring.Sequencer.RemainingCapacity);

        Assert.Equal(3, poller.Available());
        poller.Release(1);
        Assert.Equal(2, ring.Occupancy);
        Assert.False(ring.TryClaim(3, out _));
        Assert.True(ring.TryClaim(2, out var first));
        Assert.Equal(4, first);
        Assert.Equal(3, poller.Available());
        ring.Publish(first, 2);
        Assert.Equal(5, poller.Available());
    }

    [Theory, CombinedProducers]
    public void A_ring_that_nobody_consumes_fills_and_stays_full(ProducerType producers)
    {
        var ring = new RingBuffer<Slot>(2, producers);
        Assert.True(ring.TryPublish(default));
        Assert.True(ring.TryPublish(default));
        Assert.False(ring.TryPublish(default));
    }

    [Theory, CombinedProducers]
    public void Messages_survive_many_laps(ProducerType producers)
    {
        var ring = new RingBuffer<Slot>(8, producers);
        var poller = ring.NewPoller();
        var next = 0L;
        for (var number = 0L; number < 1000;)
        {
            var n = (int)(number % 5) + 1;
            Assert.True(ring.TryClaim(n, out var first));
            for (var s = first; s < first + n; s++) ring[s].Fill(7, number++);
            ring.Publish(first, n);
            for (var available = poller.Available(); next <= available; next++)
            {
                Assert.True(ring[next].IsWhole);
                Assert.Equal(next, ring[next].Number);
            }
            poller.Release(next - 1);
        }
        Assert.Equal(next - 1, ring.Cursor.Value);
    }

    [Fact]
    public void Publishes_out_of_order_become_available_at_the_gap()
    {
        var ring = new RingBuffer<Slot>(8, ProducerType.Multi);
        var poller = ring.NewPoller();
        Assert.True(ring.TryClaim(2, out var a));
        Assert.True(ring.TryClaim(3, out var b));
        Assert.True(ring.TryClaim(1, out var c));
        ring.Publish(c, 1);
        Assert.Equal(-1, poller.Available());
        ring.Publish(a, 2);
        Assert.Equal(1, poller.Available());
        ring.Publish(b, 3);
        Assert.Equal(5, poller.Available());
    }

    [Fact]
    public void A_slot_of_the_lap_before_does_not_count_as_published()
    {
        var ring = new RingBuffer<Slot>(4, ProducerType.Multi);
        var poller = ring.NewPoller();
        for (var i = 0; i < 4; i++) ring.TryPublish(default);
        poller.Release(poller.Available());
        Assert.True(ring.TryClaim(2, out var first));
        Assert.Equal(3, poller.Available());
        ring.Publish(first + 1);
        Assert.Equal(3, poller.Available());
        ring.Publish(first);
        Assert.Equal(5, poller.Available());
    }

    [Theory, CombinedProducers]
    public void The_slowest_of_several_consumers_gates_until_it_is_removed(ProducerType producers)
    {
        var ring = new RingBuffer<Slot>(2, producers);
        var fast = ring.NewPoller();
        var slow = ring.NewPoller();
        ring.TryPublish(default);
        ring.TryPublish(default);
        fast.Release(fast.Available());
        Assert.False(ring.TryClaim(out _));
        Assert.True(ring.Sequencer.RemoveGatingSequence(slow.Sequence));
        Assert.False(ring.Sequencer.RemoveGatingSequence(slow.Sequence));
        Assert.True(ring.TryClaim(out _));
    }

    [Theory, CombinedProducers]
    public void A_late_consumer_starts_after_what_is_there(ProducerType producers)
    {
        var ring = new RingBuffer<Slot>(4, producers);
        _ = ring.NewPoller();
        ring.TryPublish(default);
        var late = ring.NewPoller();
        Assert.Equal(1, late.Next);
        Assert.Equal(0, late.Available());
        ring.TryPublish(default);
        Assert.Equal(1, late.Available());
    }
}
