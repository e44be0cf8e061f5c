using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>FIX sessions come and go; one that asked for it loses its working orders when it goes.</summary>
sealed class SessionHandler(EngineState state, MassCancelHandler cancels, EventWriter events)
{
    // What the FIX session calls a peer that has fallen silent.
    static readonly Text32 s_silent = Text32.From("HeartbeatTimeout");

    internal void OnLoggedOn(ushort session)
    {
        if (state.Registry.KnowsSession(session)) state.Registry.Sessions[session].LoggedOn = true;
    }

    internal void OnLoggedOut<TOutbox>(ushort session, ref readonly SessionLoggedOut loggedOut, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!state.Registry.KnowsSession(session)) return;
        state.Registry.Sessions[session].LoggedOn = false;
        var silent = loggedOut.Cause == s_silent;
        if (silent) events.Alert(RejectReason.HeartbeatLost, ScopeKind.Session, Reference.Texts.Narrow(in state.Registry.Sessions[session].CompId), 0, 0, ref outbox);
        if (!state.Registry.Sessions[session].CancelOnDisconnect) return;
        var cause = new CancelCause(silent ? RejectReason.HeartbeatLost : RejectReason.CancelOnDisconnect, Unsolicited: true);
        cancels.CancelSession(session, OrderFilter.All, in cause, ref outbox);
    }
}
