namespace Gateway.RingPipeline;

/// <summary>
/// How a consumer thread goes to sleep without missing a message, while producers pay for a wake-up only when it sleeps.
/// The consumer: <see cref="Announce"/>; look once more at all its rings; if there is nothing, wait in whatever its
/// <see cref="IWakeup"/> ends; <see cref="Cancel"/>.
/// </summary>
/// <remarks>
/// Both sides store, fence and load (Dekker's scheme): the consumer stores the announcement and then looks at the
/// rings, the producer publishes and then looks for the announcement. Without a full fence on either side both loads may be
/// served before the stores are visible, and the message would lie in the ring until the next one comes.
/// </remarks>
/// <param name="wakeup">Ends the wait; called at most once for each announcement.</param>
public sealed class Sleeper(IWakeup wakeup)
{
    int _announced;

    /// <summary>Says that this thread is about to sleep. From here on a publish on any ring of it wakes it.</summary>
    public void Announce() => Interlocked.Exchange(ref _announced, 1);

    /// <summary>Says that this thread is awake. A wake-up already on its way is harmless: the next wait ends early.</summary>
    public void Cancel() => Volatile.Write(ref _announced, 0);

    /// <summary>Producers of things that are no ring (a flag, a queue) call this after making them visible.</summary>
    public void Notify()
    {
        Interlocked.MemoryBarrier();
        WakeIfAnnounced();
    }

    /// <summary>The caller has put a full fence after its store.</summary>
    internal void WakeIfAnnounced()
    {
        if (Volatile.Read(ref _announced) != 0 && Interlocked.Exchange(ref _announced, 0) != 0) wakeup.Wake();
    }
}
