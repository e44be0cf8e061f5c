using Gateway.Configuration;
using NodaTime;
using NodaTime.Text;

namespace Gateway.Calendars;

/// <summary>
/// A configured schedule as instants: the only place that knows zones. A time that the clocks skip is taken as much later, one that they show
/// twice is taken the first time.
/// </summary>
sealed class ScopeCalendar
{
    const int DaysAhead = 400; // Longer than any holidays.

    static readonly LocalTimePattern s_time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    readonly DateTimeZone _zone;
    readonly LocalTime? _reset, _opens, _closes;
    readonly HashSet<IsoDayOfWeek> _days;
    readonly HashSet<LocalDate> _holidays;

    /// <param name="schedule">Checked: its texts can be read.</param>
    internal ScopeCalendar(ScheduleConfiguration schedule)
    {
        _zone = ZoneOf(schedule.Zone)!;
        (_reset, _opens, _closes) = (TimeOf(schedule.Reset), TimeOf(schedule.Opens), TimeOf(schedule.Closes));
        _days = [.. schedule.Days.Select(day => day == DayOfWeek.Sunday ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)(int)day)];
        _holidays = [.. schedule.Holidays.Select(date => DateOf(date)!.Value)];
    }

    /// <summary>A zone by its IANA name, or null.</summary>
    internal static DateTimeZone? ZoneOf(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    /// <summary>A time of day, or null.</summary>
    internal static LocalTime? TimeOf(string text) => s_time.Parse(text) is { Success: true } time ? time.Value : null;

    /// <summary>A date, or null.</summary>
    internal static LocalDate? DateOf(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } date ? date.Value : null;

    /// <summary>The first reset after an instant; null without one.</summary>
    internal Instant? NextReset(Instant now)
    {
        if (_reset is not { } time) return null;
        var date = now.InZone(_zone).Date;
        while (At(date, time) <= now) date = date.PlusDays(1);
        return At(date, time);
    }

    /// <summary>The session under way at an instant, or the next one; null without one.</summary>
    internal Interval? Session(Instant now)
    {
        if (_opens is not { } opens || _closes is not { } closes) return null;
        var first = now.InZone(_zone).Date.PlusDays(-1); // A session over midnight may still be under way.
        for (var day = 0; day < DaysAhead; day++)
        {
            var date = first.PlusDays(day);
            if (!IsTradingDay(date)) continue;
            var end = At(closes > opens ? date : date.PlusDays(1), closes);
            if (end > now) return new Interval(At(date, opens), end);
        }

        return null;
    }

    bool IsTradingDay(LocalDate date) => (_days.Count == 0 || _days.Contains(date.DayOfWeek)) && !_holidays.Contains(date);

    Instant At(LocalDate date, LocalTime time) => _zone.AtLeniently(date + time).ToInstant();
}
