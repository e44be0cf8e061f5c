using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>What the passing of time ends or begins: lockouts, trading sessions, the time before the close.</summary>
sealed class CalendarGuard(EngineState state, EventWriter events, Breaches breaches)
{
    const ulong Hours = 1UL << (int)Rule.SessionHours | 1UL << (int)Rule.SquareOff;

    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var scope = 0; scope < state.Scopes.Count; scope++)
        {
            ref var present = ref state.Scopes.States[scope];
            if (present.LockedUntil != 0 && present.LockedUntil <= state.Now) Release(scope, ref present, ref outbox);
            if ((present.Enabled & Hours) != 0) LookAtSession(scope, ref present, ref outbox);
        }
    }

    // Lockouts whose end has come are told and forgotten.
    void Release<TOutbox>(int scope, ref ScopeState present, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var what = Rejection.Of(present.LockReason).At(state.Scopes.KindOf(scope), state.Scopes.KeyOf(scope, state.Registry));
        present.LockedUntil = 0;
        present.LockReason = RejectReason.None;
        events.Tell(RiskEventType.LockoutReleased, in what, present.Strictest, 0, default, ref outbox);
    }

    void LookAtSession<TOutbox>(int scope, ref ScopeState present, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var session = ref state.Scopes.SessionOf(scope);
        var open = session.IsOpen(state.Now);
        if (present.WasOpen && !open && breaches.IsSet(scope, Rule.SessionHours, out var hours)) End(scope, hours.Value != 0, session.ClosesAt, ref outbox);
        if (!open) present.SquaredOff = false;
        present.WasOpen = open;
        if (open && breaches.IsSet(scope, Rule.SquareOff, out var squareOff)) SquareOff(scope, ref present, in session, in squareOff, ref outbox);
    }

    // R043
    void End<TOutbox>(int scope, bool flatten, long closedAt, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (flatten) breaches.Flatten(scope, RejectReason.OutsideSession, closedAt, state.Now, ref outbox);
        else breaches.CancelWorking(scope, RejectReason.OutsideSession, closedAt, state.Now, ref outbox);
    }

    // R044: once a session.
    void SquareOff<TOutbox>(int scope, ref ScopeState present, in ScopeSchedule session, in Terms terms, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (present.SquaredOff || terms.Value == 0 || state.Now < session.ClosesAt - terms.Value) return;
        present.SquaredOff = true;
        breaches.Flatten(scope, RejectReason.SquareOff, session.ClosesAt - terms.Value, state.Now, ref outbox);
    }
}
