namespace Gateway.Strategies;

/// <summary>
/// For each MsgSeqNum that a session has used: which outbound message it was, or that it was none. Eight bytes a message, kept
/// for the latest <see cref="Capacity"/>; older ones are answered by gap fill. The messages themselves stay in the outbound log.
/// </summary>
sealed class SentIndex(int chunksMax)
{
    const int ChunkLength = 4096;

    /// <summary>Stands for a session message, which is never sent again.</summary>
    internal const long Admin = 0;

    readonly long[]?[] _chunks = new long[]?[chunksMax];
    long _next = 1;

    /// <summary>How many of the latest messages are kept at least.</summary>
    internal long Capacity => (long)(chunksMax - 1) * ChunkLength;

    /// <summary>The MsgSeqNum that the next message gets.</summary>
    internal long Next => _next;

    /// <summary>The next message was this outbound message, or <see cref="Admin"/>.</summary>
    internal void Add(long outboundSequence)
    {
        var (chunk, offset) = Place(_next++);
        (_chunks[chunk] ??= new long[ChunkLength])[offset] = outboundSequence;
    }

    /// <summary>The outbound message behind a MsgSeqNum, or <see cref="Admin"/> when it was none or is no longer kept.</summary>
    internal long Find(long msgSeqNum)
    {
        if (msgSeqNum < 1 || msgSeqNum >= _next || msgSeqNum < _next - Capacity) return Admin;
        var (chunk, offset) = Place(msgSeqNum);
        return _chunks[chunk] is { } kept ? kept[offset] : Admin;
    }

    /// <summary>Numbers go on at <paramref name="next"/>; what lies between is a gap.</summary>
    internal void SkipTo(long next)
    {
        while (_next < next && next - _next <= Capacity) Add(Admin);
        if (_next < next) ClearAt(next);
    }

    /// <summary>Everything is forgotten; the next number is 1.</summary>
    internal void Reset() => ClearAt(1);

    void ClearAt(long next)
    {
        foreach (var chunk in _chunks) chunk?.AsSpan().Clear();
        _next = next;
    }

    (int Chunk, int Offset) Place(long msgSeqNum)
        => ((int)((ulong)msgSeqNum / ChunkLength % (ulong)chunksMax), (int)((ulong)msgSeqNum % ChunkLength));
}
