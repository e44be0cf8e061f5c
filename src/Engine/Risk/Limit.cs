using Gateway.Engine.State;

namespace Gateway.Engine.Risk;

/// <summary>A limit of one rule at one scope. Values are decimals in units of 1e-8, counts and percents too.</summary>
struct Limit
{
    internal long Value;
    internal long Value2;
    internal long Value3;
    internal long WindowNanos;

    /// <summary>Set for this very scope, so that a limit for all scopes of the kind does not replace it.</summary>
    internal bool Own;

    internal bool Enabled;

    /// <summary>Means the same, as far as a limit means anything.</summary>
    internal readonly bool IsSameAs(in Limit other)
        => Enabled == other.Enabled && (!Enabled || (Value == other.Value && Value2 == other.Value2 && Value3 == other.Value3 && WindowNanos == other.WindowNanos));

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref Value);
        walker.Number(ref Value2);
        walker.Number(ref Value3);
        walker.Number(ref WindowNanos);
        walker.Flag(ref Own);
        walker.Flag(ref Enabled);
    }
}
