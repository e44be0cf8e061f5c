using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Engine.Matching;

/// <summary>
/// The price levels of one side in a radix tree over their keys, six bits a node: a bitmap of the occupied children and their indices.
/// </summary>
/// <remarks>
/// The tree is as tall as the span of its prices needs (64 ticks one node, 4,096 two, 262,144 three, any two prices eleven) and
/// holds only occupied nodes, so neither a wide price nor a deep book changes its cost by more than a node or two. The best level is kept;
/// the next best is the lowest set bit on the way up and down again. A level knows its leaf, so removal never descends.
/// Dropped after measuring: see docs/performance.md, "Order book".
/// </remarks>
internal unsafe struct Ladder
{
    private const int DigitBits = 6;
    private const int DigitMask = 63;

    /// <summary>The key of the best level; the largest key while the side is empty.</summary>
    internal ulong BestKey;

    /// <summary>The best level, 0 while the side is empty.</summary>
    internal int Best;

    internal int LevelCount;
    internal int OrderCount;

    /// <summary>Undisplayed lots of this side, so that books without icebergs never look for them.</summary>
    internal long HiddenLots;

    private ulong _rootPrefix;
    private int _root;
    private int _rootShift;

    /// <summary>The level at <paramref name="key"/>, or 0.</summary>
    internal readonly int Find(OrderTables* tables, ulong key)
    {
        if (_root == 0 || Prefix(key, _rootShift) != _rootPrefix) return 0;
        var node = _root;
        for (var shift = _rootShift; shift > 0; shift -= DigitBits)
        {
            node = *Child(tables, node, key, shift);
            if (node == 0) return 0;
        }
        return *Child(tables, node, key, 0);
    }

    /// <summary>The level at <paramref name="key"/>, made if it is not there; 0 if the tables have no room for it, and nothing changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int FindOrAdd(OrderTables* tables, ulong key)
    {
        if (key == BestKey && Best != 0) return Best;
        return Descend(tables, key);
    }

    /// <summary>The next level behind the one given, or 0 after the last.</summary>
    internal readonly int Next(OrderTables* tables, int level)
    {
        var key = tables->Levels.Items[level].Key;
        var node = tables->Levels.Items[level].Leaf;
        for (var shift = 0; node != 0; shift += DigitBits)
        {
            var behind = tables->Nodes.Items[node].Occupied & (~1UL << Digit(key, shift));
            if (behind != 0) return First(tables, *Slot(tables, node, BitOperations.TrailingZeroCount(behind)), shift);
            node = tables->Nodes.Items[node].Parent;
        }
        return 0;
    }

    /// <summary>The level before the one given, on the way to the best, or 0 before the best.</summary>
    internal readonly int Previous(OrderTables* tables, int level)
    {
        var key = tables->Levels.Items[level].Key;
        var node = tables->Levels.Items[level].Leaf;
        for (var shift = 0; node != 0; shift += DigitBits)
        {
            var before = tables->Nodes.Items[node].Occupied & ((1UL << Digit(key, shift)) - 1);
            if (before != 0) return Last(tables, *Slot(tables, node, BitOperations.Log2(before)), shift);
            node = tables->Nodes.Items[node].Parent;
        }
        return 0;
    }

    /// <summary>Takes an empty level out of the tree and frees it.</summary>
    internal void Remove(OrderTables* tables, int level)
    {
        var removed = tables->Levels.Items + level;
        if (level == Best)
        {
            Best = Next(tables, level);
            BestKey = Best != 0 ? tables->Levels.Items[Best].Key : ulong.MaxValue;
        }
        LevelCount--;
        Detach(tables, removed->Leaf, removed->Key, 0);
        tables->Levels.Give(level);
    }

    private int Descend(OrderTables* tables, ulong key)
    {
        if (_root == 0 || Prefix(key, _rootShift) != _rootPrefix)
        {
            if (tables->Nodes.Room < 2 * OrderStore.NodesPerBranchMax) return 0;
            Lift(tables, key);
        }
        var node = _root;
        for (var shift = _rootShift; shift > 0; shift -= DigitBits)
        {
            var next = *Child(tables, node, key, shift);
            if (next == 0) return AddBranch(tables, node, key, shift);
            node = next;
        }
        var level = *Child(tables, node, key, 0);
        return level != 0 ? level : AddLevel(tables, node, key);
    }

    private int AddBranch(OrderTables* tables, int node, ulong key, int shift)
    {
        if (tables->Nodes.Room < OrderStore.NodesPerBranchMax) return 0;
        for (; shift > 0; shift -= DigitBits) node = AddNode(tables, node, key, shift);
        return AddLevel(tables, node, key);
    }

