using Gateway.Engine.Risk.Enforcement;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>The words of the guards: what they look at, and what they ask for when a rule is broken.</summary>
sealed class Breaches(EngineState state, EnforcementQueue queue, EventWriter events)
{
    /// <summary>Whether the rule has a limit at the scope, and its terms.</summary>
    internal bool IsSet(int scope, Rule rule, out Terms terms)
    {
        terms = state.Scopes.TermsOf(scope, rule);
        return (state.Scopes.States[scope].Enabled >> (int)rule & 1) != 0;
    }

    internal void Lock<TOutbox>(int scope, RejectReason reason, Int128 limit, Int128 observed, long until, bool flatten, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
        => Raise(flatten ? EnforcementAction.LockAndFlatten : EnforcementAction.Lock, scope, -1, 0, until, reason, limit, observed, ref outbox);

    internal void CancelWorking<TOutbox>(int scope, RejectReason reason, Int128 limit, Int128 observed, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => Raise(EnforcementAction.CancelWorking, scope, -1, 0, 0, reason, limit, observed, ref outbox);

    internal void Flatten<TOutbox>(int scope, RejectReason reason, Int128 limit, Int128 observed, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => Raise(EnforcementAction.Flatten, scope, -1, 0, 0, reason, limit, observed, ref outbox);

    /// <summary>Brings a position down to what it may keep.</summary>
    internal void Close<TOutbox>(int scope, int position, RejectReason reason, Int128 limit, Int128 observed, long keep, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
        => Raise(keep > 0 ? EnforcementAction.CloseExcess : EnforcementAction.ClosePosition, scope, position, Math.Max(0, keep), 0, reason, limit, observed, ref outbox);

    /// <summary>Imposes a restriction and cancels what works in the scope; one that stands already changes nothing.</summary>
    internal void Restrict<TOutbox>(int scope, Restriction restriction, RejectReason reason, Int128 limit, Int128 observed, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        if (!Impose(scope, restriction, reason, limit, observed, ref outbox)) return;
        CancelWorking(scope, reason, limit, observed, ref outbox);
    }

    /// <summary>Imposes a restriction; false when it stands already.</summary>
    internal bool Impose<TOutbox>(int scope, Restriction restriction, RejectReason reason, Int128 limit, Int128 observed, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        ref var present = ref state.Scopes.States[scope];
        if ((present.Imposed & restriction) != 0) return false;
        present.Imposed |= restriction;
        Tell(scope, reason, limit, observed, ref outbox);
        return true;
    }

    /// <summary>The restriction's cause is gone.</summary>
    internal void Lift<TOutbox>(int scope, Restriction restriction, RejectReason reason, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var present = ref state.Scopes.States[scope];
        if ((present.Imposed & restriction) == 0) return;
        present.Imposed &= ~restriction;
        Tell(scope, reason, 0, 0, ref outbox);
    }

    void Tell<TOutbox>(int scope, RejectReason reason, Int128 limit, Int128 observed, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => events.Tell(RiskEventType.StateChanged, What(scope, reason, limit, observed), state.Scopes.States[scope].Strictest, 0, default, ref outbox);

    /// <summary>Worth a look.</summary>
    internal void Alert<TOutbox>(int scope, RejectReason reason, Int128 limit, Int128 observed, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => events.Tell(RiskEventType.Alert, What(scope, reason, limit, observed), state.Scopes.States[scope].Strictest, 0, default, ref outbox);

    Rejection What(int scope, RejectReason reason, Int128 limit, Int128 observed)
        => Rejection.Of(reason, FixedMath.Saturate(limit), FixedMath.Saturate(observed)).At(state.Scopes.KindOf(scope), state.Scopes.KeyOf(scope, state.Registry));

    void Raise<TOutbox>(
        EnforcementAction action, int scope, int position, long keep, long until, RejectReason reason, Int128 limit, Int128 observed, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        var request = new EnforcementRequest
        {
            Action = action, Scope = scope, Position = position, Keep = keep, Until = until,
            What = Rejection.Of(reason, FixedMath.Saturate(limit), FixedMath.Saturate(observed)),
        };
        queue.Raise(ref request, ref outbox);
    }
}
