using Gateway.Messages;

namespace Gateway.Venues.Rest;

/// <summary>An order of ours at the exchange: its terms, its legs and the work that goes on for it.</summary>
sealed class TrackedOrder(in VenueOrder terms)
{
    VenueOrder _terms = terms;

    public long OrderId { get; } = terms.OrderId;

    public string VenueSymbol { get; } = terms.VenueSymbol.ToString();

    /// <summary>What was asked for last and is, or will be, in force.</summary>
    public ref VenueOrder Terms => ref _terms;

    /// <summary>By rising revision; at least one.</summary>
    public List<Leg> Legs { get; } = [];

    public Leg Live => Legs[^1];

    /// <summary>Filled in all, over the legs, 1e-8.</summary>
    public long Cum => Legs.Sum(leg => leg.Executed);

    /// <summary>
    /// Total in force, 1e-8: what ended legs have filled and what the last one is for. It needs no memory of replaces, so it is
    /// right after a restart too.
    /// </summary>
    public long Total => Legs.SkipLast(1).Sum(leg => leg.Executed) + Live.Quantity;

    /// <summary>A replace is between cancelling the old leg and placing the new one: the end of the old is not the order's end.</summary>
    public bool Replacing { get; set; }

    /// <summary>The cancel that is under way.</summary>
    public int? CancelRevision { get; set; }

    /// <summary>Found again rather than placed by this process: what is told of it may have been told before.</summary>
    public bool Recovered { get; init; }

    /// <summary>All its legs and trades so far are known. Until then nothing of it is told: a sum over a part of them would be too small.</summary>
    public bool IsLoaded { get; set; } = true;

    /// <summary>The gateway's own question about it waits: that knows more of the order than whoever takes it in unasked.</summary>
    public bool IsAskedFor { get; set; }

    public bool IsDone { get; set; }

    /// <summary>Requests under way or queued. Each ends with a report, so a query beside them would say nothing new.</summary>
    public int Requests { get; set; }

    /// <summary>The end of the work queued so far: requests of one order go out one after another.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    public void Enqueue(Func<Task> flow) => Work = RunAfterAsync(Work, flow);

    /// <summary>The leg of a revision, put in its place among the others when it is new.</summary>
    public Leg Leg(int revision, string clientId, long price, long quantity)
    {
        var place = Legs.FindIndex(leg => leg.Revision >= revision);
        if (place >= 0 && Legs[place].Revision == revision) return Legs[place];
        var added = new Leg(revision, clientId, price, quantity);
        Legs.Insert(place < 0 ? Legs.Count : place, added);
        return added;
    }

    static async Task RunAfterAsync(Task previous, Func<Task> flow)
    {
        await previous;
        await flow();
    }
}
