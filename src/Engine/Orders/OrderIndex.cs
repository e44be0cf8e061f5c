using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Engine.Orders;

/// <summary>
/// OrderIDs to slots. Ids are consecutive, so the recent ones stand side by side in a window, each at its low bits; an order that is still
/// there when the id one lap later comes moves to a map. Nearly all orders end long before: adding, finding and removing stay in few cache lines.
/// </summary>
sealed class OrderIndex
{
    struct Place
    {
        internal long OrderId;  // 0 is empty.
        internal int Slot;
    }

    const int WindowMax = 1 << 20;

    readonly Place[] _window;
    readonly OrderIdMap _old;
    readonly int _mask;

    internal OrderIndex(int capacity)
    {
        _window = LargeTable.Of<Place>((int)Math.Min(WindowMax, BitOperations.RoundUpToPowerOf2((uint)capacity)));
        _old = new OrderIdMap(capacity);
        _mask = _window.Length - 1;
    }

    /// <summary>The slot of an order, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(long orderId)
    {
        ref var place = ref _window[(int)orderId & _mask];
        return place.OrderId == orderId ? place.Slot : _old.Find(orderId);
    }

    /// <summary>Takes the memory of all places: whoever rests for long moves to one at random.</summary>
    internal void Populate()
    {
        LargeTable.Populate(_window, 0, _window.Length);
        _old.Populate();
    }

    internal void Add(long orderId, int slot)
    {
        ref var place = ref _window[(int)orderId & _mask];
        if (place.OrderId != 0) _old.Add(place.OrderId, place.Slot);
        (place.OrderId, place.Slot) = (orderId, slot);
    }

    internal void Remove(long orderId)
    {
        ref var place = ref _window[(int)orderId & _mask];
        if (place.OrderId == orderId) place = default;
        else _old.Remove(orderId);
    }
}
