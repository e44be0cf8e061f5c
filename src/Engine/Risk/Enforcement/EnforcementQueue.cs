using Gateway.Messages;

namespace Gateway.Engine.Risk.Enforcement;

/// <summary>
/// Where rules raise breaches. A lockout stands and is told at once, before anything else happens; the rest of the work waits for the
/// end of the message, when no order is half way through its changes. Empty between two messages.
/// </summary>
sealed class EnforcementQueue(EngineState state, EventWriter events)
{
    readonly EnforcementRequest[] _requests = new EnforcementRequest[state.Limits.AccountsMax + state.Limits.EnforcementsMax];
    int _count;

    internal bool IsEmpty => _count == 0;

    /// <summary>Takes a breach in. A lockout that ends no later than the one in force, and work that waits already, change nothing.</summary>
    internal void Raise<TOutbox>(ref EnforcementRequest request, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        request.Correlation = state.Cause;
        request.What = request.What.At(state.Scopes.KindOf(request.Scope), state.Scopes.KeyOf(request.Scope, state.Registry));
        if (request.Locks && !Lock(in request, ref outbox)) return;
        for (var i = 0; i < _count; i++)
            if (_requests[i].IsSameWork(in request))
                return;
        if (_count < _requests.Length) _requests[_count++] = request;
        else StopAll(ref outbox);
    }

    bool Lock<TOutbox>(in EnforcementRequest request, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var present = ref state.Scopes.States[request.Scope];
        if (present.LockedUntil >= request.Until) return false;
        present.LockedUntil = request.Until;
        present.LockReason = request.What.Reason;
        events.Tell(RiskEventType.LockoutSet, in request.What, present.State, request.Until, default, ref outbox);
        return true;
    }

    // More breaches at once than there is room for: nothing may be lost, so everything stops.
    void StopAll<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        state.Scopes.States[0].State = TradingState.Halted;
        _requests[0] = new EnforcementRequest { Action = EnforcementAction.CancelWorking, Position = -1, Correlation = state.Cause };
        _count = 1;
        events.Tell(RiskEventType.StateChanged, EngineTable.Enforcements.Full(_requests.Length), TradingState.Halted, 0, default, ref outbox);
    }

    /// <summary>The breach that has been waiting longest; false when none is left.</summary>
    internal bool TryTake(out EnforcementRequest request)
    {
        if (_count == 0)
        {
            request = default;
            return false;
        }

        request = _requests[0];
        _requests.AsSpan(1, --_count).CopyTo(_requests);
        return true;
    }
}
