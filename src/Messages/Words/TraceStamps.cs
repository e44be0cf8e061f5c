namespace Gateway.Messages;

/// <summary>
/// When a message passed where, in monotonic nanoseconds. It rides along for the latency report: the core never reads it,
/// the journal never holds it.
/// </summary>
public struct TraceStamps
{
    /// <summary>The bytes had been read from the socket.</summary>
    public long Received;

    /// <summary>The pipeline took the message from the inbound ring.</summary>
    public long Taken;
}
