using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Enforcement;

/// <summary>Positions on their way to flat, or to what may stay.</summary>
struct Enforcement
{
    /// <summary>Sequence of the inbound message that began it; binds together all that follows from it. 0: free.</summary>
    internal long Id;

    /// <summary>Whose positions.</summary>
    internal int Scope;

    /// <summary>The one position meant; -1 for all of the scope.</summary>
    internal int Position;

    /// <summary>Size that a position may keep.</summary>
    internal long Keep;

    /// <summary>The rule that was broken.</summary>
    internal RejectReason Reason;

    /// <summary>When it began.</summary>
    internal long Started;

    /// <summary>Not tried again before.</summary>
    internal long NextTry;

    /// <summary>Times that closing orders were sent.</summary>
    internal int Tries;

    /// <summary>Closing orders sent.</summary>
    internal int Orders;

    /// <summary>Its scope is closed to orders that open: working orders have to be gone as well before it is flat.</summary>
    internal readonly bool IsWhole => Position < 0;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref Id);
        walker.Named(NameKind.Scope, ref Scope);
        walker.Number(ref Position);
        walker.Number(ref Keep);
        walker.Word(ref Reason);
        walker.Number(ref Started);
        walker.Number(ref NextTry);
        walker.Number(ref Tries);
        walker.Number(ref Orders);
    }
}
