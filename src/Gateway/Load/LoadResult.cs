using Gateway.Latency;

namespace Gateway.Load;

/// <summary>Something that must hold at the end of a run.</summary>
/// <param name="Name">What.</param>
/// <param name="Ok">Whether it holds.</param>
/// <param name="Detail">The numbers behind it.</param>
sealed record LoadCheck(string Name, bool Ok, string Detail);

/// <summary>Garbage collections of the driver while it measured.</summary>
/// <param name="Gen0">Collections of generation 0.</param>
/// <param name="Gen1">Collections of generation 1.</param>
/// <param name="Gen2">Collections of generation 2.</param>
/// <param name="PauseMicros">All pauses together.</param>
/// <param name="BytesPerRequest">Allocated on the driver's thread.</param>
sealed record CollectionFacts(int Gen0, int Gen1, int Gen2, long PauseMicros, double BytesPerRequest);

/// <summary>What came of a run.</summary>
sealed record LoadResult
{
    /// <summary>Requests a second that were planned; 0 for a closed loop.</summary>
    public required int PlannedRate { get; init; }

    /// <summary>Requests a second that were answered.</summary>
    public required double AchievedRate { get; init; }

    /// <summary>From the first planned instant to the last answer.</summary>
    public required double Seconds { get; init; }

    /// <summary>Requests sent while measuring.</summary>
    public required long Sent { get; init; }

    /// <summary>Those of them that were answered.</summary>
    public required long Answered { get; init; }

    /// <summary>Requests that left more than <see cref="LoadRunner.LateNanos"/> after their planned instant.</summary>
    public required long Late { get; init; }

    /// <summary>The largest delay between plan and send, nanoseconds.</summary>
    public required long LateNanosMax { get; init; }

    /// <summary>Orders accepted.</summary>
    public required long Accepted { get; init; }

    /// <summary>Reports of fills; a trade between two own orders is two.</summary>
    public required long Fills { get; init; }

    /// <summary>Cancels done.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Replaces done.</summary>
    public required long Replaced { get; init; }

    /// <summary>Rests of orders that do not rest.</summary>
    public required long Expired { get; init; }

    /// <summary>Quantity bought; equals <see cref="Sold"/> when nobody else trades and nothing is routed to an exchange.</summary>
    public required decimal Bought { get; init; }

    /// <summary>Quantity sold.</summary>
    public required decimal Sold { get; init; }

    /// <summary>Refusals by the code that their text begins with.</summary>
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    /// <summary>Percentiles in nanoseconds.</summary>
    public required IReadOnlyList<PercentileRow> Rows { get; init; }

    /// <summary>What must hold.</summary>
    public required IReadOnlyList<LoadCheck> Checks { get; init; }

    /// <summary>The driver's own collections.</summary>
    public required CollectionFacts Collections { get; init; }

    /// <summary>What it ran on.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>It was ended before its time.</summary>
    public required bool Stopped { get; init; }

    /// <summary>True when every check holds.</summary>
    public bool Ok => Checks.All(check => check.Ok);
}
