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

    internal readonly bool IsRestricted => State != TradingState.Active || LockedUntil != 0;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Bits(ref Enabled);
        walker.Number(ref LockedUntil);
        walker.Word(ref LockReason);
        walker.Word(ref State);
        walker.Flag(ref Killed);
    }
}
