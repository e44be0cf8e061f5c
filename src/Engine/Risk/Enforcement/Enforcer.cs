using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Enforcement;

/// <summary>
/// Does at the end of each message what the breaches in it asked for. The lockout stands already; then the working orders are cancelled,
/// the positions closed, and whether they are flat is looked at after every report of a venue and every tick. What is not flat is tried
/// again, and after some tries an operator is called; it ends when all is flat or an operator ends it.
/// </summary>
sealed class Enforcer(EngineState state, EnforcementQueue queue, MassCancelHandler cancels, PositionCloser closer, EventWriter events)
{
    const long Pause = 1_000_000_000;
    const int TriesBeforeAlert = 5;

    /// <summary>Something is on its way to flat.</summary>
    internal bool IsUnderWay => state.Enforcements.Count > 0;

    /// <summary>A position is on its way to flat, or to what it may keep.</summary>
    internal bool IsClosing(int position)
    {
        for (var at = 0; at < state.Enforcements.Count; at++)
            if (Means(in state.Enforcements[at], position))
                return true;
        return false;
    }

    /// <summary>The breaches of the message at work.</summary>
    internal void Run<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        while (queue.TryTake(out var request))
        {
            CancelWorking(in request, ref outbox);
            if (request.Action >= EnforcementAction.CloseExcess && request.Action != EnforcementAction.Lock) Begin(in request, ref outbox);
        }
    }

    /// <summary>A venue has told something, or time goes on: looks at all that is under way.</summary>
    internal void Look<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var at = state.Enforcements.Count - 1; at >= 0; at--) Step(at, ref outbox);
    }

    /// <summary>An operator lets the scope trade again, or unlocks it: what was under way there ends.</summary>
    internal void End<TOutbox>(int scope, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var at = state.Enforcements.Find(scope, -1);
        if (at < 0) return;
        Tell(RiskEventType.EnforcementEnded, in state.Enforcements[at], ref outbox);
        state.Enforcements.Remove(at);
    }

    void CancelWorking<TOutbox>(in EnforcementRequest request, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var cause = new CancelCause(request.Locks ? RejectReason.LockedOut : request.What.Reason, Unsolicited: true);
        if (request.Position < 0)
        {
            cancels.CancelScope(request.Scope, in cause, ref outbox);
            return;
        }

        ref var position = ref state.Positions[request.Position];
        var strategy = state.Scopes.KindOf(request.Scope) == ScopeKind.Strategy ? state.Scopes.NumberOf(request.Scope) : -1;
        cancels.CancelAll(OrderFilter.All with { Account = position.Account, Instrument = position.Instrument, Strategy = strategy }, in cause, ref outbox);
    }

    void Begin<TOutbox>(in EnforcementRequest request, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var at = state.Enforcements.Find(request.Scope, request.Position);
        if (at >= 0)
        {
            state.Enforcements[at].Keep = Math.Min(state.Enforcements[at].Keep, request.Keep);
        }
        else
        {
            if (state.Enforcements.IsFull)
            {
                events.Alert(EngineTable.Enforcements.Full(state.Enforcements.Count), ref outbox);
                events.Alert(RejectReason.TableFull, request.What.Scope, in request.What.Key, state.Enforcements.Count, state.Enforcements.Count + 1, ref outbox);
                return;
            }

            at = state.Enforcements.Add(new Enforcement
            {
                Id = request.Correlation, Scope = request.Scope, Position = request.Position, Keep = request.Keep, Reason = request.What.Reason, Started = state.Now,
            });
            events.Tell(
                RiskEventType.EnforcementStarted, What(in state.Enforcements[at], request.What.Limit, request.What.Observed), TradingState.Active, 0, default,
                request.Correlation, ref outbox);
        }

        Step(at, ref outbox);
    }

    void Step<TOutbox>(int at, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (state.Now >= state.Enforcements[at].NextTry && !IsFlat(in state.Enforcements[at])) Try(at, ref outbox);
        if (!IsFlat(in state.Enforcements[at])) return;
        Tell(RiskEventType.EnforcementDone, in state.Enforcements[at], ref outbox);
        state.Enforcements.Remove(at);
    }

    void Try<TOutbox>(int at, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        // By value and written back: what the closing orders cause may move the table's items.
        var item = state.Enforcements[at];
        item.NextTry = state.Now + Pause;
        item.Tries++;
        for (var number = 0; number < state.Positions.Count; number++)
            if (Means(in item, number) && closer.Close(item.Scope, number, item.Keep, item.Id, ref item.Orders, ref outbox) && item.Tries > 1)
                events.Tell(RiskEventType.EnforcementRetried, What(in item, item.Tries, item.Orders), TradingState.Active, 0, default, item.Id, ref outbox);
        state.Enforcements[at] = item;
        if (item.Tries == TriesBeforeAlert && !IsFlat(in item)) Tell(RiskEventType.EnforcementStuck, in item, ref outbox);
    }

    bool IsFlat(in Enforcement item)
    {
        for (var number = 0; number < state.Positions.Count; number++)
        {
            if (!Means(in item, number)) continue;
            if (closer.Excess(item.Scope, number, item.Keep) > 0 || (item.IsWhole && IsWorking(item.Scope, in state.Positions[number]))) return false;
        }

        return true;
    }

    bool IsWorking(int scope, ref readonly Positions.Position position)
        => state.Scopes.KindOf(scope) == ScopeKind.Strategy
            ? state.Shares[state.Shares.Find(scope, position.Account, position.Instrument)].IsWorking
            : position.WorkingBuys != 0 || position.WorkingSells != 0;

    bool Means(in Enforcement item, int number)
        => item.IsWhole ? IsOf(item.Scope, in state.Positions[number]) : number == item.Position;

    /// <summary>Whether a position, or a part of it, belongs to a scope. Sessions and venues own none.</summary>
    internal bool IsOf(int scope, ref readonly Positions.Position position) => state.Scopes.KindOf(scope) switch
    {
        ScopeKind.Firm => true,
        ScopeKind.Account => position.Account == state.Scopes.NumberOf(scope),
        ScopeKind.Instrument => position.Instrument == state.Scopes.NumberOf(scope),
        ScopeKind.Strategy => state.Shares.Find(scope, position.Account, position.Instrument) >= 0,
        ScopeKind.Group => IsOfGroup(state.Scopes.NumberOf(scope), position.Account),
        _ => false,
    };

    bool IsOfGroup(int group, int account)
    {
        foreach (ref var member in state.Registry.MembersOf(group))
            if (member.Account == account)
                return true;
        return false;
    }

    void Tell<TOutbox>(RiskEventType type, in Enforcement item, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => events.Tell(type, What(in item, item.Tries, state.Now - item.Started), TradingState.Active, 0, default, item.Id, ref outbox);

    Rejection What(in Enforcement item, long limit, long observed)
        => Rejection.Of(item.Reason, limit, observed).At(state.Scopes.KindOf(item.Scope), state.Scopes.KeyOf(item.Scope, state.Registry));
}
