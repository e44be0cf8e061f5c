using Gateway.Engine.Orders;
using Gateway.Engine.Risk.Enforcement;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Operators;

/// <summary>Trading states, kill switches and the end of lockouts. What is refused changes nothing and is told.</summary>
sealed class StateDesk(
    EngineState state, ScopeFinder finder, MassCancelHandler cancels, EnforcementQueue breaches, Enforcer enforcer, Drill drill, EventWriter events)
{
    internal void On<TOutbox>(ref readonly TradingStateSet set, bool person, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var what = new Rejection { Reason = set.CancelWorking ? RejectReason.KillSwitch : RejectReason.TradingHalted, Scope = set.Scope, Key = set.Key };
        var scope = set.State > TradingState.Halted || (set.Rule != 0 && Restrictions.Of(set.Rule) == Restriction.None) ? -1 : finder.Find(set.Scope, in set.Key);
        if (scope >= 0 && set.Rule != 0)
        {
            Impose(scope, in set, ref outbox);
            return;
        }

        var refusal = scope < 0 ? RejectReason.ScopeUnknown : Check(scope, in set, person);
        if (refusal != RejectReason.None)
        {
            state.Outcome.Refusal = Rejection.Of(refusal).At(set.Scope, set.Key);
            events.Tell(RiskEventType.StateRefused, in state.Outcome.Refusal, set.State, 0, in set.By, ref outbox);
            return;
        }

        Put(scope, in set, person);
        // The state stands and is told before the first cancel, so that nothing slips in between.
        events.Tell(RiskEventType.StateChanged, in what, set.State, 0, in set.By, ref outbox);
        if (set.State == TradingState.Active) enforcer.End(scope, ref outbox);
        if (set.CancelWorking) cancels.CancelScope(scope, new CancelCause(what.Reason, Unsolicited: true), ref outbox);
    }

    void Put(int scope, ref readonly TradingStateSet set, bool person)
    {
        ref var present = ref state.Scopes.States[scope];
        present.State = set.State;
        if (set.State == TradingState.Active) present.Imposed &= ~Restrictions.OperatorEnds;
        present.Killed = set.CancelWorking && set.State >= TradingState.CancelOnly;
        state.Scopes.Holds[scope] = set.State == TradingState.Active ? default
            : new ScopeHold { By = set.By, Person = person, SecondPerson = set.SecondPerson && present.Killed };
    }

    // A rule's restriction stands beside what operators set, and goes with its cause.
    void Impose<TOutbox>(int scope, ref readonly TradingStateSet set, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var present = ref state.Scopes.States[scope];
        var restriction = Restrictions.Of(set.Rule);
        present.Imposed = set.State == TradingState.Active ? present.Imposed & ~restriction : present.Imposed | restriction;
        var what = Rejection.Of(Restrictions.ReasonOf(restriction)).At(set.Scope, set.Key);
        events.Tell(RiskEventType.StateChanged, in what, present.Strictest, 0, in set.By, ref outbox);
    }

    /// <summary>A strategy is enabled or disabled; its working orders stay and can be cancelled (R004).</summary>
    internal void On<TOutbox>(ref readonly StrategySwitched switched, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var key = Reference.Texts.Widen(in switched.Strategy);
        var scope = finder.Find(ScopeKind.Strategy, in key);
        var account = FixedText.IsEmpty(in switched.Account) ? -1 : state.Registry.AccountNames.Find(in switched.Account);
        if (scope < 0 || (account < 0 && !FixedText.IsEmpty(in switched.Account)))
        {
            state.Outcome.Refusal = scope < 0 ? finder.Missing(ScopeKind.Strategy, in key) : Rejection.Of(RejectReason.ScopeUnknown).At(ScopeKind.Strategy, key);
            events.Tell(RiskEventType.StateRefused, in state.Outcome.Refusal, TradingState.Active, 0, in switched.By, ref outbox);
            return;
        }

        state.Switches.Set(state.Scopes.NumberOf(scope), account, switched.Enabled);
        var what = Rejection.Of(RejectReason.StrategyDisabled).At(ScopeKind.Strategy, key);
        events.Tell(RiskEventType.StateChanged, in what, switched.Enabled ? TradingState.Active : TradingState.CancelOnly, 0, in switched.By, ref outbox);
    }

    /// <summary>A lockout ends before its time.</summary>
    internal void On<TOutbox>(ref readonly LockoutRelease release, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var scope = finder.Find(release.Scope, in release.Key);
        if (scope < 0 || state.Scopes.States[scope].LockedUntil == 0)
        {
            state.Outcome.Refusal = Rejection.Of(scope < 0 ? RejectReason.ScopeUnknown : RejectReason.NothingToRelease).At(release.Scope, release.Key);
            events.Tell(RiskEventType.StateRefused, in state.Outcome.Refusal, TradingState.Active, 0, in release.By, ref outbox);
            return;
        }

        ref var present = ref state.Scopes.States[scope];
        var what = Rejection.Of(present.LockReason).At(release.Scope, release.Key);
        (present.LockedUntil, present.LockReason) = (0, RejectReason.None);
        events.Tell(RiskEventType.LockoutReleased, in what, present.State, 0, in release.By, ref outbox);
        enforcer.End(scope, ref outbox);
    }

    /// <summary>A kill that closes positions as well: the scope is halted first, then its orders go, then what it holds.</summary>
    internal void On<TOutbox>(ref readonly Flatten flatten, bool person, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var scope = flatten.Scope is ScopeKind.Session or ScopeKind.Venue ? -1 : finder.Find(flatten.Scope, in flatten.Key);
        if (scope < 0)
        {
            state.Outcome.Refusal = Rejection.Of(RejectReason.ScopeUnknown).At(flatten.Scope, flatten.Key);
            events.Tell(RiskEventType.StateRefused, in state.Outcome.Refusal, TradingState.Active, 0, in flatten.By, ref outbox);
            return;
        }

        if (flatten.Drill)
        {
            drill.Run(scope, ref outbox);
            return;
        }

        var what = Rejection.Of(RejectReason.KillSwitch).At(flatten.Scope, flatten.Key);
        ref var present = ref state.Scopes.States[scope];
        (present.State, present.Killed) = (TradingState.Halted, true);
        state.Scopes.Holds[scope] = new ScopeHold { By = flatten.By, Person = person, SecondPerson = flatten.SecondPerson };
        events.Tell(RiskEventType.StateChanged, in what, TradingState.Halted, 0, in flatten.By, ref outbox);
        var request = new EnforcementRequest { Action = EnforcementAction.Flatten, Scope = scope, Position = -1, What = what };
        breaches.Raise(ref request, ref outbox);
    }

    /// <summary>Somebody knocked at the operators' port who is no operator: worth a look, no more.</summary>
    internal void On<TOutbox>(ref readonly AccessRefused refused, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => events.Alert(RejectReason.NotAuthorised, ScopeKind.Firm, default, refused.Status, refused.LeftOut + 1, ref outbox);

    // What a person has restricted only a person relaxes, and a kill perhaps only another one.
    RejectReason Check(int scope, ref readonly TradingStateSet set, bool person)
    {
        ref var hold = ref state.Scopes.Holds[scope];
        if (set.State >= state.Scopes.States[scope].State) return RejectReason.None;
        if (hold.Person && !person) return RejectReason.NotAuthorised;
        return hold.SecondPerson && hold.By == set.By ? RejectReason.SecondPersonNeeded : RejectReason.None;
    }
}
