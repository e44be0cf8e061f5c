using Gateway.Messages;

namespace Gateway.Configuration;

/// <summary>What can be traded.</summary>
public sealed class InstrumentConfiguration
{
    /// <summary>Key, at most 24 characters.</summary>
    public string Symbol { get; set; } = "";

    /// <summary>What is traded; the symbol itself when empty.</summary>
    public string BaseAsset { get; set; } = "";

    /// <summary>In what prices are.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>Prices are multiples of it.</summary>
    public Price TickSize { get; set; } = Price.Parse("0.01");

    /// <summary>Ticks of higher prices, in rising order; none when all prices have one tick.</summary>
    public List<TickBandConfiguration> TickBands { get; set; } = [];

    /// <summary>Quantities are multiples of it.</summary>
    public Quantity LotSize { get; set; } = Quantity.Parse("1");

    /// <summary>Smallest order; one lot when zero.</summary>
    public Quantity QuantityMin { get; set; }

    /// <summary>Largest order.</summary>
    public Quantity QuantityMax { get; set; } = Quantity.Parse("1000000");

    /// <summary>Smallest order value; zero for none.</summary>
    public Money NotionalMin { get; set; }

    /// <summary>Previous close or the like; zero when there is none.</summary>
    public Price ReferencePrice { get; set; }

    /// <summary>How fills settle.</summary>
    public Settlement Settlement { get; set; } = Settlement.Margin;

    /// <summary>Own book or venues.</summary>
    public MatchingPlace Matching { get; set; } = MatchingPlace.Internal;

    /// <summary>What an order that asks for the default gets.</summary>
    public SelfTradePrevention SelfTradePrevention { get; set; } = SelfTradePrevention.CancelNewest;

    /// <summary>Which price sets off stop orders; at exchanges it is always their quotes.</summary>
    public StopTrigger StopTrigger { get; set; }

    /// <summary>Whether a post-only order that would take liquidity is refused or moved one tick back.</summary>
    public PostOnlyMode PostOnlyMode { get; set; }

    /// <summary>How far a trade may be from the last one, in percent, before a volatility auction begins instead; 0 for any.</summary>
    public decimal DynamicBandPercent { get; set; }

    /// <summary>Length of a volatility auction.</summary>
    public TimeSpan VolatilityAuction { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>When its market changes its state; without any it is always open, and its day ends at 00:00 UTC.</summary>
    public MarketHoursConfiguration? Hours { get; set; }

    /// <summary>Types that orders may have (rule R013); empty for all.</summary>
    public List<OrderTypes> OrderTypes { get; set; } = [];

    /// <summary>Times in force that orders may have (rule R013); empty for all.</summary>
    public List<TimesInForce> TimesInForce { get; set; } = [];

    /// <summary>Where it is routed, when it is.</summary>
    public List<RouteConfiguration> Routes { get; set; } = [];
}

/// <summary>From a price on, prices are multiples of another tick.</summary>
public sealed class TickBandConfiguration
{
    /// <summary>The lowest price of the band.</summary>
    public Price From { get; set; }

    /// <summary>Its tick.</summary>
    public Price TickSize { get; set; }
}

/// <summary>One way of an instrument to an exchange.</summary>
public sealed class RouteConfiguration
{
    /// <summary>The exchange.</summary>
    public string Venue { get; set; } = "";

    /// <summary>Its name over there; the symbol itself when empty.</summary>
    public string VenueSymbol { get; set; } = "";

    /// <summary>Lower goes first when prices are equal.</summary>
    public int Priority { get; set; }

    /// <summary>Millionths of the notional for taking.</summary>
    public int TakerFeeMicros { get; set; }
}
