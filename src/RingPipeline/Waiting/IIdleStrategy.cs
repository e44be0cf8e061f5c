namespace Gateway.RingPipeline;

/// <summary>What a thread does after a turn of its agents. One instance belongs to one thread.</summary>
public interface IIdleStrategy : IWakeup
{
    /// <summary>Called after every turn.</summary>
    /// <param name="workCount">What the turn did; 0 means there was nothing to do.</param>
    void Idle(int workCount);
}
