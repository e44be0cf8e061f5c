namespace Gateway.Venues.Simulated;

/// <summary>A simulated exchange: what is traded, what it costs, where its memory lies.</summary>
public sealed record SimulatedExchangeOptions
{
    /// <summary>What is traded.</summary>
    public required IReadOnlyList<SimulatedInstrument> Instruments { get; init; }

    /// <summary>
    /// Directory of the file that holds orders and trades, so that they outlive the process; null to keep them in memory only.
    /// </summary>
    public string? StateDirectory { get; init; }

    /// <summary>Of the market maker's walk: the same seed gives the same prices.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Fee of who takes, in millionths of the notional.</summary>
    public int TakerFeeMicros { get; init; } = 1000;

    /// <summary>Fee of who rested, in millionths of the notional.</summary>
    public int MakerFeeMicros { get; init; } = 500;

    /// <summary>Between two moves of the market maker.</summary>
    public TimeSpan MoveInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
