using Gateway.Calendars;
using Gateway.Messages;

namespace Gateway.Configuration;

/// <summary>Checks calendars: an unknown zone, a time that is none and a scope with two calendars are errors.</summary>
static class ScheduleRules
{
    internal static void Check(List<ScheduleConfiguration> schedules, ScopeNames names, ConfigurationErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < schedules.Count; i++)
        {
            CheckOne(schedules[i], $"schedules:{i}", names, errors);
            errors.Require(seen.Add(schedules[i].Scope), $"schedules:{i}:scope", $"'{schedules[i].Scope}' has two schedules.");
        }
    }

    static void CheckOne(ScheduleConfiguration schedule, string key, ScopeNames names, ConfigurationErrors errors)
    {
        if (!LimitRules.TryScope(schedule.Scope, out var kind, out var name) || kind is not (ScopeKind.Firm or ScopeKind.Account or ScopeKind.Instrument or ScopeKind.Venue))
            errors.Add($"{key}:scope", $"'{schedule.Scope}' is neither firm nor an account, an instrument or a venue such as account:A1.");
        else if (kind != ScopeKind.Firm && name.Length == 0)
            errors.Add($"{key}:scope", $"has to name one, as {schedule.Scope}:…");
        else
            errors.Require(names.Knows(kind, name), $"{key}:scope", $"'{schedule.Scope}' is not configured.");
        errors.Require(ScopeCalendar.ZoneOf(schedule.Zone) is not null, $"{key}:zone", $"'{schedule.Zone}' is no IANA zone such as America/Chicago.");
        foreach (var (part, time) in new[] { ("reset", schedule.Reset), ("opens", schedule.Opens), ("closes", schedule.Closes) })
            errors.Require(time.Length == 0 || ScopeCalendar.TimeOf(time) is not null, $"{key}:{part}", $"'{time}' is no time of day such as 17:00.");
        errors.Require((schedule.Opens.Length == 0) == (schedule.Closes.Length == 0), $"{key}:opens", "a session has both a start and an end.");
        errors.Require(schedule.Reset.Length > 0 || schedule.Opens.Length > 0, key, "says neither a reset nor a session.");
        errors.Require(schedule.Days.Distinct().Count() == schedule.Days.Count, $"{key}:days", "names a day twice.");
        foreach (var date in schedule.Holidays)
            errors.Require(ScopeCalendar.DateOf(date) is not null, $"{key}:holidays", $"'{date}' is no date such as 2026-12-25.");
    }
}
