using Gateway.Messages;

namespace Gateway.Venues.Simulated;

/// <summary>An instrument of a simulated exchange and the resident liquidity in it.</summary>
public sealed record SimulatedInstrument
{
    /// <summary>The exchange's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>What is traded.</summary>
    public required string BaseAsset { get; init; }

    /// <summary>In what prices and fees are.</summary>
    public required string QuoteAsset { get; init; }

    /// <summary>Prices are multiples of it.</summary>
    public required Price TickSize { get; init; }

    /// <summary>Quantities are multiples of it.</summary>
    public required Quantity LotSize { get; init; }

    /// <summary>Smallest value of an order.</summary>
    public Money NotionalMin { get; init; }

    /// <summary>Where the resident market maker begins; zero for an instrument without one.</summary>
    public Price StartPrice { get; init; }

    /// <summary>What the market maker shows on each level.</summary>
    public Quantity LevelQuantity { get; init; }
}
