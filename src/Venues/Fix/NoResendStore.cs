using Gateway.Fix.Session;

namespace Gateway.Venues.Fix;

/// <summary>
/// Keeps the numbers, never gives a message back: an order that got lost on the way must not be placed minutes later by a
/// ResendRequest. The gap is filled instead, and the exchange is asked how each order stands.
/// </summary>
/// <param name="inner">Where the numbers are kept.</param>
/// <param name="overlap">How many of the peer's messages to ask for again when the process starts.</param>
sealed class NoResendStore(FixStore inner, int overlap) : FixStore, IDisposable
{
    long _nextTarget = Math.Max(1, inner.NextTargetMsgSeqNum - overlap);

    public override long NextSenderMsgSeqNum => inner.NextSenderMsgSeqNum;

    public override long NextTargetMsgSeqNum => _nextTarget;

    public override bool KeepsMessages => false;

    public override long ResetTime => inner.ResetTime;

    public override void OnSent(long msgSeqNum, bool admin, ReadOnlySpan<byte> frame, long now) => inner.OnSent(msgSeqNum, admin, default, now);

    public override void SetNextTarget(long next, bool admin)
    {
        _nextTarget = next;
        if (next > inner.NextTargetMsgSeqNum) inner.SetNextTarget(next, admin);
    }

    public override void SetNextSender(long next) => inner.SetNextSender(next);

    public override void Reset(long now)
    {
        inner.Reset(now);
        _nextTarget = inner.NextTargetMsgSeqNum;
    }

    public override ReplayResult Replay(long msgSeqNum, FixSession session) => ReplayResult.Gap;

    public override bool Flush() => inner.Flush();

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
