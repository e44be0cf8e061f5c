using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>FIX sessions come and go; one that asked for it loses its working orders when it goes.</summary>
sealed class SessionHandler(EngineState state, MassCancelHandler cancels)
{
    internal void OnLoggedOn(ushort session)
    {
        if (state.Registry.KnowsSession(session)) state.Registry.Sessions[session].LoggedOn = true;
    }

    internal void OnLoggedOut<TOutbox>(ushort session, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!state.Registry.KnowsSession(session)) return;
        state.Registry.Sessions[session].LoggedOn = false;
        if (!state.Registry.Sessions[session].CancelOnDisconnect) return;
        var cause = new CancelCause(RejectReason.CancelOnDisconnect, Unsolicited: true);
        cancels.CancelSession(session, OrderFilter.All, in cause, ref outbox);
    }
}
