using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Load;

/// <summary>
/// Sequence numbers of a driver's session. Each run starts them at 1 with ResetSeqNumFlag=Y, so that no state file is needed; what was sent is not kept and a
/// resend request is answered with a gap fill, because orders of the past must not be sent again.
/// </summary>
sealed class ForgetfulStore : FixStore
{
    long _nextSender = 1;
    long _nextTarget = 1;

    /// <summary>ResendRequests that were sent: gaps in what the gateway sent.</summary>
    internal int GapCount { get; private set; }

    /// <inheritdoc/>
    public override long NextSenderMsgSeqNum => _nextSender;

    /// <inheritdoc/>
    public override long NextTargetMsgSeqNum => _nextTarget;

    /// <inheritdoc/>
    public override bool KeepsMessages => false;

    /// <inheritdoc/>
    public override void OnSent(long msgSeqNum, bool admin, ReadOnlySpan<byte> frame, long now)
    {
        _nextSender = msgSeqNum + 1;
        if (admin && frame.IndexOf("\u000135=2\u0001"u8) > 0) GapCount++;
    }

    /// <inheritdoc/>
    public override void SetNextTarget(long next, bool admin) => _nextTarget = next;

    /// <inheritdoc/>
    public override void SetNextSender(long next) => _nextSender = next;

    /// <inheritdoc/>
    public override void Reset(long now) => _nextSender = _nextTarget = 1;

    /// <inheritdoc/>
    public override ReplayResult Replay(long msgSeqNum, FixSession session) => ReplayResult.Gap;
}
