using Gateway.Fix.Session;

namespace Gateway.Fix.Tests;

public class ReplayTests
{
    [Fact]
    public void Messages_sent_while_the_peer_is_away_are_fetched_by_its_resend_request()
    {
        SessionDriver driver = new();
        Assert.Equal(SendStatus.Held, driver.Report("R1"));
        Assert.Equal(SendStatus.Held, driver.Report("R2"));
        Assert.Equal("A|34=3|98=0|108=30|", driver.LogOn());
        Assert.Equal("8|34=1|43=Y|11=R1| 8|34=2|43=Y|11=R2| 4|34=3|43=Y|36=4|123=Y|", driver.Say("2|34=2|7=1|16=0|"));
    }

    [Fact]
    public void A_long_resend_is_sliced_and_new_messages_wait_their_turn_as_originals()
    {
        SessionDriver driver = new(s => s with { ResendSlice = 3 });
        for (int i = 1; i <= 7; i++)
            driver.Report($"R{i}");
        driver.LogOn();
        Assert.Equal("8|34=1|43=Y|11=R1| 8|34=2|43=Y|11=R2| 8|34=3|43=Y|11=R3|", driver.Say("2|34=2|7=1|16=0|"));
        Assert.Equal(SendStatus.Held, driver.Report("NEW"));
        Assert.True(driver.Session.HasWork);
        Assert.Equal("8|34=4|43=Y|11=R4| 8|34=5|43=Y|11=R5| 8|34=6|43=Y|11=R6|", driver.Wait(0));
        Assert.Equal("8|34=7|43=Y|11=R7| 4|34=8|43=Y|36=9|123=Y| 8|34=9|11=NEW|", driver.Wait(0));
        Assert.Equal("", driver.Wait(0));
        Assert.False(driver.Session.HasWork);
        Assert.Equal(SendStatus.Sent, driver.Report("LIVE"));
        Assert.Equal("8|34=10|11=LIVE|", driver.Take());
    }

    [Fact]
    public void A_message_that_waited_and_has_left_is_a_duplicate_when_asked_for_again()
    {
        SessionDriver driver = new(s => s with { ResendSlice = 3 });
        for (int i = 1; i <= 4; i++)
            driver.Report($"R{i}");
        driver.LogOn();
        driver.Say("2|34=2|7=1|16=0|");
        driver.Report("NEW6");
        driver.Report("NEW7");
        Assert.Equal("8|34=4|43=Y|11=R4| 4|34=5|43=Y|36=6|123=Y| 8|34=6|11=NEW6|", driver.Wait(0));
        Assert.Equal("8|34=4|43=Y|11=R4| 4|34=5|43=Y|36=6|123=Y| 8|34=6|43=Y|11=NEW6|", driver.Say("2|34=3|7=4|16=0|"));
        Assert.Equal("8|34=7|11=NEW7|", driver.Wait(0));
    }

    [Fact]
    public void A_narrow_request_in_between_does_not_bring_again_what_has_left()
    {
        SessionDriver driver = new(s => s with { ResendSlice = 3 });
        for (int i = 1; i <= 4; i++)
            driver.Report($"R{i}");
        driver.LogOn();
        driver.Say("2|34=2|7=1|16=0|");
        driver.Report("NEW6");
        driver.Report("NEW7");
        driver.Wait(0);
        Assert.Equal("8|34=2|43=Y|11=R2| 8|34=7|11=NEW7|", driver.Say("2|34=3|7=2|16=2|"));
    }

    [Fact]
    public void A_request_that_another_one_interrupts_is_answered_to_its_end()
    {
        SessionDriver driver = new(s => s with { ResendSlice = 3 });
        for (int i = 1; i <= 8; i++)
            driver.Report($"R{i}");
        driver.LogOn();
        Assert.Equal("8|34=3|43=Y|11=R3| 8|34=4|43=Y|11=R4| 8|34=5|43=Y|11=R5|", driver.Say("2|34=2|7=3|16=0|"));
        driver.Report("NEW10");
        Assert.Equal("8|34=1|43=Y|11=R1| 8|34=2|43=Y|11=R2| 8|34=6|43=Y|11=R6|", driver.Say("2|34=3|7=1|16=2|"));
        Assert.Equal("8|34=7|43=Y|11=R7| 8|34=8|43=Y|11=R8|", driver.Wait(0));
        Assert.Equal("4|34=9|43=Y|36=10|123=Y| 8|34=10|11=NEW10|", driver.Wait(0));
        Assert.False(driver.Session.HasWork);
    }

