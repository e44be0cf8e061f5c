using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>What is in force at a scope: its trading state, its lockout, and which rules have a limit there.</summary>
struct ScopeState
{
    /// <summary>Bit r: rule r has an enabled limit here.</summary>
    internal ulong Enabled;

    /// <summary>End of a lockout; 0 for none.</summary>
    internal long LockedUntil;

    /// <summary>The rule that locked.</summary>
    internal RejectReason LockReason;

    internal TradingState State;

    /// <summary>The halt came with the order to cancel: a kill switch.</summary>
    internal bool Killed;

    /// <summary>What rules have imposed beside it.</summary>
    internal Restriction Imposed;

    /// <summary>Its session was open at the last look.</summary>
    internal bool WasOpen;

    /// <summary>Its positions were closed before the end of the present session.</summary>
    internal bool SquaredOff;

    internal readonly bool IsRestricted => State != TradingState.Active || LockedUntil != 0 || Imposed != Restriction.None;

    /// <summary>The stricter of what operators set and rules imposed.</summary>
    internal readonly TradingState Strictest => Restrictions.StateOf(Imposed) is var imposed && imposed > State ? imposed : State;

    /// <summary>Why the scope is not active.</summary>
    internal readonly RejectReason Reason
        => Restrictions.StateOf(Imposed) > State ? Restrictions.ReasonOf(Imposed) : Killed ? RejectReason.KillSwitch : RejectReason.TradingHalted;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Bits(ref Enabled);
        walker.Number(ref LockedUntil);
        walker.Word(ref LockReason);
        walker.Word(ref State);
        walker.Flag(ref Killed);
        walker.Word(ref Imposed);
        walker.Flag(ref WasOpen);
        walker.Flag(ref SquaredOff);
    }
}
