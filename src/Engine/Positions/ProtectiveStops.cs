using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Positions;

/// <summary>Leaves of open stop orders by side, units of 1e-8: what protects a position (R080).</summary>
struct ProtectiveStops
{
    internal long Buys;
    internal long Sells;

    internal void Count(Side direction, long change)
    {
        if (direction == Side.Buy) Buys += change;
        else Sells += change;
    }

    /// <summary>Whether they would close all of a signed quantity.</summary>
    internal readonly bool Cover(long quantity) => Math.Abs(quantity) <= (quantity > 0 ? Sells : Buys);

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref Buys);
        walker.Number(ref Sells);
    }
}
