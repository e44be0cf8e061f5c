using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Engine.Orders;

/// <summary>Knows the id of the order in a slot.</summary>
interface IOrderIds
{
    long IdOf(int slot);
}

/// <summary>
/// OrderIDs to slots, by linear probing: eight bytes an order, half of an id and its slot, which knows the rest. Ids are consecutive: eight neighbours in
/// time share a cache line, and the golden ratio spreads the lines evenly over the table, so that runs of full buckets stay short. (With the id itself as hash,
/// tens of thousands of recent orders made one run, and each removal walked it.)
/// </summary>
sealed class OrderIdMap<TIds> where TIds : struct, IOrderIds
{
    struct Bucket
    {
        internal uint Low;  // Of the id.
        internal int Slot;  // 0 is empty.
    }

    readonly Bucket[] _buckets;
    readonly TIds _ids;
    readonly int _mask;
    readonly int _shift;

    internal OrderIdMap(int capacity, TIds ids)
    {
        _buckets = LargeTable.Of<Bucket>((int)Math.Max(16, BitOperations.RoundUpToPowerOf2((uint)(capacity * 4L / 3))));
        _ids = ids;
        _mask = _buckets.Length - 1;
        _shift = 64 - BitOperations.Log2((uint)_buckets.Length / 8);
    }

    /// <summary>The slot of an order, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(long orderId) => orderId <= 0 ? 0 : _buckets[Locate(orderId)].Slot;

    internal long Bytes => Unsafe.SizeOf<Bucket>() * (long)_buckets.Length;

    internal void Populate() => LargeTable.Populate(_buckets, 0, _buckets.Length);

    /// <summary>Asks for the place of an id that is added a little later.</summary>
    internal void Prefetch(long orderId) => CacheLines.Prefetch(ref _buckets[Home((uint)orderId)]);

    internal void Add(long orderId, int slot)
    {
        var place = Home((uint)orderId);
        while (_buckets[place].Slot != 0) place = (place + 1) & _mask;
        _buckets[place] = new Bucket { Low = (uint)orderId, Slot = slot };
    }

    /// <summary>Removes an id, whose slot still knows it, and moves up what its place had pushed on, so that no tombstones pile up.</summary>
    internal void Remove(long orderId)
    {
        var hole = Locate(orderId);
        for (var next = (hole + 1) & _mask; _buckets[next].Slot != 0; next = (next + 1) & _mask)
        {
            var home = Home(_buckets[next].Low);
            if (((next - home) & _mask) < ((next - hole) & _mask)) continue;
            _buckets[hole] = _buckets[next];
            hole = next;
        }

        _buckets[hole] = default;
    }

    // The place of an id, or the empty one behind all where it could be.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Locate(long orderId)
    {
        for (var place = Home((uint)orderId); ; place = (place + 1) & _mask)
        {
            ref var bucket = ref _buckets[place];
            if (bucket.Slot == 0 || (bucket.Low == (uint)orderId && _ids.IdOf(bucket.Slot) == orderId)) return place;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Home(uint low) => (int)((low >> 3) * 0x9E3779B97F4A7C15UL >> _shift) << 3 | (int)(low & 7);
}
