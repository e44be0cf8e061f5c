namespace Gateway.Load;

/// <summary>What a run shall do.</summary>
sealed record LoadPlan
{
    /// <summary>Where the gateway listens.</summary>
    internal required string Host { get; init; }

    /// <summary>Its FIX port.</summary>
    internal required int Port { get; init; }

    /// <summary>CompIDs that log on; requests go to them in turn.</summary>
    internal required string[] Sessions { get; init; }

    /// <summary>Planned requests a second over all sessions; unused in a closed loop.</summary>
    internal int Rate { get; init; } = 1_000;

    /// <summary>How long is sent.</summary>
    internal TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests after which it ends even before the duration; 0 for no such bound.</summary>
    internal long RequestsMax { get; init; }

    /// <summary>A closed loop: each session keeps so many requests unanswered; 0 for the constant rate.</summary>
    internal int InFlight { get; init; }

    /// <summary>Cancel what still rests when the run is over.</summary>
    internal bool ClearsUp { get; init; } = true;

    /// <summary>Gives the processor to others between the planned instants instead of spinning, where driver and gateway share few cores.</summary>
    internal bool Yields { get; init; }

    /// <summary>Nobody else trades meanwhile: what was bought must have been sold.</summary>
    internal bool OwnsFlow { get; init; }

    /// <summary>How long the last answers are awaited.</summary>
    internal TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The sessions of the embedded default: STRAT1, STRAT2, …</summary>
    internal static string[] SessionNames(int count) => [.. Enumerable.Range(1, count).Select(i => $"STRAT{i}")];
}
