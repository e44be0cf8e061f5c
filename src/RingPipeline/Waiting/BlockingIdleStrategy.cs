namespace Gateway.RingPipeline;

/// <summary>
/// Spins for a while, then announces sleep, lets the agents look once more, and then waits until a producer wakes it.
/// Add <see cref="Sleeper"/> to every ring that the thread consumes.
/// </summary>
/// <remarks>
/// The turn between the announcement and the wait is the second look that the scheme of <see cref="RingPipeline.Sleeper"/>
/// asks for, so an agent needs no method of its own to tell whether there is work.
/// </remarks>
/// <param name="waiter">Where the thread sleeps.</param>
/// <param name="spins">Idle turns before the announcement.</param>
/// <param name="millisMax">The longest sleep in milliseconds, for agents with timers; -1 for no bound.</param>
public sealed class BlockingIdleStrategy(IWaiter waiter, int spins = 100, int millisMax = -1) : IIdleStrategy
{
    int _idleTurns;

    /// <summary>What producers look at.</summary>
    public Sleeper Sleeper { get; } = new(waiter);

    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        if (workCount != 0) StayAwake();
        else if (_idleTurns < spins) Spin();
        else if (_idleTurns == spins) AnnounceSleep();
        else Sleep();
    }

    /// <inheritdoc/>
    public void Wake() => waiter.Wake();

    void StayAwake()
    {
        if (_idleTurns > spins) Sleeper.Cancel();
        _idleTurns = 0;
    }

    void Spin()
    {
        _idleTurns++;
        Thread.SpinWait(1);
    }

    void AnnounceSleep()
    {
        _idleTurns++;
        Sleeper.Announce();
    }

    void Sleep()
    {
        waiter.Wait(millisMax);
        Sleeper.Cancel();
        _idleTurns = 0;
    }
}
