using System.Numerics;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>
/// The latest execution ids of all venues as 128-bit fingerprints, so that what a venue repeats is booked once. Bounded: the oldest
/// are forgotten first.
/// </summary>
sealed class VenueExecIds
{
    readonly (ulong High, ulong Low)[] _ring;   // In the order of arrival.
    readonly int[] _buckets;                    // Place in the ring + 1; 0 is empty.
    readonly int _mask;
    long _added;

    internal VenueExecIds(int capacity)
    {
        _ring = new (ulong, ulong)[Math.Max(1, capacity)];
        _buckets = new int[BitOperations.RoundUpToPowerOf2((uint)_ring.Length * 2)];
        _mask = _buckets.Length - 1;
    }

    /// <summary>Ids remembered now.</summary>
    internal long Count => Math.Min(_added, _ring.Length);

    /// <summary>
    /// Remembers an id; false when it is known already. It is one order's: when two of ours meet at a venue, both sides may bear the id of the trade.
    /// </summary>
    internal bool TryAdd(ushort venue, long orderId, in Text40 execId)
    {
        var side = (ulong)orderId * 0xD6E8FEB86659FD93UL;
        var id = (FixedText.Hash(in execId, venue * 0x9E3779B97F4A7C15UL ^ side), FixedText.Hash(in execId, 0xA0761D6478BD642FUL + venue + side));
        var bucket = Home(id);
        for (; _buckets[bucket] != 0; bucket = (bucket + 1) & _mask)
            if (_ring[_buckets[bucket] - 1] == id)
                return false;
        var place = (int)(_added++ % _ring.Length);
        if (_added > _ring.Length)
        {
            Remove(place);
            for (bucket = Home(id); _buckets[bucket] != 0;) bucket = (bucket + 1) & _mask;
        }

        _ring[place] = id;
        _buckets[bucket] = place + 1;
        return true;
    }

    int Home((ulong High, ulong Low) id) => (int)id.Low & _mask;

    void Remove(int place)
    {
        var hole = Home(_ring[place]);
        while (_buckets[hole] != place + 1) hole = (hole + 1) & _mask;
        for (var next = (hole + 1) & _mask; _buckets[next] != 0; next = (next + 1) & _mask)
        {
            var home = Home(_ring[_buckets[next] - 1]);
            if (((next - home) & _mask) < ((next - hole) & _mask)) continue;
            _buckets[hole] = _buckets[next];
            hole = next;
        }

        _buckets[hole] = 0;
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref _added);
        for (var number = Math.Max(0, _added - _ring.Length); number < _added; number++)
        {
            var place = (int)(number % _ring.Length);
            walker.Bits(ref _ring[place].High);
            walker.Bits(ref _ring[place].Low);
            if (TWalker.Loads) Enter(place);
        }
    }

    void Enter(int place)
    {
        var bucket = Home(_ring[place]);
        while (_buckets[bucket] != 0) bucket = (bucket + 1) & _mask;
        _buckets[bucket] = place + 1;
    }
}
