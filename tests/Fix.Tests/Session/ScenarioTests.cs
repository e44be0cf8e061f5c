using Gateway.Fix.Session;

namespace Gateway.Fix.Tests;

/// <summary>
/// The session rules as a table: what the peer says after a Logon with MsgSeqNum 1, what is answered, and where the session then stands.
/// Answers leave out 8, 9, 10, the ids and time stamps. Several messages are separated by blanks.
/// </summary>
public class ScenarioTests
{
    [Theory]
    // Heartbeats and test requests.
    [InlineData("0|34=2|", "", 3)]
    [InlineData("1|34=2|112=HELLO|", "0|34=2|112=HELLO|", 3)]
    [InlineData("1|34=2|", "3|34=2|45=2|58=Required_tag_missing|371=112|372=1|373=1|", 3)]
    // Gaps: asked for once, kept messages follow in order.
    [InlineData("1|34=5|112=X|", "2|34=2|7=2|16=0|", 2)]
    [InlineData("1|34=4|112=X| 1|34=5|112=Y| 0|34=2|43=Y| 0|34=3|43=Y|", "2|34=2|7=2|16=0| 0|34=3|112=X| 0|34=4|112=Y|", 6)]
    [InlineData("1|34=4|112=X| 4|34=2|43=Y|123=Y|36=4|", "2|34=2|7=2|16=0| 0|34=3|112=X|", 5)]
    // A gap fill that reaches past a kept message, then one that answers nothing.
    [InlineData("0|34=4| 0|34=2|43=Y| 0|34=3|43=Y| 4|34=4|43=Y|123=Y|36=9|", "2|34=2|7=2|16=0|", 9)]
    [InlineData("4|34=1|43=Y|123=Y|36=9|", "", 2)]
    // Duplicates.
    [InlineData("0|34=2| 0|34=2|43=Y|122={-1}|", "", 3)]
    [InlineData("0|34=2| 0|34=2|43=Y|", "3|34=2|45=2|58=Required_tag_missing|371=122|372=0|373=1|", 3)]
    [InlineData("0|34=2| 0|34=2|43=Y|122={+9}|", "3|34=2|45=2|58=SendingTime_accuracy_problem|371=122|372=0|373=10| 5|34=3|58=SendingTime_accuracy_problem|", 3)]
    [InlineData("0|34=1|", "5|34=2|58=MsgSeqNum_too_low,_expecting_2_but_received_1|", 2)]
    // Sequence resets.
    [InlineData("4|34=2|123=Y|36=9|", "", 9)]
    [InlineData("4|34=77|36=9|", "", 9)]
    [InlineData("4|34=2|36=2| 0|34=2|", "", 3)]
    [InlineData("4|34=2|36=1|", "3|34=2|45=2|58=Value_is_incorrect_(out_of_range)_for_this_tag|371=36|372=4|373=5|", 2)]
    [InlineData("4|34=2|123=Y|", "3|34=2|45=2|58=Required_tag_missing|371=36|372=4|373=1|", 3)]
    [InlineData("4|34=2|123=Y|36=2|", "3|34=2|45=2|58=Value_is_incorrect_(out_of_range)_for_this_tag|371=36|372=4|373=5|", 3)]
    // Resend requests: admin messages are gap-filled, also when the request itself is ahead of a gap.
    [InlineData("2|34=2|7=1|16=0|", "4|34=1|43=Y|36=2|123=Y|", 3)]
    [InlineData("1|34=2|112=X| 2|34=3|7=2|16=2|", "0|34=2|112=X| 4|34=2|43=Y|36=3|123=Y|", 4)]
    [InlineData("2|34=9|7=1|16=0|", "4|34=1|43=Y|36=2|123=Y| 2|34=2|7=2|16=0|", 2)]
    [InlineData("2|34=2|7=50|16=0|", "", 3)]
    [InlineData("2|34=2|16=0|", "3|34=2|45=2|58=Required_tag_missing|371=7|372=2|373=1|", 3)]
    // Ids, time, form.
    [InlineData("0|34=2|52={-121}|", "3|34=2|45=2|58=SendingTime_accuracy_problem|371=52|372=0|373=10| 5|34=3|58=SendingTime_accuracy_problem|", 3)]
    [InlineData("0|34=2|49=OTHER|56=GATEWAY|", "3|34=2|45=2|58=CompID_problem|372=0|373=9| 5|34=3|58=CompID_problem|", 3)]
    [InlineData("0|34=2|49=STRAT1|", "3|34=2|45=2|58=Required_tag_missing|371=56|372=0|373=1|", 3)]
    [InlineData("0|34=2|112=|", "3|34=2|45=2|58=Tag_specified_without_a_value|371=112|372=0|373=4|", 3)]
    [InlineData("0|34=2|-5=X|", "3|34=2|45=2|58=Invalid_tag_number|371=-5|372=0|373=0|", 3)]
    [InlineData("0|34=2|0=X|", "3|34=2|45=2|58=Invalid_tag_number|371=0|372=0|373=0|", 3)]
    [InlineData("0|34=2|bad=X|", "3|34=2|45=2|58=Invalid_tag_number|372=0|373=0|", 3)]
    [InlineData("0|112=X|", "5|34=2|58=Required_tag_missing:_MsgSeqNum_(34)|", 2)]
    // Logout, also when its own number is wrong; a Logon that resets.
    [InlineData("5|34=2|", "5|34=2|", 3)]
    [InlineData("5|34=9|", "5|34=2|", 2)]
    [InlineData("0|34=2| A|34=1|98=0|108=30|141=Y|", "A|34=1|98=0|108=30|141=Y|", 2)]
    // Rejects of the peer are taken.
    [InlineData("3|34=2|45=1|", "", 3)]
    // Routing is turned round in a reject.
    [InlineData("1|34=2|115=JCD|116=CS|", "3|34=2|128=JCD|129=CS|45=2|58=Required_tag_missing|371=112|372=1|373=1|", 3)]
    public void The_peer_is_answered_as_the_specification_says(string said, string answer, long nextTarget)
    {
        SessionDriver driver = new();
        Assert.Equal("A|34=1|98=0|108=30|", driver.LogOn());
        string words = System.Text.RegularExpressions.Regex.Replace(said, @"\{([+-]\d+)\}", m => driver.Stamp(int.Parse(m.Groups[1].Value)));
        Assert.Equal(answer, driver.Say(words).Replace(' ', '_').Replace("|_", "| ", StringComparison.Ordinal));
        Assert.Equal(nextTarget, driver.Session.NextTargetMsgSeqNum);
    }

