using System.Runtime.CompilerServices;

namespace Gateway.Engine.Matching;

/// <summary>
/// A table of fixed capacity with a last-in first-out free list, so that the slot freed last, still in the cache, is taken first.
/// Index 0 is never given out and means "none". The first four bytes of a free slot hold the link of the free list.
/// </summary>
/// <remarks>
/// The whole capacity is reserved as address space at the start; a page becomes memory when it is first touched. So the table never moves,
/// never copies itself in the middle of the day, and costs what it holds.
/// </remarks>
internal unsafe struct Slab<T> where T : unmanaged
{
    internal T* Items;
    internal int Capacity;
    internal int Live;
    private int _free;
    private int _used;

    internal Slab(T* items, int capacity)
    {
        Items = items;
        Capacity = capacity;
    }

    internal readonly int Room => Capacity - Live;

    /// <summary>The number of slots that were ever in use: what the table occupies in memory.</summary>
    internal readonly int Touched => _used;

    /// <summary>Takes a slot with whatever was left in it. The caller has made sure of <see cref="Room"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Take()
    {
        Live++;
        var index = _free;
        if (index == 0) return ++_used;
        _free = *(int*)(Items + index);
        return index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Give(int index)
    {
        Live--;
        *(int*)(Items + index) = _free;
        _free = index;
    }
}
