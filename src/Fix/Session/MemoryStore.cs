namespace Gateway.Fix.Session;

/// <summary>
/// Keeps sent application messages in a ring of bytes, oldest out first: nothing survives the process. What has been pushed out is
/// gap-filled on a resend.
/// </summary>
public sealed class MemoryStore : FixStore
{
    readonly FrameRing _ring;
    long _nextSender = 1;
    long _nextTarget = 1;

    /// <summary>Creates a store.</summary>
    /// <param name="messagesMax">Most messages kept.</param>
    /// <param name="bytesMax">Most bytes kept.</param>
    public MemoryStore(int messagesMax = 65_536, int bytesMax = 16 << 20) => _ring = new FrameRing(messagesMax, bytesMax);

    /// <inheritdoc/>
    public override long NextSenderMsgSeqNum => _nextSender;

    /// <inheritdoc/>
    public override long NextTargetMsgSeqNum => _nextTarget;

    /// <summary>Bytes of memory in use for messages.</summary>
    public long BytesUsed => _ring.BytesAllocated;

    /// <inheritdoc/>
    public override void OnSent(long msgSeqNum, bool admin, ReadOnlySpan<byte> frame, long now)
    {
        _nextSender = msgSeqNum + 1;
        if (!admin && !frame.IsEmpty)
            _ring.Add(msgSeqNum, frame);
    }

    /// <inheritdoc/>
    public override void SetNextTarget(long next, bool admin) => _nextTarget = next;

    /// <inheritdoc/>
    public override void SetNextSender(long next) => _nextSender = next;

    /// <inheritdoc/>
    public override void Reset(long now)
    {
        _nextSender = _nextTarget = 1;
        _ring.Clear();
    }

    /// <inheritdoc/>
    public override ReplayResult Replay(long msgSeqNum, FixSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        ReadOnlySpan<byte> frame = _ring.Find(msgSeqNum);
        if (frame.IsEmpty)
            return ReplayResult.Gap;
        session.ReplayFrame(frame);
        return ReplayResult.Message;
    }
}
