using Gateway.Fix.Session;

namespace Gateway.Fix.Tests;

public class ScheduleTests
{
    static long At(string utc) => (DateTime.Parse(utc, null, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal).Ticks - DateTime.UnixEpoch.Ticks) * 100;

    static string Show(long nanos) => DateTime.UnixEpoch.AddTicks(nanos / 100).ToString("yyyy-MM-dd HH:mm");

    [Theory]
    // New York changes its clocks on 2024-03-10 and 2024-11-03.
    [InlineData("2024-03-08 14:29", false, "2024-03-08 14:30")]
    [InlineData("2024-03-08 14:30", true, "2024-03-08 21:00")]
    [InlineData("2024-03-08 21:00", false, "2024-03-11 13:30")]
    [InlineData("2024-11-01 19:59", true, "2024-11-01 20:00")]
    [InlineData("2024-11-02 12:00", false, "2024-11-04 14:30")]
    public void Daily_hours_follow_the_clock_of_the_zone(string now, bool isOpen, string until)
    {
        SessionSchedule schedule = SessionSchedule.Daily("America/New_York", new TimeOnly(9, 30), new TimeOnly(16, 0),
            DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday);
        ScheduleWindow window = schedule.WindowAt(At(now));
        Assert.Equal(isOpen, window.IsOpen);
        Assert.Equal(until, Show(window.Until));
    }

    [Theory]
    [InlineData("2024-03-08 22:00", true, "2024-03-07 23:00", "2024-03-08 23:00")]
    [InlineData("2024-03-08 23:00", true, "2024-03-08 23:00", "2024-03-09 23:00")]
    public void A_day_that_ends_where_it_begins_has_no_gap_but_a_reset(string now, bool isOpen, string from, string until)
    {
        ScheduleWindow window = SessionSchedule.Daily("Europe/Berlin", new TimeOnly(0, 0), new TimeOnly(0, 0)).WindowAt(At(now));
        Assert.Equal((isOpen, from, until), (window.IsOpen, Show(window.From), Show(window.Until)));
    }

    [Theory]
    [InlineData("2024-06-02 20:59", false, "2024-06-02 21:00")]
    [InlineData("2024-06-05 12:00", true, "2024-06-07 21:00")]
    [InlineData("2024-06-08 12:00", false, "2024-06-09 21:00")]
    public void A_week_is_one_opening(string now, bool isOpen, string until)
    {
        SessionSchedule schedule = SessionSchedule.Weekly("America/New_York", DayOfWeek.Sunday, new TimeOnly(17, 0), DayOfWeek.Friday, new TimeOnly(17, 0));
        ScheduleWindow window = schedule.WindowAt(At(now));
        Assert.Equal((isOpen, until), (window.IsOpen, Show(window.Until)));
    }

    [Theory]
    // 02:30 is skipped on 2024-03-10 in New York; 01:30 comes twice on 2024-11-03, and the first counts.
    [InlineData("2024-03-10 06:59", false, "2024-03-10 07:00")]
    [InlineData("2024-03-10 07:00", true, "2024-03-10 08:00")]
    [InlineData("2024-11-03 05:29", false, "2024-11-03 05:30")]
    [InlineData("2024-11-03 05:30", true, "2024-11-03 09:00")]
    public void A_start_that_the_clock_skips_comes_when_it_goes_on(string now, bool isOpen, string until)
    {
        ScheduleWindow window = SessionSchedule.Daily("America/New_York", now.Contains("-03-") ? new TimeOnly(2, 30) : new TimeOnly(1, 30), new TimeOnly(4, 0)).WindowAt(At(now));
        Assert.Equal((isOpen, until), (window.IsOpen, Show(window.Until)));
    }

    [Fact]
    public void Wrong_passwords_are_looked_at_once_a_second_and_the_right_one_at_any_time_once_it_is_known()
    {
        PasswordGuard guard = new(PasswordHash.Create("secret", iterations: 10));
        const long second = 1_000 * FixSession.NanosPerMilli;
        Assert.False(guard.IsRight("guess"u8, 0));
        Assert.False(guard.IsRight("secret"u8, second - 1));
        Assert.True(guard.IsRight("secret"u8, second));
        Assert.False(guard.IsRight("guess"u8, second));
        Assert.True(guard.IsRight("secret"u8, second + 1));
    }

    [Fact]
    public void An_unknown_zone_is_refused() =>
        Assert.Throws<ArgumentException>(() => SessionSchedule.Daily("Mars/Olympus", new TimeOnly(9, 0), new TimeOnly(17, 0)));

