using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>128-bit fingerprint of a session's ClOrdID.</summary>
readonly record struct ClientIdKey(ulong High, ulong Low)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ClientIdKey Of(ushort session, in Text64 id)
        => new(FixedText.Hash(in id, session * 0x9E3779B97F4A7C15UL), FixedText.Hash(in id, 0xD6E8FEB86659FD93UL + session) | 1);
}

/// <summary>
/// Every ClOrdID that a session has used this day, as a 128-bit fingerprint, with the OrderID of the order that bears it now. The id of a done
/// or refused order stays, so that a repetition is recognised for what it is; a full table refuses new ids.
/// </summary>
sealed class ClientIds
{
    struct Entry
    {
        internal ulong High;
        internal ulong Low;     // 0 is empty; a fingerprint never has 0 here.
        internal long OrderId;  // 0: seen, but of no order. The order may be forgotten already: its id leads nowhere then.

        internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
        {
            walker.Bits(ref High);
            walker.Bits(ref Low);
            walker.Number(ref OrderId);
        }
    }

    readonly Entry[] _entries;
    readonly int _capacity;
    readonly int _mask;
    HashSum _sum;

    internal ClientIds(int capacity)
    {
        _capacity = capacity;
        _entries = LargeTable.Of<Entry>((int)BitOperations.RoundUpToPowerOf2((uint)capacity + (uint)capacity / 2));
        _mask = _entries.Length - 1;
    }

    internal int Count => (int)_sum.Count;

    internal int Capacity => _capacity;

    internal bool IsFull => Count >= _capacity;

    /// <summary>Asks the processor to fetch the place of an id, which is needed a little later and is most likely in no cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Prefetch(in ClientIdKey key)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref _entries[(int)key.High & _mask]));
    }

    internal bool IsSeen(in ClientIdKey key) => Locate(in key).Low != 0;

    /// <summary>The OrderID of the order that bears an id, or 0.</summary>
    internal long Find(in ClientIdKey key) => Locate(in key).OrderId;

    /// <summary>Marks an id as used and names the order that bears it, or 0.</summary>
    internal void Set(in ClientIdKey key, long orderId)
    {
        ref var entry = ref Locate(in key);
        if (entry.Low == 0)
        {
            (entry.High, entry.Low) = (key.High, key.Low);
            _sum.Add(new StateHash(key.High, key.Low));
        }

        entry.OrderId = orderId;
    }

    /// <summary>A new day: forgets everything; whoever is still open enters again.</summary>
    internal void Clear()
    {
        Array.Clear(_entries);
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
        foreach (ref var entry in _entries.AsSpan())
            if (entry.Low != 0)
                entry.Walk(ref walker);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref Entry Locate(in ClientIdKey key)
    {
        var place = (int)key.High & _mask;
        while (_entries[place].Low != 0 && (_entries[place].Low != key.Low || _entries[place].High != key.High)) place = (place + 1) & _mask;
        return ref _entries[place];
    }
}
