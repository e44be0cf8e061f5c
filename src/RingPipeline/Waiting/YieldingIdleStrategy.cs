namespace Gateway.RingPipeline;

/// <summary>Spins for a while, then lets other threads of the core run between turns. Still takes a whole core when idle.</summary>
/// <param name="spins">Idle turns before the first yield.</param>
public sealed class YieldingIdleStrategy(int spins = 100) : IIdleStrategy
{
    int _idleTurns;

    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        if (workCount != 0) _idleTurns = 0;
        else if (_idleTurns < spins)
        {
            _idleTurns++;
            Thread.SpinWait(1);
        }
        else Thread.Yield();
    }

    /// <summary>Does nothing: this strategy never sleeps.</summary>
    public void Wake() { }
}
