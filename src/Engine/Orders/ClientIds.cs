using System.Numerics;
using System.Runtime.CompilerServices;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>
/// Every ClOrdID that a session has used this day, as a 128-bit fingerprint, with the slot of the order that bears it now. A done or
/// refused id stays, so that a repetition is recognised for what it is; a full table refuses new ids.
/// </summary>
sealed class ClientIds
{
    struct Entry
    {
        internal ulong High;
        internal ulong Low;     // 0 is empty; a fingerprint never has 0 here.
        internal long Slot;     // 0: seen, but of no order that is still known.
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

    /// <summary>Sum over the fingerprints: independent of the order in which they came.</summary>
    internal HashSum Sum => _sum;

    /// <summary>Where an id stands or would stand; <see cref="IsSeen"/> tells which.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Locate(ushort session, in Text64 id)
    {
        var (high, low) = Fingerprint(session, in id);
        var place = (int)high & _mask;
        while (_entries[place].Low != 0 && (_entries[place].Low != low || _entries[place].High != high)) place = (place + 1) & _mask;
        return place;
    }

    internal bool IsSeen(int place) => _entries[place].Low != 0;

    /// <summary>The slot of the order that bears the id at this place, or 0.</summary>
    internal int SlotAt(int place) => (int)_entries[place].Slot;

    /// <summary>The slot of the order that bears an id, or 0.</summary>
    internal int Find(ushort session, in Text64 id) => SlotAt(Locate(session, in id));

    /// <summary>Marks an id as used and names the order that bears it, or 0.</summary>
    internal void Set(ushort session, in Text64 id, int slot) => SetAt(Locate(session, in id), session, in id, slot);

    /// <summary>The same at the place where the id was just located, with no other id set since.</summary>
    internal void SetAt(int place, ushort session, in Text64 id, int slot)
    {
        ref var entry = ref _entries[place];
        if (entry.Low == 0)
        {
            (entry.High, entry.Low) = Fingerprint(session, in id);
            _sum.Add(new StateHash(entry.High, entry.Low));
        }

        entry.Slot = slot;
    }

    /// <summary>A new day: forgets everything; whoever is still open enters again.</summary>
    internal void Clear()
    {
        Array.Clear(_entries);
        _sum = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (ulong High, ulong Low) Fingerprint(ushort session, in Text64 id)
        => (FixedText.Hash(in id, session * 0x9E3779B97F4A7C15UL), FixedText.Hash(in id, 0xD6E8FEB86659FD93UL + session) | 1);
}
