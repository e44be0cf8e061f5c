using Gateway.Messages;

namespace Gateway.Configuration;

/// <summary>The hours of an instrument's market in its own time zone.</summary>
public sealed class MarketHoursConfiguration
{
    /// <summary>IANA name of the zone whose clock <see cref="Steps"/> are read on.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Days on which the steps are taken; empty for Monday to Friday.</summary>
    public List<DayOfWeek> Days { get; set; } = [];

    /// <summary>What happens when, in order.</summary>
    public List<MarketStepConfiguration> Steps { get; set; } = [];
}

/// <summary>A change of the market's state.</summary>
public sealed class MarketStepConfiguration
{
    /// <summary>Time of day.</summary>
    public TimeOnly At { get; set; }

    /// <summary>The state from then on.</summary>
    public MarketState State { get; set; }
}
