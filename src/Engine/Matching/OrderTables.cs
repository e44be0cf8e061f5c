namespace Gateway.Engine.Matching;

/// <summary>The tables of an <see cref="OrderStore"/>, in unmanaged memory: books reach everything through one pointer.</summary>
internal unsafe struct OrderTables
{
    internal const int ChildrenPerNode = 64;

    internal Slab<RestingOrder> Orders;
    internal Slab<PriceLevel> Levels;
    internal Slab<PriceNode> Nodes;

    /// <summary>64 children per node: a node above 0, a level below 0, nothing at 0. All 0 in a free node.</summary>
    internal int* Children;

    /// <summary>By order index; only meaningful where <see cref="RestingOrder.Iceberg"/> is set.</summary>
    internal IcebergReserve* Icebergs;

    /// <summary>By level index: undisplayed lots at the price. Kept at 0 in free levels.</summary>
    internal long* LevelHidden;
}
