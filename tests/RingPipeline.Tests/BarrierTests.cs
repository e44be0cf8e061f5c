namespace Gateway.RingPipeline.Tests;

public class BarrierTests
{
    struct Collect(List<long> numbers) : IEventHandler<Slot>
    {
        public int Batches;

        public void OnEvent(ref Slot message, long sequence, bool endOfBatch)
        {
            numbers.Add(message.Number);
            if (endOfBatch) Batches++;
        }
    }

    struct Fail : IEventHandler<Slot>
    {
        public readonly void OnEvent(ref Slot message, long sequence, bool endOfBatch)
        {
            if (message.Number == 1) throw new InvalidDataException("one");
        }
    }

    static RingBuffer<Slot> Ring(out EventPoller<Slot> poller)
    {
        var ring = new RingBuffer<Slot>(8, ProducerType.Single);
        poller = ring.NewPoller();
        return ring;
    }

    static void Publish(RingBuffer<Slot> ring, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(ring.TryClaim(out var sequence));
            ring[sequence].Fill(0, sequence);
            ring.Publish(sequence);
        }
    }

    [Fact]
    public void A_downstream_consumer_waits_for_all_upstream_consumers()
    {
        var ring = Ring(out var journal);
        var engine = ring.NewPoller();
        var egress = ring.NewPoller(journal.Sequence, engine.Sequence);
        Publish(ring, 3);
        Assert.Equal(-1, egress.Available());
        journal.Release(2);
        Assert.Equal(-1, egress.Available());
        engine.Release(1);
        Assert.Equal(1, egress.Available());
        engine.Release(2);
        Assert.Equal(2, egress.Available());
    }

    [Fact]
    public void A_late_downstream_consumer_gets_what_its_upstream_has_yet_to_hand_down()
    {
        var ring = Ring(out var upstream);
        Publish(ring, 2);
        upstream.Release(0);
        var downstream = ring.NewPoller(upstream.Sequence);
        Assert.Equal(1, downstream.Next);
        Assert.Equal(0, downstream.Available());
        upstream.Release(1);
        Assert.Equal(1, downstream.Available());
    }

    [Fact]
    public void Poll_handles_in_order_and_marks_the_end_of_each_batch()
    {
        var ring = Ring(out var poller);
        var seen = new List<long>();
        var handler = new Collect(seen);
        Assert.Equal(0, poller.Poll(ref handler));
        Publish(ring, 5);
        Assert.Equal(2, poller.Poll(ref handler, limit: 2));
        Assert.Equal(1, poller.Sequence.Value);
        Assert.Equal(3, poller.Poll(ref handler));
        Assert.Equal([0, 1, 2, 3, 4], seen);
        Assert.Equal(2, handler.Batches);
    }

    [Fact]
    public void A_batch_whose_handler_throws_is_not_released()
    {
        var ring = Ring(out var poller);
        Publish(ring, 3);
        var handler = new Fail();
        Assert.Throws<InvalidDataException>(() => poller.Poll(ref handler));
        Assert.Equal(-1, poller.Sequence.Value);
    }
}
