using System.Runtime.CompilerServices;

namespace Gateway.Bench.Micro;

/// <summary>
/// Order id to handle by open addressing with linear probing: as small as the orders that rest, so it stays in the cache where an array over
/// all ids of the day does not. Removal shifts back, so that no tombstones pile up.
/// </summary>
internal sealed class IdMap
{
    private Entry[] _entries;
    private int _shift;
    private int _count;

    private struct Entry
    {
        internal uint Id;
        internal int Handle;
    }

    internal IdMap(int bits)
    {
        _entries = new Entry[1 << bits];
        _shift = 32 - bits;
    }

    /// <summary>The handle, or 0. Ids start at 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(uint id)
    {
        var entries = _entries;
        for (var at = Home(id); ; at++)
        {
            at &= entries.Length - 1;
            if (entries[at].Id == id) return entries[at].Handle;
            if (entries[at].Id == 0) return 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(uint id, int handle)
    {
        if (++_count > _entries.Length / 4 * 3) Grow();
        var entries = _entries;
        var at = Home(id);
        while (entries[at].Id != 0) at = (at + 1) & (entries.Length - 1);
        entries[at].Id = id;
        entries[at].Handle = handle;
    }

    /// <summary>Takes an id that is there out.</summary>
    internal void Remove(uint id)
    {
        var entries = _entries;
        var mask = entries.Length - 1;
        var hole = Home(id);
        while (entries[hole].Id != id) hole = (hole + 1) & mask;
        for (var at = (hole + 1) & mask; entries[at].Id != 0; at = (at + 1) & mask)
        {
            // An entry may fill the hole unless its home lies behind the hole.
            if (((at - Home(entries[at].Id)) & mask) < ((at - hole) & mask)) continue;
            entries[hole] = entries[at];
            hole = at;
        }
        entries[hole] = default;
        _count--;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Home(uint id) => (int)((id * 2654435769u) >> _shift);

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        _shift--;
        _count = 1;
        foreach (var entry in old)
            if (entry.Id != 0) Add(entry.Id, entry.Handle);
    }
}
