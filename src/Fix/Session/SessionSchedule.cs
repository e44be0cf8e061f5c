using NodaTime;
using NodaTime.TimeZones;

namespace Gateway.Fix.Session;

/// <summary>A stretch of time in which a session is open (or is not).</summary>
/// <param name="IsOpen">Whether messages may flow.</param>
/// <param name="From">Its first nanosecond since 1970-01-01 UTC; of a closed stretch, the time asked about.</param>
/// <param name="Until">The first nanosecond after it.</param>
public readonly record struct ScheduleWindow(bool IsOpen, long From, long Until);

/// <summary>
/// When a session is open, daily or weekly, in the local time of an IANA zone, changes of daylight saving included: a start or an end
/// that the clock skips comes at the end of the gap, one that it shows twice at the first showing. Sequence numbers begin at 1 with each
/// opening.
/// </summary>
public sealed class SessionSchedule
{
    static readonly ZoneLocalMappingResolver s_resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    readonly DateTimeZone _zone;
    readonly LocalTime _start;
    readonly LocalTime _end;
    readonly IReadOnlySet<IsoDayOfWeek> _startDays;
    // Days from the start's date to the end's.
    readonly int _span;

    SessionSchedule(string zone, TimeOnly start, TimeOnly end, IReadOnlySet<IsoDayOfWeek> startDays, int span)
    {
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? throw new ArgumentException($"There is no time zone {zone}.", nameof(zone));
        _start = LocalTime.FromTimeOnly(start);
        _end = LocalTime.FromTimeOnly(end);
        _startDays = startDays;
        _span = span;
    }

    /// <summary>Open each of <paramref name="days"/> (all, when empty) from start to end; an end not after the start lies on the next day.</summary>
    /// <exception cref="ArgumentException">The zone is unknown.</exception>
    public static SessionSchedule Daily(string zone, TimeOnly start, TimeOnly end, params ReadOnlySpan<DayOfWeek> days)
    {
        HashSet<IsoDayOfWeek> starts = [.. (days.IsEmpty ? Enum.GetValues<DayOfWeek>() : days.ToArray()).Select(Iso)];
        return new(zone, start, end, starts, end > start ? 0 : 1);
    }

    /// <summary>Open from one day and time of the week to another.</summary>
    /// <exception cref="ArgumentException">The zone is unknown.</exception>
    public static SessionSchedule Weekly(string zone, DayOfWeek startDay, TimeOnly start, DayOfWeek endDay, TimeOnly end)
    {
        int span = (endDay - startDay + 7) % 7;
        return new(zone, start, end, new HashSet<IsoDayOfWeek> { Iso(startDay) }, span == 0 && end <= start ? 7 : span);
    }

    /// <summary>The stretch that <paramref name="now"/> lies in.</summary>
    public ScheduleWindow WindowAt(long now)
    {
        Instant instant = Instant.FromUnixTimeTicks(now / 100);
        LocalDate day = instant.InZone(_zone).Date.PlusDays(-8);
        // A start on any day of the last week may still be open; the next one comes within a week.
        for (int i = 0; i < 17; i++, day = day.PlusDays(1))
        {
            if (!_startDays.Contains(day.DayOfWeek))
                continue;
            long from = Nanos(day + _start), until = Nanos(day.PlusDays(_span) + _end);
            if (now < from)
                return new ScheduleWindow(false, now, from);
            if (now < until)
                return new ScheduleWindow(true, from, until);
        }
        return new ScheduleWindow(false, now, now + 86_400_000_000_000);
    }

    long Nanos(LocalDateTime local) => _zone.ResolveLocal(local, s_resolver).ToInstant().ToUnixTimeTicks() * 100;

    static IsoDayOfWeek Iso(DayOfWeek day) => day == DayOfWeek.Sunday ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)day;
}
