using Gateway.Engine.State;

namespace Gateway.Engine.Risk;

/// <summary>The next instants of a scope's calendar in nanoseconds of UTC; 0 for none of its own.</summary>
struct ScopeSchedule
{
    /// <summary>When its day ends.</summary>
    internal long ResetAt;

    /// <summary>The present or next trading session: from here …</summary>
    internal long OpensAt;

    /// <summary>… to before here.</summary>
    internal long ClosesAt;

    internal readonly bool HasSession => ClosesAt != 0;

    internal readonly bool IsOpen(long now) => now >= OpensAt && now < ClosesAt;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref ResetAt);
        walker.Number(ref OpensAt);
        walker.Number(ref ClosesAt);
    }
}
