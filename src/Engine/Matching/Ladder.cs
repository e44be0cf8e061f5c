using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Engine.Matching;

/// <summary>
/// The price levels of one side in a radix tree over their keys, six bits a node: a bitmap of the occupied children and their indices.
/// </summary>
/// <remarks>
/// A child is a node (above 0) or, where a single level lies below, that level itself (negative), as high up as it is alone. So a lone price costs
/// no node, and neither wide prices nor a deep book change the cost by more than a node or two: 64 ticks span one node, 4,096 two,
/// 262,144 three, any two prices at most eleven. The best level is kept; the next best is the lowest set bit on the way up and down again. A
/// level knows its node, so removal never descends. What was measured and dropped: docs/performance.md, "Order book".
/// </remarks>
internal unsafe struct Ladder
{
    internal const int DigitBits = 6;
    private const int DigitMask = 63;

    /// <summary>The key of the best level; the largest key while the side is empty.</summary>
    internal ulong BestKey;

    /// <summary>The best level, 0 while the side is empty.</summary>
    internal int Best;

    internal int LevelCount;
    internal int OrderCount;

    /// <summary>Undisplayed lots of this side.</summary>
    internal long HiddenLots;

    private ulong _rootPrefix;
    private int _root;
    private int _rootShift;

    /// <summary>The level at <paramref name="key"/>, or 0.</summary>
    internal readonly int Find(OrderTables* tables, ulong key)
    {
        if (_root == 0 || Prefix(key, _rootShift) != _rootPrefix) return 0;
        var child = _root;
        for (var shift = _rootShift; child > 0; shift -= DigitBits) child = *Slot(tables, child, Digit(key, shift));
        return child < 0 && tables->Levels.Items[-child].Key == key ? -child : 0;
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
        for (var node = tables->Levels.Items[level].Node; node != 0; node = tables->Nodes.Items[node].Parent)
        {
            var behind = tables->Nodes.Items[node].Occupied & (~1UL << Digit(key, tables->Nodes.Items[node].Shift));
            if (behind != 0) return First(tables, *Slot(tables, node, BitOperations.TrailingZeroCount(behind)));
        }
        return 0;
    }

    /// <summary>The best level whose key is above <paramref name="key"/>, occupied or not, or 0.</summary>
    internal readonly int Behind(OrderTables* tables, ulong key)
    {
        if (_root == 0 || Prefix(key, _rootShift) > _rootPrefix) return 0;
        if (Prefix(key, _rootShift) < _rootPrefix) return Best;
        var (node, shift) = (_root, _rootShift);
        for (var child = *Slot(tables, node, Digit(key, shift)); child != 0; child = *Slot(tables, node, Digit(key, shift)))
        {
            if (child < 0)
            {
                if (tables->Levels.Items[-child].Key > key) return -child;
                break;
            }

            (node, shift) = (child, shift - DigitBits);
        }

        for (; node != 0; node = tables->Nodes.Items[node].Parent)
        {
            var behind = tables->Nodes.Items[node].Occupied & (~1UL << Digit(key, tables->Nodes.Items[node].Shift));
            if (behind != 0) return First(tables, *Slot(tables, node, BitOperations.TrailingZeroCount(behind)));
        }

        return 0;
    }

    /// <summary>The level before the one given, on the way to the best, or 0 before the best.</summary>
    internal readonly int Previous(OrderTables* tables, int level)
    {
        var key = tables->Levels.Items[level].Key;
        for (var node = tables->Levels.Items[level].Node; node != 0; node = tables->Nodes.Items[node].Parent)
        {
            var before = tables->Nodes.Items[node].Occupied & ((1UL << Digit(key, tables->Nodes.Items[node].Shift)) - 1);
            if (before != 0) return Last(tables, *Slot(tables, node, BitOperations.Log2(before)));
        }
        return 0;
    }

    /// <summary>Takes an empty level out of the tree and frees it.</summary>
    internal void Remove(OrderTables* tables, int level)
    {
        if (level == Best)
        {
            Best = Next(tables, level);
            BestKey = Best != 0 ? tables->Levels.Items[Best].Key : ulong.MaxValue;
        }
        LevelCount--;
        Detach(tables, tables->Levels.Items[level].Node, tables->Levels.Items[level].Key);
        tables->Levels.Give(level);
    }

    private int Descend(OrderTables* tables, ulong key)
    {
        if (_root == 0 || Prefix(key, _rootShift) != _rootPrefix)
        {
            if (tables->Nodes.Room < OrderStore.NodesPerAddMax) return 0;
            Lift(tables, key);
        }
        var node = _root;
        var shift = _rootShift;
        var child = *Slot(tables, node, Digit(key, shift));
        while (child > 0)
        {
            node = child;
            shift -= DigitBits;
            child = *Slot(tables, node, Digit(key, shift));
        }
        if (child == 0) return AddLevel(tables, node, shift, key);
        return tables->Levels.Items[-child].Key == key ? -child : Split(tables, node, shift, -child, key);
    }

    // Two levels meet in one slot: nodes go between until their digits differ.
    private int Split(OrderTables* tables, int node, int shift, int settled, ulong key)
    {
        if (tables->Nodes.Room < OrderStore.NodesPerBranchMax) return 0;
        var other = tables->Levels.Items[settled].Key;
        while (Digit(key, shift) == Digit(other, shift))
        {
            var between = NewNode(tables, node, shift - DigitBits);
            *Slot(tables, node, Digit(key, shift)) = between;
            node = between;
            shift -= DigitBits;
            tables->Nodes.Items[node].Occupied = 1UL << Digit(other, shift);
        }
        Place(tables, node, shift, settled);
        return AddLevel(tables, node, shift, key);
    }

