namespace Gateway.Venues;

/// <summary>An instrument and what the exchange calls it.</summary>
/// <param name="Symbol">Our symbol, at most 24 characters.</param>
/// <param name="VenueSymbol">The exchange's symbol, at most 24 characters.</param>
public sealed record VenueInstrument(string Symbol, string VenueSymbol);
