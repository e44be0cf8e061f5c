using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gateway.Engine.State;

namespace Gateway.Engine.Risk;

/// <summary>
/// Fingerprints of orders that passed lately, to recognise equal ones (R035). A fingerprint has one of eight places; the one that has been
/// silent longest makes room.
/// </summary>
sealed class RecentOrders
{
    // Of the processor's widest registers, so that all places are looked at in one step.
    const int Ways = 8;

    readonly ulong[] _keys;
    readonly long[] _times;
    readonly int[] _counts;

    internal RecentOrders(int capacity)
    {
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Ways, capacity));
        (_keys, _times, _counts) = (new ulong[length], new long[length], new int[length]);
    }

    /// <summary>Orders remembered now; looks at every place.</summary>
    internal int Remembered => _keys.Length - _keys.AsSpan().Count(0UL);

    internal static ulong KeyOf(in Candidate c)
    {
        var key = HashBuilder.Mix((ulong)(uint)c.Account << 32 | (uint)c.Instrument);
        key = HashBuilder.Mix(key ^ (ulong)c.Price);
        key = HashBuilder.Mix(key ^ (ulong)c.Quantity ^ (ulong)c.Side << 60 ^ (ulong)c.Type << 56);
        return key | 1;
    }

    /// <summary>Asks the processor to fetch the places of a key, which most likely are in no cache near it.</summary>
    internal void Prefetch(ulong key)
    {
        var home = HomeOf(key);
        CacheLines.Prefetch(ref Unsafe.As<ulong, Vector512<ulong>>(ref _keys[home]));
        CacheLines.Prefetch(ref Unsafe.As<long, Vector512<long>>(ref _times[home]));
    }

    /// <summary>The place of the key, or the one that it would take.</summary>
    internal int Find(ulong key)
    {
        var home = HomeOf(key);
        var found = Vector512.Equals(Vector512.LoadUnsafe(ref _keys[home]), Vector512.Create(key)).ExtractMostSignificantBits();
        return home + (found != 0 ? BitOperations.TrailingZeroCount(found) : Oldest(home));
    }

    /// <summary>How many equal orders came in a row, each no longer than the window after the one before, the last of them not longer ago either.</summary>
    internal int Count(int place, ulong key, long now, long window)
        => _keys[place] == key && now - _times[place] <= window ? _counts[place] : 0;

    internal void Add(int place, ulong key, long now, long window)
    {
        _counts[place] = Count(place, key, now, window) + 1;
        _keys[place] = key;
        _times[place] = now;
    }

    int HomeOf(ulong key) => (int)(key >> 1) & (_keys.Length - 1) & ~(Ways - 1);

    int Oldest(int home)
    {
        var times = Vector512.LoadUnsafe(ref _times[home]);
        var least = Vector512.Min(times, Vector512.Shuffle(times, Vector512.Create(4L, 5, 6, 7, 0, 1, 2, 3)));
        least = Vector512.Min(least, Vector512.Shuffle(least, Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5)));
        least = Vector512.Min(least, Vector512.Shuffle(least, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)));
        return BitOperations.TrailingZeroCount(Vector512.Equals(times, least).ExtractMostSignificantBits());
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        for (var place = 0; place < _keys.Length; place++)
        {
            if (TWalker.Hashes && _keys[place] == 0) continue;
            walker.BeginItem();
            walker.Bits(ref _keys[place]);
            walker.Number(ref _times[place]);
            walker.Number(ref _counts[place]);
            walker.EndItem();
        }

        walker.EndSet();
    }
}
