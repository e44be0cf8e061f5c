using Gateway.Fix.Session;

namespace Gateway.Fix.Tests;

public class TimerTests
{
    [Fact]
    public void A_peer_whose_messages_wait_unread_is_not_silent()
    {
        SessionDriver driver = new();
        driver.LogOn();
        driver.Recorder.Verdict = FixVerdict.Busy;
        byte[] order = driver.Frame("D|34=2|11=X|");
        for (int wait = 0; wait < 3; wait++)
        {
            Assert.Equal(0, driver.Give(order));
            Assert.StartsWith("0|", driver.Wait(31), StringComparison.Ordinal);
        }

        driver.Recorder.Verdict = FixVerdict.Accepted;
        driver.Give(driver.Frame("D|34=2|11=X|"));
        Assert.StartsWith("1|", driver.Wait(40), StringComparison.Ordinal); // It is from here on.
    }

    [Fact]
    public void Heartbeats_a_test_request_and_the_end_come_at_their_times()
    {
        SessionDriver driver = new();
        driver.LogOn(heartBt: 10);
        Assert.Equal("", driver.Wait(9.9));
        Assert.Equal("0|34=2|", driver.Wait(0.1));
        Assert.Equal("1|34=3|112=TEST|", driver.Wait(2));
        Assert.Equal("", driver.Wait(11.9));
        Assert.Equal("", driver.Wait(0.1));
        Assert.Equal(SessionState.Closing, driver.Session.State);
        Assert.Equal(DisconnectReason.HeartbeatTimeout, driver.Session.Reason);
        Assert.Equal("logout HeartbeatTimeout", driver.Recorder.Events[^1]);
    }

    [Fact]
    public void Any_message_answers_our_test_request()
    {
        SessionDriver driver = new();
        driver.LogOn(heartBt: 10);
        Assert.Equal("1|34=2|112=TEST|", driver.Wait(12));
        driver.Say("0|34=2|112=TEST|");
        Assert.Equal("0|34=3|", driver.Wait(10));
        Assert.Equal(SessionState.LoggedOn, driver.Session.State);
    }

    [Fact]
    public void No_heartbeats_when_the_interval_is_zero()
    {
        SessionDriver driver = new();
        driver.LogOn(heartBt: 0);
        Assert.Equal("", driver.Wait(1_000_000));
        Assert.True(driver.Session.IsLoggedOn);
    }

    [Fact]
    public void A_connection_without_Logon_and_a_Logout_without_answer_end()
    {
        SessionDriver driver = new(s => s with { LogonTimeout = 5_000, LogoutTimeout = 1_000 });
        driver.Connect();
        driver.Wait(5);
        Assert.Equal(DisconnectReason.LogonTimeout, driver.Session.Reason);
        driver.Session.Disconnected(DisconnectReason.PeerClosed, driver.Now);
        driver.LogOn();
        driver.Session.Logout("end of day", driver.Now);
        Assert.Equal("5|34=2|58=end of day|", driver.Take());
        driver.Wait(1);
        Assert.Equal(SessionState.Closing, driver.Session.State);
    }

    [Fact]
    public void A_gap_that_is_not_filled_is_asked_for_three_times()
    {
        SessionDriver driver = new(s => s with { ResendTimeout = 30_000 });
        driver.LogOn(heartBt: 0);
        Assert.Equal("2|34=2|7=2|16=0|", driver.Say("0|34=9|"));
        Assert.Equal("2|34=3|7=2|16=0|", driver.Wait(30));
        Assert.Equal("2|34=4|7=2|16=0|", driver.Wait(30));
        Assert.Equal("5|34=5|58=Requested messages did not come|", driver.Wait(30));
    }
}