    [Fact]
    public void A_session_is_logged_out_at_its_end_and_begins_at_1_in_the_next_opening()
    {
        // The driver's time begins at 22:13:20 UTC.
        SessionSchedule schedule = SessionSchedule.Daily("UTC", new TimeOnly(22, 0), new TimeOnly(22, 30));
        MemoryStore store = new();
        store.SetNextSender(50);
        SessionDriver driver = new(s => s with { Schedule = schedule }, store);
        Assert.Equal("A|34=50|98=0|108=0|", driver.LogOn(heartBt: 0));
        Assert.Equal("5|34=51|58=Session ended by schedule|", driver.Wait(17 * 60));
        driver.Session.Disconnected(DisconnectReason.PeerClosed, driver.Now);
        Assert.Equal("logout Schedule", driver.Recorder.Events[^1]);
        Assert.Equal("5|34=52|58=Logon outside the session's hours, which begin at 20231115-22:00:00 UTC|", driver.LogOn());
        Assert.Equal(DisconnectReason.LogonRefused, driver.Session.Reason);
        driver.Session.Disconnected(DisconnectReason.PeerClosed, driver.Now);
        driver.Wait(24 * 3_600 - 15 * 60);
        driver.Connect();
        Assert.Equal("A|34=1|98=0|108=30|", driver.Say("A|34=1|98=0|108=30|"));
        Assert.Contains("reset", driver.Recorder.Events);
    }

    [Fact]
    public void A_Logon_outside_the_hours_is_told_when_to_come_and_the_operator_once()
    {
        MemoryStore store = new();
        SessionSchedule schedule = SessionSchedule.Daily("UTC", new TimeOnly(8, 0), new TimeOnly(17, 0));
        SessionDriver driver = new(s => s with { Schedule = schedule, Username = "joe" }, store);
        const string text = "58=Logon outside the session's hours, which begin at 20231115-08:00:00 UTC|";

        Assert.Equal($"5|34=1|{text}", Knock("A|34=1|98=0|108=30|553=joe|"));
        Assert.Equal($"5|34=2|{text}", Knock("A|34=2|98=0|108=30|553=joe|"));
        Assert.Equal($"5|34=3|{text}", Knock("A|34=1|98=0|108=30|141=Y|553=joe|")); // Nobody resets a closed session,
        Assert.Equal($"5|34=4|{text}", Knock("A|34=9|98=0|108=30|553=joe|")); // nor leaves a gap in it,
        Assert.Equal("5|34=5|58=Username or Password is wrong|", Knock("A|34=3|98=0|108=30|553=jim|")); // and a stranger hears nothing of its hours.
        Assert.Equal((6, 3), (driver.Session.NextSenderMsgSeqNum, driver.Session.NextTargetMsgSeqNum));
        Assert.Single(driver.Recorder.Told, told => told.StartsWith("logon refused: Logon outside", StringComparison.Ordinal));
        driver.Wait(10 * 3_600);
        Assert.Equal("A|34=1|98=0|108=30|", Knock("A|34=1|98=0|108=30|553=joe|"));
        driver.Wait(12 * 3_600);
        Assert.Contains("begin at 20231116-08:00:00", Knock("A|34=2|98=0|108=30|553=joe|"), StringComparison.Ordinal);
        Assert.Equal(2, driver.Recorder.Told.Count(told => told.StartsWith("logon refused: Logon outside", StringComparison.Ordinal)));

        string Knock(string logon)
        {
            driver.Connect();
            string answer = driver.Say(logon);
            driver.Session.Disconnected(DisconnectReason.PeerClosed, driver.Now);
            return answer;
        }
    }

    [Fact]
    public void A_clock_that_was_ahead_for_a_while_leaves_the_opening_and_its_numbers_as_they_were()
    {
        SessionSchedule schedule = SessionSchedule.Daily("UTC", new TimeOnly(22, 0), new TimeOnly(23, 30));
        SessionDriver driver = new(s => s with { Schedule = schedule });
        driver.LogOn(heartBt: 0);
        driver.Wait(2 * 3_600);
        driver.Session.Disconnected(DisconnectReason.PeerClosed, driver.Now);
        Assert.False(driver.Session.IsOpen(driver.Now));
        driver.Wait(-2 * 3_600);
        Assert.True(driver.Session.IsOpen(driver.Now));
        Assert.Equal(3, driver.Session.NextSenderMsgSeqNum); // Its Logon and its Logout.
        Assert.DoesNotContain("reset", driver.Recorder.Events);
        Assert.False(driver.Session.IsOpen(driver.Now + 7_200_000_000_000));
        Assert.True(driver.Session.IsOpen(driver.Now + 86_400_000_000_000));
        Assert.Contains("reset", driver.Recorder.Events);
    }

    [Theory]
    [InlineData("secret", true)]
    [InlineData("Secret", false)]
    [InlineData("", false)]
    public void A_password_is_checked_against_its_hash(string password, bool isRight)
    {
        string hash = PasswordHash.Create("secret", iterations: 10);
        SessionDriver driver = new(s => s with { Username = "joe", PasswordHash = hash });
        driver.Connect();
        string field = password.Length > 0 ? $"554={password}|" : "";
        Assert.Equal(isRight ? "A|34=1|98=0|108=30|" : "5|34=1|58=Username or Password is wrong|", driver.Say($"A|34=1|98=0|108=30|553=joe|{field}"));
        Assert.False(PasswordHash.Verify("plain", "secret"u8));
        Assert.False(PasswordHash.Verify("pbkdf2-sha256$0$x$y", "secret"u8));
    }
}
