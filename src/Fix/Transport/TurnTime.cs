namespace Gateway.Fix.Transport;

/// <summary>
/// Tells time that has passed from a clock that was set and from a process that stood still (a suspended machine, SIGSTOP), by the times of the turns of a
/// duty cycle: between two of them passes nothing at least and <see cref="PassesMax"/> at most. So nobody is taken for silent whom nobody could hear.
/// </summary>
public struct TurnTime
{
    /// <summary>The most that counts as passed between two turns, nanoseconds.</summary>
    public const long PassesMax = 1_000_000_000;

    long _last;

    /// <summary>
    /// Takes a turn's time, and tells what all that waits for a time has to be moved by: 0 nearly always, more than 0 when the clock was set on or
    /// nothing ran, less when it was set back.
    /// </summary>
    /// <param name="now">Time of the turn, nanoseconds since 1970-01-01 UTC.</param>
    public long Take(long now)
    {
        long gone = _last == 0 ? 0 : now - _last;
        _last = now;
        return gone - Math.Clamp(gone, 0, PassesMax);
    }
}
