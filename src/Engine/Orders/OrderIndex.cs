using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Engine.Orders;

/// <summary>
/// OrderIDs to slots. Ids are consecutive, so the recent ones stand side by side in a window, each at its low bits; an order that is still
/// there when the id one lap later comes moves to a map. Nearly all orders end long before: adding, finding and removing stay in few cache lines.
/// </summary>
sealed class OrderIndex<TIds> where TIds : struct, IOrderIds
{
    const int WindowMax = 1 << 20;

    readonly int[] _window; // Slots; 0 is empty.
    readonly OrderIdMap<TIds> _old;
    readonly TIds _ids;
    readonly int _mask;
    long _latest;

    internal OrderIndex(int capacity, TIds ids)
    {
        _window = LargeTable.Of<int>((int)Math.Min(WindowMax, BitOperations.RoundUpToPowerOf2((uint)capacity)));
        _old = new OrderIdMap<TIds>(capacity, ids);
        _ids = ids;
        _mask = _window.Length - 1;
    }

    /// <summary>The slot of an order, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(long orderId)
    {
        var slot = _window[(int)orderId & _mask];
        return slot != 0 && _ids.IdOf(slot) == orderId ? slot : _old.Find(orderId);
    }

    /// <summary>The slot of a recent order, most likely, without a look at it; 0 where there is none.</summary>
    internal int Guess(long orderId) => _window[(int)orderId & _mask];

    internal long Bytes => sizeof(int) * (long)_window.Length + _old.Bytes;

    /// <summary>Takes the memory of all places: whoever rests for long moves to one at random.</summary>
    internal void Populate()
    {
        LargeTable.Populate(_window, 0, _window.Length);
        _old.Populate();
    }

    /// <summary>Asks for the places of the next orders, and for the one in the map that whoever still stands in such a place moves to.</summary>
    internal void PrefetchNext(int orders)
    {
        for (var next = _latest + 1; next <= _latest + orders; next++)
        {
            CacheLines.Prefetch(ref _window[(int)(next + orders) & _mask]);
            var before = _window[(int)next & _mask];
            if (before != 0) _old.Prefetch(_ids.IdOf(before));
        }
    }

    internal void Add(long orderId, int slot)
    {
        _latest = orderId;
        ref var place = ref _window[(int)orderId & _mask];
        if (place != 0) _old.Add(_ids.IdOf(place), place);
        place = slot;
    }

    /// <summary>The slot still knows the id.</summary>
    internal void Remove(long orderId)
    {
        ref var place = ref _window[(int)orderId & _mask];
        if (place != 0 && _ids.IdOf(place) == orderId) place = 0;
        else _old.Remove(orderId);
    }
}
