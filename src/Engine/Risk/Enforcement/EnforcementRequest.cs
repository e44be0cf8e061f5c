using Gateway.Messages;

namespace Gateway.Engine.Risk.Enforcement;

/// <summary>A rule was broken by what has happened already, and this is what is to be done about it.</summary>
struct EnforcementRequest
{
    /// <summary>What is to be done.</summary>
    internal EnforcementAction Action;

    /// <summary>The scope, as the scope table numbers it.</summary>
    internal int Scope;

    /// <summary>The position meant by <see cref="EnforcementAction.CloseExcess"/> and <see cref="EnforcementAction.ClosePosition"/>; -1 for none.</summary>
    internal int Position;

    /// <summary>The size that the position may keep, units of 1e-8, not negative.</summary>
    internal long Keep;

    /// <summary>End of the lockout in nanoseconds of UTC; <see cref="UntilOperator"/> for one that only an operator ends.</summary>
    internal long Until;

    /// <summary>Rule, scope, limit and observed value.</summary>
    internal Rejection What;

    /// <summary>Sequence of the inbound message that brought the breach: binds together all that follows from it.</summary>
    internal long Correlation;

    /// <summary>No time ends it.</summary>
    internal const long UntilOperator = long.MaxValue;

    internal readonly bool Locks => Action is EnforcementAction.Lock or EnforcementAction.LockAndFlatten;

    internal readonly bool IsSameWork(in EnforcementRequest other)
        => Action == other.Action && Scope == other.Scope && Position == other.Position;
}
