using Gateway.Calendars;
using Gateway.Configuration;
using Gateway.Messages;
using NodaTime;
using NodaTime.Text;

namespace Gateway.Tests.Calendars;

/// <summary>Resets and sessions by the clocks of a place, on the days on which those clocks change too.</summary>
public sealed class ScopeCalendarTests
{
    [Theory]
    [InlineData("2026-07-01T12:00:00Z", "2026-07-01T22:00:00Z")]            // summer: 17:00 CDT
    [InlineData("2026-07-01T22:00:00Z", "2026-07-02T22:00:00Z")]            // exactly at it: the next one
    [InlineData("2026-07-01T21:59:59.9999999Z", "2026-07-01T22:00:00Z")]
    [InlineData("2026-12-01T12:00:00Z", "2026-12-01T23:00:00Z")]            // winter: 17:00 CST
    [InlineData("2026-03-07T23:00:00Z", "2026-03-08T22:00:00Z")]            // spring forward: a day of 23 hours
    [InlineData("2026-10-31T22:00:00Z", "2026-11-01T23:00:00Z")]            // fall back: a day of 25 hours
    public void The_day_ends_at_five_in_Chicago(string now, string reset)
        => Assert.Equal(At(reset), Calendar(new() { Zone = "America/Chicago", Reset = "17:00" }).NextReset(At(now)));

    [Fact]
    public void A_time_that_the_clocks_skip_is_taken_as_much_later()
        => Assert.Equal(At("2026-03-08T08:30:00Z"), Calendar(new() { Zone = "America/Chicago", Reset = "02:30" }).NextReset(At("2026-03-08T07:30:00Z")));

    [Fact]
    public void A_time_shown_twice_counts_the_first_time_only()
    {
        var calendar = Calendar(new() { Zone = "America/Chicago", Reset = "01:30" });
        Assert.Equal(At("2026-11-01T06:30:00Z"), calendar.NextReset(At("2026-11-01T05:00:00Z")));
        Assert.Equal(At("2026-11-02T07:30:00Z"), calendar.NextReset(At("2026-11-01T06:30:00Z")));
    }

    [Theory]
    [InlineData("2026-07-01T15:00:00Z", "2026-07-01T13:30:00Z", "2026-07-01T20:00:00Z")] // under way
    [InlineData("2026-07-01T20:00:00Z", "2026-07-02T13:30:00Z", "2026-07-02T20:00:00Z")] // at the close: the next one
    [InlineData("2026-07-02T21:00:00Z", "2026-07-06T13:30:00Z", "2026-07-06T20:00:00Z")] // holiday on Friday, then the weekend
    public void Sessions_leave_out_weekends_and_holidays(string now, string opens, string closes)
    {
        var session = Calendar(new()
        {
            Zone = "America/New_York", Opens = "09:30", Closes = "16:00", Holidays = ["2026-07-03"],
            Days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
        }).Session(At(now));
        Assert.Equal(new Interval(At(opens), At(closes)), session);
    }

    [Fact]
    public void A_session_over_midnight_is_under_way_after_midnight()
    {
        var session = Calendar(new() { Zone = "America/Chicago", Opens = "17:00", Closes = "16:00" }).Session(At("2026-07-02T06:00:00Z"));
        Assert.Equal(new Interval(At("2026-07-01T22:00:00Z"), At("2026-07-02T21:00:00Z")), session);
    }

    [Fact]
    public void A_schedule_is_told_at_the_start_and_again_when_an_instant_has_passed()
    {
        var source = new CalendarSource([new() { Scope = "account:A1", Zone = "America/Chicago", Reset = "17:00" }]);
        var first = Assert.Single(source.Due(Nanos("2026-07-01T12:00:00Z"))).ScheduleSet;
        Assert.Equal((ScopeKind.Account, "A1", Nanos("2026-07-01T22:00:00Z")), (first.Scope, first.Key.ToString(), first.ResetAt.Nanos));
        Assert.Empty(source.Due(Nanos("2026-07-01T21:59:59Z")));
        Assert.Equal(Nanos("2026-07-02T22:00:00Z"), Assert.Single(source.Due(Nanos("2026-07-01T22:00:00Z"))).ScheduleSet.ResetAt.Nanos);
        Assert.Empty(source.Due(Nanos("2026-07-01T22:00:01Z")));
    }

    static ScopeCalendar Calendar(ScheduleConfiguration schedule) => new(schedule);

    static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    static long Nanos(string text) => At(text).ToUnixTimeTicks() * 100;
}
