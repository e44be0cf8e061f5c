using Gateway.Messages;

namespace Gateway.Venues.Fix;

/// <summary>A request that the exchange has not answered.</summary>
sealed class PendingRequest(VenueAction action, int revision, long msgSeqNum, long sentNanos)
{
    public VenueAction Action { get; } = action;

    public int Revision { get; } = revision;

    /// <summary>The message it went out in; a question with a lower number knows nothing of it.</summary>
    public long MsgSeqNum => msgSeqNum;

    /// <summary>When it was sent, or asked for last.</summary>
    public long SentNanos { get; set; } = sentNanos;

    /// <summary>The gateway has been told that the outcome is open.</summary>
    public bool IsOpen { get; set; }
}

/// <summary>An order of ours at an exchange that replaces in place: one order, one id there, the ids of ours in a row.</summary>
sealed class FixOrder(in VenueOrder terms)
{
    readonly HashSet<Text40> _executions = [];
    VenueOrder _terms = terms;

    public long OrderId { get; } = terms.OrderId;

    /// <summary>What was asked for last and is in force.</summary>
    public ref VenueOrder Terms => ref _terms;

    /// <summary>Requests without an answer, oldest first.</summary>
    public List<PendingRequest> Pending { get; } = [];

    /// <summary>The exchange has said that it has the order.</summary>
    public bool Acknowledged { get; set; }

    /// <summary>The revision in force at the exchange.</summary>
    public int LiveRevision { get; set; }

    /// <summary>The exchange's id, once known.</summary>
    public Text40 VenueOrderId { get; set; }

    /// <summary>Filled in all, as far as reports have told, 1e-8.</summary>
    public long Cum { get; set; }

    /// <summary>Up to this total fills were booked by a status or a later report and not by their own, 1e-8.</summary>
    public long BookedUnreported { get; set; }

    /// <summary>Found again rather than placed by this process: what is told of it may have been told before.</summary>
    public bool Recovered { get; init; }

    public bool IsDone { get; set; }

    /// <summary>The last request known to who asked how the order stands; null when nobody waits for an answer.</summary>
    public int? QueriedRevision { get; set; }

    /// <summary>Number of the first question that answers who asked.</summary>
    public long QueriedSince { get; set; }

    /// <summary>Number of the first question that this process asked; answers to earlier ones tell of a state before its requests.</summary>
    public long FirstQuestion { get; set; } = long.MaxValue;

    /// <summary>When the latest question was asked; 0 once it is answered.</summary>
    public long AskedNanos { get; set; }

    /// <summary>Number of the latest question.</summary>
    public long LastQuestion { get; set; }

    /// <summary>The revision by whose id the exchange is being asked; lower ones are tried when it does not know it.</summary>
    public int AskedRevision { get; set; }

    /// <summary>Notes an execution; false when it was seen before.</summary>
    public bool IsNew(in Text40 execId) => _executions.Add(execId);

    /// <summary>Takes a request off the list.</summary>
    public bool Settle(int revision) => Pending.RemoveAll(request => request.Revision == revision) > 0;
}
