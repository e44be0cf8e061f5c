using System.Runtime.InteropServices;

namespace Gateway.Engine.Matching;

/// <summary>One resting order in the store: half a cache line. The price stands in its level.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct RestingOrder
{
    /// <summary>Displayed lots that are still open.</summary>
    internal long Lots;

    /// <summary>The order behind this one in the queue, 0 at the tail.</summary>
    internal int Next;

    /// <summary>The order before this one in the queue, 0 at the head.</summary>
    internal int Prev;

    /// <summary>Index of the price level, 0 when the slot is free.</summary>
    internal int Level;

    /// <summary>The caller's own index of the order.</summary>
    internal int User;

    /// <summary>Tag for self-trade prevention.</summary>
    internal int Owner;

    internal byte Side;

    /// <summary>1 when the iceberg table holds a reserve for this order.</summary>
    internal byte Iceberg;
}

/// <summary>The undisplayed part of an iceberg order, in a table of its own that plain orders never touch.</summary>
internal struct IcebergReserve
{
    /// <summary>Lots not yet displayed.</summary>
    internal long HiddenLots;

    /// <summary>Lots displayed after a refresh.</summary>
    internal long PeakLots;
}
