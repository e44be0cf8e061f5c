namespace Gateway.RingPipeline;

/// <summary>Ends the sleep of a thread from another thread, e.g. by writing to an eventfd.</summary>
public interface IWakeup
{
    /// <summary>
    /// Ends the present wait, or the next one if none is under way: a wake-up is never lost. Called by any thread; must not
    /// block, allocate or throw.
    /// </summary>
    void Wake();
}

/// <summary>Something a thread can sleep in until it is woken: an event, or epoll_wait with an eventfd in its set.</summary>
public interface IWaiter : IWakeup
{
    /// <summary>Waits until woken, until the waiter's own sources are ready, or until the time is over.</summary>
    /// <param name="millisMax">The longest wait in milliseconds; -1 for no bound.</param>
    void Wait(int millisMax);
}
