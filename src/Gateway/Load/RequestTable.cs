namespace Gateway.Load;

/// <summary>A request that waits for its first answer. Instants in the driver's nanoseconds.</summary>
struct PendingRequest
{
    /// <summary>Number of its ClOrdID; 0 for an empty place.</summary>
    internal long Number;

    /// <summary>When the plan says it leaves.</summary>
    internal long PlannedNanos;

    /// <summary>When it left.</summary>
    internal long SentNanos;

    /// <summary>What was asked for.</summary>
    internal RequestKind Kind;

    /// <summary>Of an instrument that is traded at an exchange.</summary>
    internal bool IsRouted;

    /// <summary>Sent while measuring, not while clearing up.</summary>
    internal bool Measured;
}

/// <summary>Requests that wait, by number: a ring of places, so that looking one up is one load.</summary>
sealed class RequestTable(int places = 1 << 18)
{
    readonly PendingRequest[] _places = new PendingRequest[places];

    /// <summary>How many wait.</summary>
    internal int Count { get; private set; }

    /// <summary>False when so many wait that the driver must wait too; its plan goes on.</summary>
    internal bool HasRoom => Count < _places.Length / 2;

    /// <summary>Notes a request; false when one that was sent long ago had to make room: its answer is missing.</summary>
    internal bool Add(in PendingRequest request)
    {
        ref var place = ref _places[request.Number & (_places.Length - 1)];
        var wasFree = place.Number == 0;
        place = request;
        if (wasFree) Count++;
        return wasFree;
    }

    /// <summary>Takes out the request with this number; false when it has been answered before or is not known.</summary>
    internal bool TryTake(long number, out PendingRequest request)
    {
        ref var place = ref _places[number & (_places.Length - 1)];
        request = place;
        if (number <= 0 || place.Number != number) return false;
        place = default;
        Count--;
        return true;
    }
}
