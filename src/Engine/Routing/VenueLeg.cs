using Gateway.Engine.State;
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
    internal bool CancelExpires;        // The waiting cancel ends an order whose time is over.
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
    internal int CancelTries;           // Of a cancel of ours that had no effect.
    internal long CancelTime;           // When it is sent again; 0 when none waits.

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Place(ref Route);
        walker.Place(ref Next);
        walker.Named(NameKind.Order, ref Slot);
        walker.Number(ref Revision);
        walker.Number(ref WorkingRevision);
        walker.Number(ref PendingRevision);
        walker.Word(ref Pending);
        walker.Flag(ref Accepted);
        walker.Flag(ref Unknown);
        walker.Flag(ref CancelQueued);
        walker.Flag(ref CancelUnsolicited);
        walker.Flag(ref CancelExpires);
        walker.Word(ref CancelReason);
        walker.Number(ref Queries);
        walker.Number(ref QueryTime);
        walker.Number(ref PendingPrice);
        walker.Number(ref PendingQuantity);
        walker.Number(ref PendingValuation);
        walker.Number(ref PendingOpening);
        walker.Number(ref OldValuation);
        walker.Number(ref OldOpening);
        walker.Text(ref PendingClOrdId);
        walker.Text(ref VenueOrderId);
        walker.Number(ref Venue);
        walker.Number(ref CancelTries);
        walker.Number(ref CancelTime);
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
    internal int OpenCount;

    /// <summary>Orders of whose last request nobody knows the outcome.</summary>
    internal int UnknownCount;

    /// <summary>Orders whose cancel waits to be sent again.</summary>
    internal int RetryCount { get; private set; }

    internal int Capacity => _openMax;

    /// <summary>When the cancel of an order is sent again; 0 for not.</summary>
    internal void RetryAt(int leg, long time)
    {
        RetryCount += (time != 0 ? 1 : 0) - (_legs[leg].CancelTime != 0 ? 1 : 0);
        _legs[leg].CancelTime = time;
    }

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

    /// <summary>Legs keep their places: venues are asked about them in that order.</summary>
    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Place(ref _touched);
        walker.Place(ref _free);
        walker.Number(ref OpenCount);
        walker.Number(ref UnknownCount);
        walker.BeginSet();
        for (var leg = 1; leg <= _touched; leg++)
        {
            if (TWalker.Hashes && _legs[leg].Slot == 0) continue;
            walker.BeginItem();
            _legs[leg].Walk(ref walker);
            if (TWalker.Loads && _legs[leg].CancelTime != 0) RetryCount++;
            walker.EndItem();
        }

        walker.EndSet();
    }

    internal void Give(int leg)
    {
        RetryAt(leg, 0);
        _legs[leg] = default;
        _legs[leg].Next = _free;
        _free = leg;
    }
}
