using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Fix.Tests;

/// <summary>What single settings change in the answers.</summary>
public class SessionOptionTests
{
    [Fact]
    public void A_gap_is_asked_for_in_parts_when_the_peer_wants_few_at_a_time()
    {
        SessionDriver driver = new(s => s with { MaxMessagesInResendRequest = 3 });
        driver.LogOn();
        Assert.Equal("2|34=2|7=2|16=4|", driver.Say("D|34=9|11=i|"));
        Assert.Equal("", driver.Say("D|34=2|43=Y|122=20231114-00:00:00|11=b| D|34=3|43=Y|122=20231114-00:00:00|11=c|"));
        Assert.Equal("2|34=3|7=5|16=7|", driver.Say("D|34=4|43=Y|122=20231114-00:00:00|11=d|"));
        Assert.Equal("2|34=4|7=8|16=8|", driver.Say("4|34=5|43=Y|122=20231114-00:00:00|123=Y|36=8|"));
        Assert.Equal("0|34=5|112=T|", driver.Say("D|34=8|43=Y|122=20231114-00:00:00|11=h| 1|34=10|112=T|"));
        Assert.Equal(["2:b dup", "3:c dup", "4:d dup", "8:h dup", "9:i"], driver.Recorder.Messages);
    }

    [Fact]
    public void Before_4_2_all_is_asked_for_by_the_largest_number()
    {
        SessionDriver driver = new(version: "FIX.4.1");
        driver.LogOn();
        Assert.Equal("2|34=2|7=2|16=999999|", driver.Say("D|34=9|11=i|"));
    }

    [Fact]
    public void The_last_number_processed_includes_what_is_answered_and_not_what_waits()
    {
        SessionDriver driver = new(s => s with { EnableLastMsgSeqNumProcessed = true });
        driver.LogOn();
        Assert.Equal("0|34=2|369=2|112=T|", driver.Say("1|34=2|112=T|"));
        Assert.Equal("2|34=3|369=2|7=3|16=0|", driver.Say("D|34=7|11=x|"));
    }

    [Fact]
    public void A_silent_peer_is_told_when_that_is_wanted()
    {
        SessionDriver driver = new(s => s with { SendLogoutBeforeDisconnectFromTimeout = true });
        driver.LogOn(heartBt: 10);
        driver.Wait(12);
        Assert.Equal("5|34=3|58=Timed out waiting for heartbeat|", driver.Wait(12));
        Assert.Equal(DisconnectReason.HeartbeatTimeout, driver.Session.Reason);
    }

    [Fact]
    public void A_peer_that_expects_what_was_never_sent_is_refused_before_its_Logon_is_answered()
    {
        SessionDriver driver = new(s => s with { EnableNextExpectedMsgSeqNum = true });
        driver.Connect();
        Assert.Equal("5|34=1|58=NextExpectedMsgSeqNum too high, expecting 1 but received 1200|", driver.Say("A|34=1|98=0|108=30|789=1200|"));
    }

    [Fact]
    public void A_refused_password_uses_up_no_number_of_the_peers()
    {
        SessionDriver driver = new(s => s with { Username = "u", PasswordHash = PasswordHash.Create("right", 1_000) });
        driver.Connect();
        Assert.Equal("5|34=1|58=Username or Password is wrong|", driver.Say("A|34=1|98=0|108=30|141=Y|553=u|554=wrong|"));
        Assert.Equal((2, 1), (driver.Session.NextSenderMsgSeqNum, driver.Session.NextTargetMsgSeqNum));
    }

    [Fact]
    public void Numbers_go_on_past_two_to_the_thirty_second()
    {
        SessionDriver driver = new();
        driver.Session.SetNextNumbers(4_294_967_295, 4_294_967_295);
        Assert.Equal("A|34=4294967295|98=0|108=30|", driver.LogOn());
        Assert.Equal("0|34=4294967296|112=T|", driver.Say("1|34=4294967296|112=T|"));
        driver.Report("late");
        driver.Take();
        Assert.Equal("4|34=4294967296|43=Y|36=4294967297|123=Y| 8|34=4294967297|43=Y|11=late|", driver.Say("2|34=4294967297|7=4294967296|16=0|"));
    }

    [Theory]
    [InlineData("1137=9|", "A|34=1|98=0|108=30|1137=9|")]
    [InlineData("1137=7|", "5|34=1|58=DefaultApplVerID must be 9 (1137)|")]
    [InlineData("", "")]
    public void A_FIXT_Logon_says_which_version_its_application_messages_are_of(string version, string answer)
    {
        SessionDriver driver = new(version: "FIXT.1.1");
        driver.Connect();
        Assert.Equal(answer, driver.Say($"A|34=1|98=0|108=30|{version}"));
        Assert.Equal(answer.StartsWith('A'), driver.Session.IsLoggedOn);
    }

    [Fact]
    public void A_peer_that_reads_789_is_not_asked_for_what_it_sends_of_its_own_accord()
    {
        SessionDriver driver = new(s => s with { EnableNextExpectedMsgSeqNum = true, ResendTimeout = 5_000 });
        driver.Connect();
        Assert.Equal("A|34=1|98=0|108=30|789=1|", driver.Say("A|34=4|98=0|108=30|789=1|"));
        Assert.Equal("", driver.Say("0|34=5|"));
        Assert.Equal("2|34=2|7=1|16=0|", driver.Wait(6));
        driver.Say("4|34=1|43=Y|123=Y|36=4|");
        Assert.Equal(6, driver.Session.NextTargetMsgSeqNum);
    }

    [Fact]
    public void A_peer_that_does_not_say_789_is_asked_for_the_gap_of_its_Logon()
    {
        SessionDriver driver = new(s => s with { EnableNextExpectedMsgSeqNum = true });
        driver.Connect();
        Assert.Equal("A|34=1|98=0|108=30|789=1| 2|34=2|7=1|16=0|", driver.Say("A|34=4|98=0|108=30|"));
    }

    [Fact]
    public void A_ResendRequest_is_answered_whatever_its_number()
    {
        SessionDriver driver = new();
        driver.LogOn();
        Assert.Equal("4|34=1|43=Y|36=2|123=Y|", driver.Say("2|34=1|7=1|16=0|"));
        Assert.Equal(2, driver.Session.NextTargetMsgSeqNum);
    }

    [Fact]
    public void A_second_Logon_that_is_too_low_ends_the_session_like_any_other_message()
    {
        SessionDriver driver = new();
        driver.LogOn();
        Assert.Equal("5|34=2|58=MsgSeqNum too low, expecting 2 but received 1|", driver.Say("A|34=1|98=0|108=30|"));
        Assert.Equal(DisconnectReason.MsgSeqNumTooLow, driver.Session.Reason);
    }

    [Fact]
    public void A_resend_goes_on_while_the_answer_to_our_Logout_is_awaited()
    {
        SessionDriver driver = new(s => s with { ResendSlice = 1 });
        driver.LogOn();
        for (int i = 0; i < 4; i++)
            driver.Report($"R{i}");
        driver.Take();
        driver.Session.Logout("", driver.Now);
        driver.Take();
        string resent = driver.Say("2|34=2|7=2|16=5|");
        for (int i = 0; i < 4; i++)
            resent += " " + driver.Wait(0.01);
        Assert.Equal(["R0", "R1", "R2", "R3"], resent.Split('|').Where(field => field.StartsWith("11=", StringComparison.Ordinal)).Select(field => field[3..]));
    }
}