    private int AddLevel(OrderTables* tables, int node, int shift, ulong key)
    {
        var level = tables->Levels.Take();
        var added = tables->Levels.Items + level;
        added->Key = key;
        added->Lots = 0;
        added->Head = 0;
        added->Tail = 0;
        added->Orders = 0;
        Place(tables, node, shift, level);
        LevelCount++;
        // "Not worse" rather than "better", so that the very last key can become the best of an empty side.
        if (key <= BestKey)
        {
            BestKey = key;
            Best = level;
        }
        return level;
    }

    // Makes the root cover the key: alone, its level moves to a root wide enough for both; otherwise roots go on top of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lift(OrderTables* tables, ulong key)
    {
        if (_root == 0) SetRoot(tables, NewNode(tables, 0, 0), 0, key);
        else if (Alone(tables, _root) is var level and < 0) Widen(tables, -level, key);
        while (Prefix(key, _rootShift) != _rootPrefix)
        {
            var root = NewNode(tables, 0, _rootShift + DigitBits);
            var digit = (int)_rootPrefix & DigitMask;
            tables->Nodes.Items[_root].Parent = root;
            tables->Nodes.Items[root].Occupied = 1UL << digit;
            *Slot(tables, root, digit) = _root;
            _root = root;
            _rootShift += DigitBits;
            _rootPrefix >>= DigitBits;
        }
    }

    private void Widen(OrderTables* tables, int level, ulong key)
    {
        var other = tables->Levels.Items[level].Key;
        var shift = BitOperations.Log2(key ^ other) / DigitBits * DigitBits;
        MoveRoot(tables, level, shift);
    }

    // The root holds a single level and becomes a node of another height for it.
    private void MoveRoot(OrderTables* tables, int level, int shift)
    {
        var key = tables->Levels.Items[level].Key;
        *Slot(tables, _root, Digit(key, _rootShift)) = 0;
        tables->Nodes.Items[_root].Occupied = 0;
        SetRoot(tables, _root, shift, key);
        Place(tables, _root, shift, level);
    }

    private void SetRoot(OrderTables* tables, int root, int shift, ulong key)
    {
        _root = root;
        _rootShift = shift;
        _rootPrefix = Prefix(key, shift);
        tables->Nodes.Items[root].Shift = shift;
        tables->Nodes.Items[root].Parent = 0;
    }

    private void Detach(OrderTables* tables, int node, ulong key)
    {
        var digit = Digit(key, tables->Nodes.Items[node].Shift);
        *Slot(tables, node, digit) = 0;
        var left = tables->Nodes.Items[node].Occupied &= ~(1UL << digit);
        if ((left & (left - 1)) == 0) Shrink(tables, node);
    }

    // At most one child is left. A level that is alone again rises to where it meets others; a root over a single node gives way to it.
    private void Shrink(OrderTables* tables, int node)
    {
        while (node != _root && Alone(tables, node) is var level and < 0)
        {
            var parent = tables->Nodes.Items[node].Parent;
            *Slot(tables, node, Digit(tables->Levels.Items[-level].Key, tables->Nodes.Items[node].Shift)) = 0;
            tables->Nodes.Give(node);
            Place(tables, parent, tables->Nodes.Items[parent].Shift, -level);
            node = parent;
        }
        if (node == _root) ShrinkRoot(tables);
    }

    private void ShrinkRoot(OrderTables* tables)
    {
        if (tables->Nodes.Items[_root].Occupied == 0)
        {
            tables->Nodes.Give(_root);
            _root = 0;
            return;
        }
        while (Alone(tables, _root) is var child and > 0)
        {
            var digit = BitOperations.TrailingZeroCount(tables->Nodes.Items[_root].Occupied);
            *Slot(tables, _root, digit) = 0;
            tables->Nodes.Give(_root);
            tables->Nodes.Items[child].Parent = 0;
            _root = child;
            _rootShift -= DigitBits;
            _rootPrefix = (_rootPrefix << DigitBits) | (uint)digit;
        }
        // An outlier may have been the reason for a tall root: the level that is left must not pay for it.
        if (_rootShift > 0 && Alone(tables, _root) is var level and < 0) MoveRoot(tables, -level, 0);
    }

    // The only child of a node, or 0 if it has several.
    private static int Alone(OrderTables* tables, int node)
    {
        var occupied = tables->Nodes.Items[node].Occupied;
        return BitOperations.IsPow2(occupied) ? *Slot(tables, node, BitOperations.TrailingZeroCount(occupied)) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(OrderTables* tables, int node, int shift, int level)
    {
        var digit = Digit(tables->Levels.Items[level].Key, shift);
        tables->Levels.Items[level].Node = node;
        tables->Nodes.Items[node].Occupied |= 1UL << digit;
        *Slot(tables, node, digit) = -level;
    }

    private static int NewNode(OrderTables* tables, int parent, int shift)
    {
        var node = tables->Nodes.Take();
        tables->Nodes.Items[node] = new PriceNode { Parent = parent, Shift = shift };
        return node;
    }

    private static int First(OrderTables* tables, int child)
    {
        while (child > 0) child = *Slot(tables, child, BitOperations.TrailingZeroCount(tables->Nodes.Items[child].Occupied));
        return -child;
    }

    private static int Last(OrderTables* tables, int child)
    {
        while (child > 0) child = *Slot(tables, child, BitOperations.Log2(tables->Nodes.Items[child].Occupied));
        return -child;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* Slot(OrderTables* tables, int node, int digit) =>
        tables->Children + ((long)node * OrderTables.ChildrenPerNode + digit);

    private static int Digit(ulong key, int shift) => (int)(key >> shift) & DigitMask;

    // In two steps because the topmost node's prefix is a shift by 66.
    private static ulong Prefix(ulong key, int shift) => key >> shift >> DigitBits;
}
