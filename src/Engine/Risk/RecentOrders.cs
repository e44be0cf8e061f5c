using Gateway.Engine.State;

namespace Gateway.Engine.Risk;

/// <summary>
/// Fingerprints of orders that passed lately, to recognise equal ones (R035). A fingerprint has one of eight places; the one that has been
/// silent longest makes room.
/// </summary>
sealed class RecentOrders(int capacity)
{
    const int Ways = 8;

    readonly Entry[] _entries = new Entry[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(Ways, capacity))];

    internal static ulong KeyOf(in Candidate c)
    {
        var key = HashBuilder.Mix((ulong)(uint)c.Account << 32 | (uint)c.Instrument);
        key = HashBuilder.Mix(key ^ (ulong)c.Price);
        key = HashBuilder.Mix(key ^ (ulong)c.Quantity ^ (ulong)c.Side << 60 ^ (ulong)c.Type << 56);
        return key | 1;
    }

    /// <summary>How many equal orders came in a row, each no longer than the window after the one before, the last of them not longer ago either.</summary>
    internal int Count(ulong key, long now, long window)
    {
        ref var entry = ref Find(key);
        return entry.Key == key && now - entry.Time <= window ? entry.Count : 0;
    }

    internal void Add(ulong key, long now, long window)
    {
        ref var entry = ref Find(key);
        entry.Count = entry.Key == key && now - entry.Time <= window ? entry.Count + 1 : 1;
        entry.Key = key;
        entry.Time = now;
    }

    // The place of the key, or the one that it would take.
    ref Entry Find(ulong key)
    {
        var home = (int)(key >> 1) & (_entries.Length - 1) & ~(Ways - 1);
        var oldest = home;
        for (var at = home; at < home + Ways; at++)
        {
            if (_entries[at].Key == key) return ref _entries[at];
            if (_entries[at].Time < _entries[oldest].Time) oldest = at;
        }

        return ref _entries[oldest];
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        foreach (ref var entry in _entries.AsSpan())
        {
            if (TWalker.Hashes && entry.Key == 0) continue;
            walker.BeginItem();
            walker.Bits(ref entry.Key);
            walker.Number(ref entry.Time);
            walker.Number(ref entry.Count);
            walker.EndItem();
        }

        walker.EndSet();
    }

    struct Entry
    {
        internal ulong Key;
        internal long Time;
        internal int Count;
    }
}
