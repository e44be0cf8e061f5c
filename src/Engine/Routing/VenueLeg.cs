using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>What waits for the venue's answer.</summary>
enum PendingRequest : byte
{
    None,
    Cancel,
    Replace,
}

/// <summary>The side of an order that a venue sees: the requests sent there and what is still open about them.</summary>
struct VenueLeg
{
    internal int Route;
    internal int Next;                  // Of the free legs.
    internal int Slot;                  // The order; 0 when the leg is free.
    internal int Revision;              // Of the last request sent; 0 is the order itself.
    internal int WorkingRevision;       // Of the request that shaped the order as it works there now.
    internal int PendingRevision;
    internal PendingRequest Pending;
    internal bool Accepted;             // The venue has told that the order works.
    internal bool Unknown;              // The outcome of the last request is open: exposure and claims stay.
    internal bool CancelQueued;         // To be sent once the venue has told of the order.
    internal bool CancelUnsolicited;    // The waiting cancel is ours: a halt, a lost session.
    internal RejectReason CancelReason;
    internal int Queries;               // Sent since the outcome became open.
    internal long QueryTime;            // When the next is due.
    internal long PendingPrice;
    internal long PendingQuantity;
    internal long PendingValuation;     // What a waiting replace would make of valuation and opening part …
    internal long PendingOpening;
    internal long OldValuation;         // … and what they are if it is refused.
    internal long OldOpening;
    internal Text64 PendingClOrdId;     // Of the waiting cancel or replace.
    internal Text40 VenueOrderId;
    internal ushort Venue;

    internal readonly void AddTo(ref HashBuilder hash)
    {
        hash.Add(Revision);
        hash.Add(WorkingRevision);
        hash.Add(PendingRevision);
        hash.Add((ulong)Pending | (Accepted ? 1UL << 8 : 0) | (Unknown ? 1UL << 9 : 0) | (CancelQueued ? 1UL << 10 : 0)
                 | (CancelUnsolicited ? 1UL << 11 : 0) | (ulong)CancelReason << 16 | (ulong)Venue << 32);
        hash.Add(Queries);
        hash.Add(QueryTime);
        hash.Add(PendingPrice);
        hash.Add(PendingQuantity);
        hash.Add(PendingValuation);
        hash.Add(PendingOpening);
        hash.Add(OldValuation);
        hash.Add(OldOpening);
        hash.Add(in PendingClOrdId);
        hash.Add(in VenueOrderId);
    }
}

/// <summary>The legs of all orders at venues, in preallocated slots from 1.</summary>
sealed class VenueLegs
{
    readonly VenueLeg[] _legs;
    readonly int _openMax;
    int _free;
    int _touched;

    internal VenueLegs(EngineLimits limits)
    {
        _openMax = limits.VenueOrdersMax;
        _legs = LargeTable.Of<VenueLeg>(limits.VenueOrdersMax + Math.Max(1, limits.DoneOrdersMax) + 1);
    }

    internal ref VenueLeg this[int leg] => ref _legs[leg];

    /// <summary>Legs 1 to this have been used.</summary>
    internal int Used => _touched;

    /// <summary>Orders now open at venues.</summary>
    internal int OpenCount { get; set; }

    internal int Capacity => _openMax;

    internal bool HasRoom => OpenCount < _openMax;

    internal int Take(int slot, int route, ushort venue)
    {
        var leg = _free;
        if (leg != 0) _free = _legs[leg].Next;
        else leg = ++_touched;
        _legs[leg] = new VenueLeg { Slot = slot, Route = route, Venue = venue };
        OpenCount++;
        return leg;
    }

    internal void Give(int leg)
    {
        _legs[leg] = default;
        _legs[leg].Next = _free;
        _free = leg;
    }
}
