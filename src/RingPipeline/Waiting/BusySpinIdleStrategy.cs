namespace Gateway.RingPipeline;

/// <summary>Spins with the processor's pause instruction: the fastest answer, for threads with a core of their own.</summary>
public sealed class BusySpinIdleStrategy : IIdleStrategy
{
    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        if (workCount == 0) Thread.SpinWait(1);
    }

    /// <summary>Does nothing: this strategy never sleeps.</summary>
    public void Wake() { }
}
