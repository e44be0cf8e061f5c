using System.Numerics;
using System.Runtime.CompilerServices;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>128-bit fingerprint of a session's ClOrdID.</summary>
readonly record struct ClientIdKey(ulong High, ulong Low)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ClientIdKey Of(ushort session, in Text64 id)
    {
        var (high, low) = FixedText.Fingerprint(in id, session * 0x9E3779B97F4A7C15UL, 0xD6E8FEB86659FD93UL + session);
        return new(high, low | 1);
    }
}

/// <summary>
/// Every ClOrdID that a session has used this day, as a 128-bit fingerprint, with the OrderID of the order that bears it now. The id of a done
/// or refused order stays, so that a repetition is recognised for what it is; a full table refuses new ids.
/// </summary>
/// <remarks>
/// Entries stand in the order in which they came, so that recent ones, which are asked for again, lie together in the cache. Only the buckets are
/// reached at random: four bytes each, an entry's number and in the bits that it leaves free a piece of the fingerprint, so that a new
/// id hardly ever looks at an entry.
/// </remarks>
sealed class ClientIds
{
    struct Entry
    {
        internal ulong High;
        internal ulong Low;
        internal long OrderId;  // 0: seen, but of no order. The order may be forgotten already: its id leads nowhere then.

        internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
        {
            walker.Bits(ref High);
            walker.Bits(ref Low);
            walker.Number(ref OrderId);
        }
    }

    readonly Entry[] _entries; // From 1.
    readonly uint[] _buckets;  // 0 is empty.
    readonly uint _numbers;    // The bits of a bucket that hold the entry's number.
    readonly int _capacity;
    readonly int _mask;
    HashSum _sum;

    internal ClientIds(int capacity)
    {
        _capacity = capacity;
        // Ids of open orders that enter a new day are let in beyond the capacity.
        _entries = LargeTable.Of<Entry>(capacity + capacity / 4 + 2);
        _buckets = LargeTable.Of<uint>((int)BitOperations.RoundUpToPowerOf2((uint)capacity + (uint)capacity / 2));
        _numbers = BitOperations.RoundUpToPowerOf2((uint)_entries.Length) - 1;
        _mask = _buckets.Length - 1;
    }

    internal int Count => (int)_sum.Count;

    internal int Capacity => _capacity;

    internal bool IsFull => Count >= _capacity;

    /// <summary>Asks the processor to fetch the place of an id, which is needed a little later and is most likely in no cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(in ClientIdKey key) => CacheLines.Prefetch(ref _buckets[(int)key.High & _mask]);

    /// <summary>Takes the memory of all buckets and of as many entries as these further ids need.</summary>
    internal void Populate(int ids)
    {
        LargeTable.Populate(_buckets, 0, _buckets.Length);
        LargeTable.Populate(_entries, Count + 1L, ids);
    }

    internal bool IsSeen(in ClientIdKey key) => Locate(in key) != 0;

    /// <summary>The OrderID of the order that bears an id, or 0.</summary>
    internal long Find(in ClientIdKey key) => _entries[Locate(in key)].OrderId;

    /// <summary>Marks an id as used and names the order that bears it, or 0.</summary>
    internal void Set(in ClientIdKey key, long orderId)
    {
        var number = Locate(in key);
        if (number == 0) number = Add(in key);
        _entries[number].OrderId = number == 0 ? 0 : orderId;
    }

    /// <summary>A new day: forgets everything; whoever is still open enters again.</summary>
    internal void Clear()
    {
        if (Count > 0) Array.Clear(_buckets); // The first day begins with memory that nobody has touched.
        _sum = default;
    }

    /// <summary>For the hash the sum over the fingerprints, which is at hand, stands for all of them.</summary>
    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        var count = _sum.Count;
        walker.Number(ref count);
        if (TWalker.Hashes) WalkSum(ref walker);
        else if (TWalker.Loads) Load(count, ref walker);
        else Save(ref walker);
    }

    void WalkSum<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Bits(ref _sum.High);
        walker.Bits(ref _sum.Low);
    }

    void Save<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        for (var number = 1; number <= Count; number++) _entries[number].Walk(ref walker);
    }

    void Load<TWalker>(long count, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        for (var i = 0L; i < count; i++)
        {
            var entry = default(Entry);
            entry.Walk(ref walker);
            Set(new ClientIdKey(entry.High, entry.Low), entry.OrderId);
        }
    }

    // The number of an entry, or 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Locate(in ClientIdKey key)
    {
        var piece = PieceOf(in key);
        for (var place = (int)key.High & _mask; _buckets[place] != 0; place = (place + 1) & _mask)
        {
            if ((_buckets[place] & ~_numbers) != piece) continue;
            var number = (int)(_buckets[place] & _numbers);
            if (_entries[number].Low == key.Low && _entries[number].High == key.High) return number;
        }

        return 0;
    }

    // A new entry; 0 when there is not even room beyond the capacity.
    int Add(in ClientIdKey key)
    {
        var number = Count + 1;
        if (number >= _entries.Length) return 0;
        var place = (int)key.High & _mask;
        while (_buckets[place] != 0) place = (place + 1) & _mask;
        _buckets[place] = (uint)number | PieceOf(in key);
        (_entries[number].High, _entries[number].Low) = (key.High, key.Low);
        _sum.Add(new StateHash(key.High, key.Low));
        return number;
    }

    uint PieceOf(in ClientIdKey key) => (uint)(key.Low >> 32) & ~_numbers;
}
