using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Engine.Orders;

/// <summary>
/// OrderIDs to slots, by linear probing. Ids are consecutive: eight neighbours in time share a cache line, and the golden ratio spreads the lines evenly
/// over the table, so that runs of full buckets stay short. (With the id itself as hash, tens of thousands of recent orders made one run, and each removal walked it.)
/// </summary>
sealed class OrderIdMap
{
    readonly long[] _ids;
    readonly int[] _slots;
    readonly int _mask;
    readonly int _shift;

    internal OrderIdMap(int capacity)
    {
        _ids = LargeTable.Of<long>((int)Math.Max(16, BitOperations.RoundUpToPowerOf2((uint)capacity * 2)));
        _slots = LargeTable.Of<int>(_ids.Length);
        _mask = _ids.Length - 1;
        _shift = 64 - BitOperations.Log2((uint)_ids.Length / 8);
    }

    /// <summary>The slot of an order, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(long orderId)
    {
        if (orderId <= 0) return 0;
        for (var bucket = Home(orderId); ; bucket = (bucket + 1) & _mask)
        {
            if (_ids[bucket] == orderId) return _slots[bucket];
            if (_ids[bucket] == 0) return 0;
        }
    }

    internal void Populate()
    {
        LargeTable.Populate(_ids, 0, _ids.Length);
        LargeTable.Populate(_slots, 0, _slots.Length);
    }

    internal void Add(long orderId, int slot)
    {
        var bucket = Home(orderId);
        while (_ids[bucket] != 0) bucket = (bucket + 1) & _mask;
        _ids[bucket] = orderId;
        _slots[bucket] = slot;
    }

    /// <summary>Removes an id and moves up what its place had pushed on, so that no tombstones pile up.</summary>
    internal void Remove(long orderId)
    {
        var hole = Home(orderId);
        while (_ids[hole] != orderId) hole = (hole + 1) & _mask;
        for (var next = (hole + 1) & _mask; _ids[next] != 0; next = (next + 1) & _mask)
        {
            var home = Home(_ids[next]);
            if (((next - home) & _mask) < ((next - hole) & _mask)) continue;
            _ids[hole] = _ids[next];
            _slots[hole] = _slots[next];
            hole = next;
        }

        _ids[hole] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Home(long orderId) => (int)((ulong)(orderId >> 3) * 0x9E3779B97F4A7C15UL >> _shift) << 3 | (int)orderId & 7;
}
