namespace Gateway.RingPipeline.Tests;

public class IdleStrategyTests
{
    sealed class ScriptedWaiter : IWaiter
    {
        public List<int> Waits { get; } = [];

        public int Wakes { get; private set; }

        public void Wait(int millisMax) => Waits.Add(millisMax);

        public void Wake() => Wakes++;
    }

    [Fact]
    public void Blocking_spins_announces_looks_again_and_only_then_waits()
    {
        var waiter = new ScriptedWaiter();
        var idle = new BlockingIdleStrategy(waiter, spins: 2, millisMax: 50);
        idle.Idle(0);
        idle.Idle(0);
        idle.Sleeper.Notify();
        Assert.Equal(0, waiter.Wakes);
        idle.Idle(0);
        Assert.Empty(waiter.Waits);
        idle.Sleeper.Notify();
        Assert.Equal(1, waiter.Wakes);
        idle.Idle(0);
        Assert.Equal([50], waiter.Waits);
    }

    [Fact]
    public void Blocking_stays_awake_when_the_second_look_finds_work()
    {
        var waiter = new ScriptedWaiter();
        var idle = new BlockingIdleStrategy(waiter, spins: 0);
        idle.Idle(0);
        idle.Idle(3);
        idle.Sleeper.Notify();
        Assert.Equal(0, waiter.Wakes);
        idle.Idle(0);
        Assert.Empty(waiter.Waits);
        idle.Idle(0);
        Assert.Equal([-1], waiter.Waits);
    }

    [Fact]
    public void The_strategies_that_need_no_wake_up_come_back_by_themselves()
    {
        IIdleStrategy[] strategies =
        [
            new BusySpinIdleStrategy(), new YieldingIdleStrategy(2), new BackoffIdleStrategy(2, 2, 1_000, 10_000),
        ];
        foreach (var strategy in strategies)
        {
            for (var i = 0; i < 20; i++) strategy.Idle(i % 10 == 9 ? 1 : 0);
            strategy.Wake();
        }
    }

    [Fact]
    public void An_event_waiter_remembers_a_wake_up_that_came_first()
    {
        using var waiter = new EventWaiter();
        waiter.Wake();
        waiter.Wait(-1);
    }
}
