using System.Runtime.InteropServices;

namespace Gateway.Engine.Matching;

/// <summary>One occupied price of one side: the queue of its orders and their sums.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PriceLevel
{
    /// <summary>See <see cref="PriceKey"/>.</summary>
    internal ulong Key;

    /// <summary>Displayed lots of all orders at this price.</summary>
    internal long Lots;

    /// <summary>The oldest order, never 0 while the level is occupied.</summary>
    internal int Head;

    /// <summary>The youngest order.</summary>
    internal int Tail;

    internal int Orders;

    /// <summary>The tree node that points here.</summary>
    internal int Node;
}

/// <summary>The head of a tree node; its 64 child indices stand in a table of their own.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PriceNode
{
    /// <summary>One bit per occupied child, the best in the lowest bit.</summary>
    internal ulong Occupied;

    /// <summary>The node above, 0 at the root.</summary>
    internal int Parent;

    /// <summary>How far a key is shifted for this node's digit: 0 for single ticks, 6 for 64 of them, and so on.</summary>
    internal int Shift;
}
