namespace Gateway.Configuration;

/// <summary>
/// When a FIX session is open: every day (or on <see cref="Days"/>) from start to end, or once a week from start day to end day. Sequence
/// numbers start at 1 with each opening; an end equal to the start means around the clock with one reset a day. Names are QuickFIX's.
/// </summary>
public sealed class SessionScheduleConfiguration
{
    /// <summary>IANA name of the zone that the times are of.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>When it opens.</summary>
    public TimeOnly StartTime { get; set; }

    /// <summary>When it closes; not after the start, it lies on the next day.</summary>
    public TimeOnly EndTime { get; set; }

    /// <summary>Days on which it opens; every day when empty.</summary>
    public List<DayOfWeek> Days { get; set; } = [];

    /// <summary>Weekly: the day on which it opens.</summary>
    public DayOfWeek? StartDay { get; set; }

    /// <summary>Weekly: the day on which it closes.</summary>
    public DayOfWeek? EndDay { get; set; }
}
