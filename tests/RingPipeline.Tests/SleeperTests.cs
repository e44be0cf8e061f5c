namespace Gateway.RingPipeline.Tests;

public class SleeperTests
{
    // Longer than the other thread takes on a processor of its own; where there is but one, it is not kept from it.
    const int SpinsMax = 10_000;

    sealed class CountingWakeup : IWakeup
    {
        public int Wakes;

        public void Wake() => Interlocked.Increment(ref Wakes);
    }

    [Theory, CombinedProducers]
    public void Publish_wakes_only_a_consumer_that_announced_and_only_once(ProducerType producers)
    {
        var wakeup = new CountingWakeup();
        var sleeper = new Sleeper(wakeup);
        var ring = new RingBuffer<Slot>(16, producers);
        ring.Sequencer.AddSleeper(sleeper);

        ring.TryPublish(default);
        Assert.Equal(0, wakeup.Wakes);
        sleeper.Announce();
        ring.TryPublish(default);
        ring.TryPublish(default);
        Assert.Equal(1, wakeup.Wakes);
        sleeper.Announce();
        sleeper.Cancel();
        ring.TryPublish(default);
        Assert.Equal(1, wakeup.Wakes);
        sleeper.Announce();
        sleeper.Notify();
        Assert.Equal(2, wakeup.Wakes);
    }

    /// <summary>
    /// Publish and announcement meet within nanoseconds of one another, over and over: at least one side must see the other. Without the
    /// producer's fence a few rounds in a hundred thousand fail on two cores.
    /// </summary>
    [Theory, CombinedProducers]
    public async Task Of_a_publish_and_an_announcement_at_once_one_sees_the_other(ProducerType producers)
    {
        const int Rounds = 100_000;
        var wakeup = new CountingWakeup();
        var sleeper = new Sleeper(wakeup);
        var ring = new RingBuffer<Slot>(4, producers);
        var poller = ring.NewPoller();
        ring.Sequencer.AddSleeper(sleeper);
        var (here, there) = (new Sequence(0), new Sequence(0));
        var missed = 0;

        var producer = Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    Meet(here, there, skew: round & 63);
                    ring.TryPublish(default);
                    Meet(here, there, skew: 0);
                }
            },
            TaskCreationOptions.LongRunning);
        for (var round = 0; round < Rounds; round++)
        {
            var wakes = wakeup.Wakes;
            Meet(there, here, skew: 32);
            sleeper.Announce();
            var seen = poller.Available() >= poller.Next;
            Meet(there, here, skew: 0);
            if (!seen && wakeup.Wakes == wakes) missed++;
            sleeper.Cancel();
            poller.Release(poller.Available());
        }
        await producer;
        Assert.Equal(Rounds - 1, poller.Sequence.Value);
        Assert.Equal(0, missed);
    }

    /// <summary>Waits for the other thread, then for a few cycles more so that the order of the two changes from round to round.</summary>
    static void Meet(Sequence mine, Sequence other, int skew)
    {
        var round = mine.Value + 1;
        mine.Value = round;
        for (var spins = 0; other.Value < round; spins++)
            if (spins > SpinsMax) Thread.Yield();
        for (var i = 0; i < skew; i++) Volatile.Read(ref skew);
    }

    /// <summary>The next message is sent only after the last one was taken, so one lost wake-up stops everything.</summary>
    [Theory, CombinedProducers]
    public async Task No_message_is_slept_through(ProducerType producers)
    {
        const int Rounds = 20_000;
        using var waiter = new StrictWaiter();
        var ring = new RingBuffer<Slot>(4, producers);
        var poller = ring.NewPoller();
        var sleeper = new Sleeper(waiter);
        ring.Sequencer.AddSleeper(sleeper);

        var consumer = Task.Factory.StartNew(() => Consume(poller, sleeper, waiter, Rounds), TaskCreationOptions.LongRunning);
        for (var round = 0; round < Rounds; round++)
        {
            Assert.True(ring.TryPublish(default));
            for (var spins = 0; poller.Sequence.Value < round && !consumer.IsCompleted; spins++)
                if (spins < SpinsMax) Thread.SpinWait(1);
                else Thread.Yield();
            // Different delays let the publish fall before, into and after the announcement.
            Thread.SpinWait(round % 64);
        }
        await consumer;
        Assert.Equal(Rounds - 1, poller.Sequence.Value);
    }

    static void Consume(EventPoller<Slot> poller, Sleeper sleeper, StrictWaiter waiter, int rounds)
    {
        while (poller.Next < rounds)
        {
            sleeper.Announce();
            var available = poller.Available();
            if (available < poller.Next) waiter.Wait(-1);
            sleeper.Cancel();
            poller.Release(poller.Available());
        }
    }

    /// <summary>A waiter that takes a long wait for a lost wake-up: the producer of this test is never that slow.</summary>
    sealed class StrictWaiter : IWaiter, IDisposable
    {
        readonly ManualResetEventSlim _event = new(false, spinCount: 10);

        public void Wait(int millisMax)
        {
            if (!_event.Wait(Patience.Limit)) throw new TimeoutException("A wake-up was lost.");
            _event.Reset();
        }

        public void Wake() => _event.Set();

        public void Dispose() => _event.Dispose();
    }
}
