using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>
/// Days and sessions of scopes. A scope's day ends at its own reset, else at the firm's, else at 00:00 UTC; a reset that has passed is
/// taken again 24 hours later until the next one is told.
/// </summary>
sealed class Calendar(EngineState state, EventWriter events)
{
    const long NanosPerDay = 86_400_000_000_000;

    /// <summary>The scope that the message means, as the scope table numbers it; the message's instants become its own.</summary>
    internal bool TrySet(ref readonly ScheduleSet set, int scope)
    {
        if (set.ResetAt.Nanos < 0 || set.OpensAt.Nanos < 0 || set.ClosesAt.Nanos < set.OpensAt.Nanos) return false;
        state.Scopes.Schedules[scope] = new ScopeSchedule { ResetAt = set.ResetAt.Nanos, OpensAt = set.OpensAt.Nanos, ClosesAt = set.ClosesAt.Nanos };
        state.Scopes.FindNextReset();
        return true;
    }

    internal void Tell<TOutbox>(ref readonly ScheduleSet set, bool applied, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var what = new Rejection { Reason = RejectReason.OutsideSession, Scope = set.Scope, Key = set.Key, Limit = set.OpensAt.Nanos, Observed = set.ClosesAt.Nanos };
        events.Tell(applied ? RiskEventType.LimitApplied : RiskEventType.LimitRefused, in what, TradingState.Active, set.ResetAt.Nanos, in set.By, ref outbox);
    }

    /// <summary>The instant at which the scope's day ends.</summary>
    internal long EndOfDay(int scope)
    {
        var own = state.Scopes.Schedules[scope].ResetAt;
        if (own == 0) own = state.Scopes.Schedules[0].ResetAt;
        return own != 0 ? own : (state.Day + 1) * NanosPerDay;
    }
}