    private static int AddNode(OrderTables* tables, int parent, ulong key, int shift)
    {
        var node = tables->Nodes.Take();
        tables->Nodes.Items[node].Occupied = 0;
        tables->Nodes.Items[node].Parent = parent;
        Attach(tables, parent, key, shift, node);
        return node;
    }

    private int AddLevel(OrderTables* tables, int leaf, ulong key)
    {
        var level = tables->Levels.Take();
        var added = tables->Levels.Items + level;
        added->Key = key;
        added->Lots = 0;
        added->Head = 0;
        added->Tail = 0;
        added->Orders = 0;
        added->Leaf = leaf;
        Attach(tables, leaf, key, 0, level);
        LevelCount++;
        // "Not worse" rather than "better", so that the very last key can become the best of an empty side.
        if (key <= BestKey)
        {
            BestKey = key;
            Best = level;
        }
        return level;
    }

    // Puts roots above the root until one covers the key. An empty side starts with a leaf for the key alone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lift(OrderTables* tables, ulong key)
    {
        if (_root == 0)
        {
            _root = NewRoot(tables);
            _rootShift = 0;
            _rootPrefix = Prefix(key, 0);
        }
        while (Prefix(key, _rootShift) != _rootPrefix)
        {
            var root = NewRoot(tables);
            tables->Nodes.Items[_root].Parent = root;
            Attach(tables, root, _rootPrefix, 0, _root);
            _root = root;
            _rootShift += DigitBits;
            _rootPrefix >>= DigitBits;
        }
    }

    private static int NewRoot(OrderTables* tables)
    {
        var root = tables->Nodes.Take();
        tables->Nodes.Items[root].Occupied = 0;
        tables->Nodes.Items[root].Parent = 0;
        return root;
    }

    // Clears the way up from a leaf as far as nodes become empty.
    private void Detach(OrderTables* tables, int node, ulong key, int shift)
    {
        while (true)
        {
            var digit = Digit(key, shift);
            *Slot(tables, node, digit) = 0;
            tables->Nodes.Items[node].Occupied &= ~(1UL << digit);
            if (tables->Nodes.Items[node].Occupied != 0) break;
            var parent = tables->Nodes.Items[node].Parent;
            tables->Nodes.Give(node);
            node = parent;
            shift += DigitBits;
            if (node == 0) break;
        }
        if (node == 0) _root = 0;
        else if (node == _root && shift > 0) Sink(tables);
    }

    // Drops roots that lead to a single node: after an outlier has gone, the others must not pay for it.
    private void Sink(OrderTables* tables)
    {
        while (_rootShift > 0 && BitOperations.IsPow2(tables->Nodes.Items[_root].Occupied))
        {
            var digit = BitOperations.TrailingZeroCount(tables->Nodes.Items[_root].Occupied);
            var child = Slot(tables, _root, digit);
            var root = *child;
            *child = 0;
            tables->Nodes.Give(_root);
            tables->Nodes.Items[root].Parent = 0;
            _root = root;
            _rootShift -= DigitBits;
            _rootPrefix = (_rootPrefix << DigitBits) | (uint)digit;
        }
    }

    private static int First(OrderTables* tables, int node, int shift)
    {
        for (; shift > 0; shift -= DigitBits)
            node = *Slot(tables, node, BitOperations.TrailingZeroCount(tables->Nodes.Items[node].Occupied));
        return node;
    }

    private static int Last(OrderTables* tables, int node, int shift)
    {
        for (; shift > 0; shift -= DigitBits)
            node = *Slot(tables, node, BitOperations.Log2(tables->Nodes.Items[node].Occupied));
        return node;
    }

    private static void Attach(OrderTables* tables, int node, ulong key, int shift, int child)
    {
        tables->Nodes.Items[node].Occupied |= 1UL << Digit(key, shift);
        *Child(tables, node, key, shift) = child;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* Child(OrderTables* tables, int node, ulong key, int shift) => Slot(tables, node, Digit(key, shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* Slot(OrderTables* tables, int node, int digit) =>
        tables->Children + ((long)node * OrderTables.ChildrenPerNode + digit);

    private static int Digit(ulong key, int shift) => (int)(key >> shift) & DigitMask;

    // In two steps because the topmost node's prefix is a shift by 66.
    private static ulong Prefix(ulong key, int shift) => key >> shift >> DigitBits;
}
