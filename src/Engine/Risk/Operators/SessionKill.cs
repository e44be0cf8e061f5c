using Gateway.Engine.Reference;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Operators;

/// <summary>A strategy stops itself: its CompID is halted, in every FIX version, until an operator resumes it.</summary>
sealed class SessionKill(EngineState state, EventWriter events)
{
    internal void Run<TOutbox>(ushort session, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var name = Texts.Narrow(in state.Registry.Sessions[session].CompId);
        var scope = state.Scopes.Of(ScopeKind.Session, state.Registry.Sessions[session].Owner);
        ref var present = ref state.Scopes.States[scope];
        (present.State, present.Killed) = (TradingState.Halted, true);
        state.Scopes.Holds[scope] = new ScopeHold { Person = true };
        events.Tell(RiskEventType.StateChanged, Rejection.Of(RejectReason.KillSwitch).At(ScopeKind.Session, name), TradingState.Halted, 0, default, ref outbox);
    }
}
