namespace Gateway.RingPipeline;

/// <summary>
/// Spins, then yields, then parks for doubling times: nobody needs to wake it, an idle thread costs little, and the worst
/// delay of a message is the longest park (plus what the operating system adds, about 60 us on Linux).
/// </summary>
/// <param name="spins">Idle turns that spin.</param>
/// <param name="yields">Idle turns after those that yield.</param>
/// <param name="parkNanosMin">The first park in nanoseconds.</param>
/// <param name="parkNanosMax">The longest park in nanoseconds.</param>
public sealed class BackoffIdleStrategy(int spins = 100, int yields = 10, long parkNanosMin = 1_000, long parkNanosMax = 1_000_000)
    : IIdleStrategy
{
    int _idleTurns;
    long _parkNanos;

    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        if (workCount != 0) (_idleTurns, _parkNanos) = (0, 0);
        else if (_idleTurns < spins + yields) SpinOrYield();
        else ParkLonger();
    }

    /// <summary>Does nothing: a park ends by itself within <c>parkNanosMax</c>.</summary>
    public void Wake() { }

    void SpinOrYield()
    {
        if (_idleTurns++ < spins) Thread.SpinWait(1);
        else Thread.Yield();
    }

    void ParkLonger()
    {
        _parkNanos = Math.Clamp(_parkNanos * 2, parkNanosMin, parkNanosMax);
        Posix.Park(_parkNanos);
    }
}
