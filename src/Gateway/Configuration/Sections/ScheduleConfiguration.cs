namespace Gateway.Configuration;

/// <summary>The calendar of a scope: when its day ends, and when it trades, by the clocks of a place.</summary>
public sealed class ScheduleConfiguration
{
    /// <summary><c>firm</c>, <c>account:A1</c>, <c>instrument:AAPL</c> or <c>venue:V1</c>; a scope without a schedule has the firm's.</summary>
    public string Scope { get; set; } = "firm";

    /// <summary>IANA zone, as <c>America/Chicago</c>; its daylight-saving rules count.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>When the day's counters, results and lockouts end, <c>HH:mm</c>; empty for the firm's, or 00:00 UTC.</summary>
    public string Reset { get; set; } = "";

    /// <summary>Start of the trading session, <c>HH:mm</c>; empty for none.</summary>
    public string Opens { get; set; } = "";

    /// <summary>End of the trading session, <c>HH:mm</c>; on the next day when it is not after the start.</summary>
    public string Closes { get; set; } = "";

    /// <summary>Days on which a session starts; all when empty.</summary>
    public List<DayOfWeek> Days { get; set; } = [];

    /// <summary>Dates without a session, <c>yyyy-MM-dd</c>.</summary>
    public List<string> Holidays { get; set; } = [];
}
