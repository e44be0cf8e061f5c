using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Engine.Matching;

/// <summary>
/// The memory of all books of a process: resting orders, price levels and tree nodes in tables of fixed capacity, shared so that 10,000 idle
/// books reserve nothing. Single-threaded like the books on it.
/// </summary>
public sealed unsafe class OrderStore : IDisposable
{
    // A key has eleven digits of six bits: so many nodes lead to a new price at most, and so many lift the root.
    internal const int NodesPerBranchMax = 11;

    /// <summary>Room for nodes without which a book takes no new price.</summary>
    internal const int NodesPerAddMax = 2 * NodesPerBranchMax;

    private readonly List<nint> _blocks = [];
    private readonly OrderTables* _tables;

    /// <summary>Reserves the tables.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is below 1 or above 2^30.</exception>
    /// <exception cref="OutOfMemoryException">The system refuses the address space.</exception>
    public OrderStore(OrderStoreOptions? options = null)
    {
        options ??= new OrderStoreOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.OrdersMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.OrdersMax, 1 << 30);
        var orders = options.OrdersMax;
        var nodes = options.NodesMax > 0 ? options.NodesMax : orders / 2 + 4096;
        _tables = Reserve<OrderTables>(1);
        _tables->Orders = new Slab<RestingOrder>(Reserve<RestingOrder>(orders + 1L), orders);
        _tables->Levels = new Slab<PriceLevel>(Reserve<PriceLevel>(orders + 1L), orders);
        _tables->Nodes = new Slab<PriceNode>(Reserve<PriceNode>(nodes + 1L), nodes);
        _tables->Children = Reserve<int>((nodes + 1L) * OrderTables.ChildrenPerNode);
        _tables->Icebergs = Reserve<IcebergReserve>(orders + 1L);
        _tables->LevelHidden = Reserve<long>(orders + 1L);
        Prefault(Math.Min(options.OrdersPrefault, orders));
    }

    /// <summary>Frees the memory of a store that was not disposed.</summary>
    ~OrderStore() => Free();

    /// <summary>Resting orders of all books.</summary>
    public int OrderCount => Tables->Orders.Live;

    /// <summary>The most orders that may rest at a time.</summary>
    public int OrdersMax => Tables->Orders.Capacity;

    /// <summary>Occupied prices of all books.</summary>
    public int LevelCount => Tables->Levels.Live;

    /// <summary>Tree nodes in use by all books.</summary>
    internal int NodeCount => Tables->Nodes.Live;

    /// <summary>The most tree nodes.</summary>
    internal int NodesMax => Tables->Nodes.Capacity;

    /// <summary>Whether any book surely has room for an order at a price of its own.</summary>
    internal bool TakesNewPrice => Tables->Nodes.Room >= NodesPerAddMax;

    /// <summary>Memory that the tables have occupied so far, in bytes: their high-water mark, not the reserved address space.</summary>
    public long BytesTouched =>
        (long)Tables->Orders.Touched * sizeof(RestingOrder)
        + (long)Tables->Levels.Touched * (sizeof(PriceLevel))
        + (long)Tables->Nodes.Touched * (sizeof(PriceNode) + OrderTables.ChildrenPerNode * sizeof(int));

    internal OrderTables* Tables => _tables;

    /// <summary>Frees the memory. No book on this store may be used afterwards.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private T* Reserve<T>(long count) where T : unmanaged
    {
        var bytes = checked((nuint)(count * sizeof(T)));
        var alignment = HugePages.AlignmentFor(bytes);
        // calloc hands out untouched zero pages for blocks of this size; aligned by hand because the aligned call does not zero.
        var block = (nint)NativeMemory.AllocZeroed(bytes + alignment);
        _blocks.Add(block);
        var aligned = (block + (nint)alignment - 1) & ~((nint)alignment - 1);
        HugePages.Ask(aligned, bytes);
        return (T*)aligned;
    }

    private void Prefault(int orders)
    {
        Touch(_tables->Orders.Items, orders);
        Touch(_tables->Levels.Items, orders / 4);
        Touch(_tables->Nodes.Items, orders / 64);
        Touch(_tables->Children, orders / 64 * OrderTables.ChildrenPerNode);
    }

    private static void Touch<T>(T* items, int count) where T : unmanaged
    {
        const int Page = 4096;
        for (long offset = 0; offset < (long)count * sizeof(T); offset += Page)
            Volatile.Write(ref Unsafe.AsRef<byte>((byte*)items + offset), 0);
    }

    private void Free()
    {
        foreach (var block in _blocks) NativeMemory.Free((void*)block);
        _blocks.Clear();
    }
}
