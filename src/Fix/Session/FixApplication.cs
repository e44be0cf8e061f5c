using Gateway.Fix.Codec;

namespace Gateway.Fix.Session;

/// <summary>
/// What a user of the engine implements. All calls come on the thread that owns the session; none may block. Messages are valid only
/// during the call.
/// </summary>
public abstract class FixApplication
{
    /// <summary>An application message in sequence (and those with PossDup that were not seen before).</summary>
    public abstract FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context);

    /// <summary>Acceptor: may this Logon in? Returns null to accept, or the text of the Logout that refuses it.</summary>
    public virtual string? OnLogonRequest(FixSession session, in FixMessage logon) => null;

    /// <summary>Adds fields to a Logon that is about to leave (credentials of a venue and the like).</summary>
    public virtual void OnSendingLogon(FixSession session, ref FixWriter writer, long now)
    {
    }

    /// <summary>The session is logged on; messages may be sent.</summary>
    public virtual void OnLogon(FixSession session, long now)
    {
    }

    /// <summary>The session was logged on and no longer is: the hook for cancel on disconnect.</summary>
    public virtual void OnLogout(FixSession session, DisconnectReason reason, long now)
    {
    }

    /// <summary>An admin message in sequence, e.g. the peer's Reject (3), after the session has dealt with it.</summary>
    public virtual void OnAdmin(FixSession session, in FixMessage message, long now)
    {
    }

    /// <summary>Sequence numbers went back to 1 on both sides.</summary>
    public virtual void OnReset(FixSession session, long now)
    {
    }

    /// <summary>Something that an operator wants in the log.</summary>
    public virtual void OnEvent(FixSession session, string text, long now)
    {
    }
}