    [Theory]
    [InlineData("0|34=1|", "")]
    [InlineData("A|34=1|98=0|108=30|52=20010101-00:00:00|", "")]
    [InlineData("A|34=1|98=0|", "")]
    [InlineData("A|98=0|108=30|", "")]
    [InlineData("A|34=1|49=OTHER|56=GATEWAY|98=0|108=30|", "")]
    [InlineData("A|34=1|98=0|108=-1|", "5|34=1|58=HeartBtInt must not be negative (108)|")]
    [InlineData("A|34=1|98=0|108=x|", "5|34=1|58=Incorrect data format for value (108)|")]
    [InlineData("A|34=1|98=1|108=30|", "5|34=1|58=EncryptMethod must be 0 (98)|")]
    public void A_bad_Logon_ends_the_connection(string logon, string answer)
    {
        SessionDriver driver = new();
        driver.Connect();
        Assert.Equal(answer, driver.Say(logon));
        Assert.Equal(SessionState.Closing, driver.Session.State);
        Assert.Equal(DisconnectReason.LogonRefused, driver.Session.Reason);
        Assert.Empty(driver.Recorder.Events);
    }

    [Fact]
    public void A_Logon_ahead_of_the_expected_number_is_answered_and_the_gap_asked_for()
    {
        SessionDriver driver = new();
        driver.Connect();
        Assert.Equal("A|34=1|98=0|108=30| 2|34=2|7=1|16=0|", driver.Say("A|34=5|98=0|108=30|"));
        Assert.Equal("", driver.Say("4|34=1|43=Y|123=Y|36=5|"));
        Assert.Equal(6, driver.Session.NextTargetMsgSeqNum);
    }

    [Fact]
    public void A_Logon_behind_the_expected_number_is_refused_with_the_reason()
    {
        MemoryStore store = new();
        store.SetNextTarget(7, admin: true);
        SessionDriver driver = new(store: store);
        driver.Connect();
        Assert.Equal("5|34=1|58=MsgSeqNum too low, expecting 7 but received 3|", driver.Say("A|34=3|98=0|108=30|"));
    }

    [Fact]
    public void An_application_may_refuse_a_Logon()
    {
        SessionDriver driver = new();
        driver.Recorder.LogonRefusal = "wrong password";
        driver.Connect();
        Assert.Equal("5|34=1|58=wrong password|", driver.Say("A|34=1|98=0|108=30|"));
        Assert.Equal(SessionState.Closing, driver.Session.State);
    }
}
