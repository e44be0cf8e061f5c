using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

/// <summary>Answer of <see cref="FixStore.Replay"/>.</summary>
public enum ReplayResult : byte
{
    /// <summary>An admin message, or one no longer kept: it is gap-filled.</summary>
    Gap,
    /// <summary>The store wrote the message through <see cref="FixSession.BeginReplay"/> or <see cref="FixSession.ReplayFrame"/>.</summary>
    Message,
    /// <summary>Not at hand yet: ask again next turn.</summary>
    Later,
}

/// <summary>
/// What survives a session's connections: the two next sequence numbers and the sent messages. Called by the owner of the session
/// only. An implementation may keep the numbers elsewhere (a journal) and make the writes no-ops.
/// </summary>
public abstract class FixStore
{
    /// <summary>Number of the next message sent; at least 1. Read when the session is created and after <see cref="Refresh"/>.</summary>
    public abstract long NextSenderMsgSeqNum { get; }

    /// <summary>Number expected next from the peer; at least 1. It may be behind what the peer sent: the rest is asked for again.</summary>
    public abstract long NextTargetMsgSeqNum { get; }

    /// <summary>True when sent application messages can be given back; messages that must wait for a resend are then held back.</summary>
    public virtual bool KeepsMessages => true;

    /// <summary>Records an outgoing message before its bytes may leave.</summary>
    /// <param name="msgSeqNum">Its number; the next one is this plus 1.</param>
    /// <param name="admin">A session message, which is never sent again.</param>
    /// <param name="frame">The whole message, 8 to 10; empty when the application only took a number (<see cref="FixSession.Assign"/>).</param>
    /// <param name="now">Time, nanoseconds since 1970-01-01 UTC.</param>
    public abstract void OnSent(long msgSeqNum, bool admin, ReadOnlySpan<byte> frame, long now);

    /// <summary>The number expected next from the peer changed.</summary>
    /// <param name="next">The number.</param>
    /// <param name="admin">The message before it was a session message (or none, after a SequenceReset).</param>
    public abstract void SetNextTarget(long next, bool admin);

    /// <summary>Sets the number of the next message sent, by an operator's act.</summary>
    public abstract void SetNextSender(long next);

    /// <summary>Both numbers back to 1 and all messages forgotten.</summary>
    public abstract void Reset(long now);

    /// <summary>Gives back message <paramref name="msgSeqNum"/> through <paramref name="session"/>, or says that it is a gap.</summary>
    public abstract ReplayResult Replay(long msgSeqNum, FixSession session);

    /// <summary>
    /// When the numbers last began at 1, nanoseconds since 1970-01-01 UTC: a session with a schedule begins anew when that was before its
    /// present opening. The default says that the store's owner sees to it.
    /// </summary>
    public virtual long ResetTime => long.MaxValue;

    /// <summary>
    /// Makes what was recorded survive the process; called before outgoing bytes are written. False when that is under way: the bytes wait,
    /// and it is called again in the next turn.
    /// </summary>
    public virtual bool Flush() => true;

    /// <summary>Reads the numbers again from where they are kept, before a connection.</summary>
    public virtual void Refresh()
    {
    }
}
