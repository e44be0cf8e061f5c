namespace Gateway.RingPipeline.Tests;

public class AllocationTests
{
    struct Sum : IEventHandler<Slot>
    {
        public long Total;

        public void OnEvent(ref Slot message, long sequence, bool endOfBatch) => Total += message.Number;
    }

    sealed class Nobody : IWakeup
    {
        public void Wake() { }
    }

    [Theory, CombinedProducers]
    public void Claim_publish_poll_and_sleep_allocate_nothing(ProducerType producers)
    {
        var ring = new RingBuffer<Slot>(64, producers);
        var first = ring.NewPoller();
        var second = ring.NewPoller(first.Sequence);
        var sleeper = new Sleeper(new Nobody());
        ring.Sequencer.AddSleeper(sleeper);
        var idle = new BlockingIdleStrategy(new EventWaiter(), spins: 5);
        var sum = new Sum();
        var work = () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                sleeper.Announce();
                if (ring.TryClaim(2, out var sequence)) ring.Publish(sequence, 2);
                first.Poll(ref sum);
                second.Poll(ref sum);
                idle.Idle(i % 5);
            }
        };
        for (var i = 0; i < 3; i++) work();
        Assert.Equal(0, Garbage.Of(work));
    }

    [Fact]
    public void The_measurement_sees_a_single_allocation() =>
        Assert.True(Garbage.Of(() => GC.KeepAlive(new object())) >= 24);
}
