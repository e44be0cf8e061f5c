using Gateway.Fix.Session;
using NodaTime;

namespace Gateway.Configuration;

/// <summary>Checks schedules and makes them.</summary>
static class Schedules
{
    internal static void Check(SessionScheduleConfiguration? schedule, string key, ConfigurationErrors errors)
    {
        if (schedule is null) return;
        errors.Require(DateTimeZoneProviders.Tzdb.GetZoneOrNull(schedule.TimeZone) is not null, $"{key}:timeZone", $"'{schedule.TimeZone}' is no IANA time zone such as America/New_York.");
        errors.Require(schedule.StartDay.HasValue == schedule.EndDay.HasValue, $"{key}:{(schedule.StartDay.HasValue ? "endDay" : "startDay")}", "a weekly schedule has both startDay and endDay.");
        errors.Require(!schedule.StartDay.HasValue || schedule.Days.Count == 0, $"{key}:days", "a weekly schedule has startDay and endDay instead.");
        errors.Require(schedule.Days.Distinct().Count() == schedule.Days.Count, $"{key}:days", "names a day twice.");
    }

    /// <summary>The schedule of a configuration that has been checked.</summary>
    internal static SessionSchedule? Make(SessionScheduleConfiguration? schedule) => schedule switch
    {
        null => null,
        { StartDay: { } start, EndDay: { } end } => SessionSchedule.Weekly(schedule.TimeZone, start, schedule.StartTime, end, schedule.EndTime),
        _ => SessionSchedule.Daily(schedule.TimeZone, schedule.StartTime, schedule.EndTime, [.. schedule.Days]),
    };
}