    [Fact]
    public void What_a_bounded_store_no_longer_has_is_gap_filled()
    {
        SessionDriver driver = new(store: new MemoryStore(messagesMax: 2));
        for (int i = 1; i <= 5; i++)
            driver.Report($"R{i}");
        driver.LogOn();
        Assert.Equal("4|34=1|43=Y|36=4|123=Y| 8|34=4|43=Y|11=R4| 8|34=5|43=Y|11=R5| 4|34=6|43=Y|36=7|123=Y|", driver.Say("2|34=2|7=1|16=0|"));
    }

    [Fact]
    public void A_number_taken_without_bytes_is_a_gap_unless_the_store_gives_the_message_back()
    {
        SessionDriver driver = new();
        Assert.Equal(1, driver.Session.Assign(driver.Now));
        driver.LogOn();
        Assert.Equal("4|34=1|43=Y|36=3|123=Y|", driver.Say("2|34=2|7=1|16=0|"));
    }

    [Fact]
    public void NextExpectedMsgSeqNum_brings_the_missed_messages_without_a_request()
    {
        SessionDriver driver = new(s => s with { EnableNextExpectedMsgSeqNum = true });
        driver.Report("R1");
        driver.Report("R2");
        driver.Connect();
        Assert.Equal("A|34=3|98=0|108=30|789=2| 8|34=2|43=Y|11=R2|", driver.Say("A|34=1|98=0|108=30|789=2|"));
    }

    [Fact]
    public void A_busy_application_leaves_the_message_unread()
    {
        SessionDriver driver = new();
        driver.LogOn();
        driver.Recorder.Verdict = FixVerdict.Busy;
        byte[] order = driver.Frame("D|34=2|11=X|");
        Assert.Equal(0, driver.Give(order));
        Assert.Equal(2, driver.Session.NextTargetMsgSeqNum);
        driver.Recorder.Verdict = FixVerdict.Accepted;
        Assert.Equal(order.Length, driver.Give(order));
        Assert.Equal(["2:X"], driver.Recorder.Messages);
    }

    [Fact]
    public void A_busy_application_gets_kept_messages_later_and_in_order()
    {
        SessionDriver driver = new();
        driver.LogOn();
        driver.Say("D|34=3|11=B| D|34=4|11=C|");
        driver.Recorder.Verdict = FixVerdict.Busy;
        byte[] first = driver.Frame("D|34=2|11=A|");
        Assert.Equal(0, driver.Give(first));
        driver.Recorder.Verdict = FixVerdict.Accepted;
        Assert.Equal(first.Length, driver.Give(first));
        Assert.Equal(["2:A", "3:B", "4:C"], driver.Recorder.Messages);
    }

    [Fact]
    public void A_peer_that_does_not_read_is_cut_off_and_finds_its_messages_after_reconnecting()
    {
        SessionDriver driver = new(s => s with { OutgoingBytesMax = 16 << 10 });
        driver.LogOn();
        int sent = 0;
        while (driver.Session.IsLoggedOn && sent < 10_000)
            driver.Report($"R{++sent}");
        Assert.Equal(DisconnectReason.SlowConsumer, driver.Session.Reason);
        Assert.True(driver.Session.BytesAllocated <= 20 << 10);
        driver.Session.Disconnected(DisconnectReason.PeerClosed, driver.Now);
        driver.LogOn();
        Assert.Contains($"11=R{sent}|", driver.Say($"2|34=3|7={sent}|16=0|"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_resend_into_a_small_buffer_waits_for_its_reader()
    {
        SessionDriver driver = new(s => s with { OutgoingBytesMax = 16 << 10 });
        for (int i = 1; i <= 1_000; i++)
            driver.Report($"R{i}");
        driver.LogOn();
        driver.Give(driver.Frame("2|34=2|7=1|16=0|"));
        for (int turn = 0; turn < 100; turn++)
            driver.Session.Work(driver.Now);
        Assert.True(driver.Session.IsLoggedOn);
        string resent = driver.Take();
        while (driver.Session.HasWork)
            resent += driver.Wait(0);
        Assert.Contains("11=R1000|", resent, StringComparison.Ordinal);
    }
}
