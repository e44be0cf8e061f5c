using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Engine.Orders;

/// <summary>OrderIDs to slots. Ids are consecutive, so that the identity is the best hash: neighbours in time are neighbours in memory.</summary>
sealed class OrderIndex
{
    readonly long[] _ids;
    readonly int[] _slots;
    readonly int _mask;

    internal OrderIndex(int capacity)
    {
        _ids = new long[BitOperations.RoundUpToPowerOf2((uint)capacity * 2)];
        _slots = new int[_ids.Length];
        _mask = _ids.Length - 1;
    }

    /// <summary>The slot of an order, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(long orderId)
    {
        if (orderId <= 0) return 0;
        for (var bucket = (int)orderId & _mask; ; bucket = (bucket + 1) & _mask)
        {
            if (_ids[bucket] == orderId) return _slots[bucket];
            if (_ids[bucket] == 0) return 0;
        }
    }

    internal void Add(long orderId, int slot)
    {
        var bucket = (int)orderId & _mask;
        while (_ids[bucket] != 0) bucket = (bucket + 1) & _mask;
        _ids[bucket] = orderId;
        _slots[bucket] = slot;
    }

    /// <summary>Removes an id and moves up what its place had pushed on, so that no tombstones pile up.</summary>
    internal void Remove(long orderId)
    {
        var hole = (int)orderId & _mask;
        while (_ids[hole] != orderId) hole = (hole + 1) & _mask;
        for (var next = (hole + 1) & _mask; _ids[next] != 0; next = (next + 1) & _mask)
        {
            var home = (int)_ids[next] & _mask;
            if (((next - home) & _mask) < ((next - hole) & _mask)) continue;
            _ids[hole] = _ids[next];
            _slots[hole] = _slots[next];
            hole = next;
        }

        _ids[hole] = 0;
    }
}
