namespace Gateway.Fix.Session;

/// <summary>Told once when a session's outgoing bytes become pending, so that a transport need not look at every session.</summary>
interface IOutgoingSink
{
    void OnOutgoing();

    /// <summary>Bytes that the transport holds for what it reads.</summary>
    long BytesAllocated { get; }
}
