namespace Gateway.RingPipeline;

/// <summary>How many threads may claim slots of a ring at the same time.</summary>
public enum ProducerType
{
    /// <summary>One thread claims and publishes, in order. No interlocked instruction.</summary>
    Single,

    /// <summary>Any thread claims; publishes may come out of order. One compare-and-swap a claim.</summary>
    Multi,
}
