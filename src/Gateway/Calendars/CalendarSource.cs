using Gateway.Configuration;
using Gateway.Messages;
using NodaTime;

namespace Gateway.Calendars;

/// <summary>
/// Tells the core the next instants of each configured schedule, and again when one of them has passed. What passed while nobody ran is
/// taken by the core at the first message of the next run, because the instant is in the journal.
/// </summary>
sealed class CalendarSource
{
    readonly List<Entry> _entries;

    internal CalendarSource(IEnumerable<ScheduleConfiguration> schedules)
        => _entries = [.. schedules.Select(schedule => new Entry(schedule.Scope, new ScopeCalendar(schedule)))];

    /// <summary>What has to be told at an instant: all at the first call, then what has passed since.</summary>
    /// <param name="nowNanos">Nanoseconds of UTC.</param>
    internal IEnumerable<Inbound> Due(long nowNanos)
    {
        foreach (var entry in _entries)
            if (nowNanos >= entry.NextLook)
                yield return Tell(entry, nowNanos);
    }

    static Inbound Tell(Entry entry, long nowNanos)
    {
        var now = Instant.FromUnixTimeTicks(nowNanos / 100);
        LimitRules.TryScope(entry.Scope, out var kind, out var key);
        var (reset, session) = (entry.Calendar.NextReset(now), entry.Calendar.Session(now));
        entry.NextLook = Math.Min(Nanos(reset) ?? long.MaxValue, Nanos(session?.End) ?? long.MaxValue);
        return new()
        {
            Kind = InboundKind.ScheduleSet,
            ScheduleSet = new()
            {
                Scope = kind, Key = Text24.From(key), ResetAt = new(Nanos(reset) ?? 0), OpensAt = new(Nanos(session?.Start) ?? 0), ClosesAt = new(Nanos(session?.End) ?? 0),
                By = Text16.From("calendar"),
            },
        };
    }

    static long? Nanos(Instant? instant) => instant?.ToUnixTimeTicks() * 100;

    sealed class Entry(string scope, ScopeCalendar calendar)
    {
        internal string Scope => scope;

        internal ScopeCalendar Calendar => calendar;

        internal long NextLook { get; set; } = long.MinValue;
    }
}
