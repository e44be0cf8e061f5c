using System.Globalization;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Fix.Session;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>What a configuration says of single sessions, seen from a socket.</summary>
public sealed class SessionConfigurationTests : IAsyncLifetime
{
    readonly TemporaryDirectory _folder = new();
    RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(Configure);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Dispose();
    }

    void Configure(GatewayConfiguration configuration)
    {
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        var sessions = configuration.Sessions.ToDictionary(session => session.CompId);
        (sessions["STRAT1"].Username, sessions["STRAT1"].PasswordHash) = ("desk", PasswordHash.Create("open sesame"));
        sessions["STRAT2"].AllowedAddresses = ["192.0.2.0/24"];
        var now = DateTime.UtcNow;
        sessions["STRAT3"].Schedule = new() { StartTime = TimeOnly.FromDateTime(now.AddHours(2)), EndTime = TimeOnly.FromDateTime(now.AddHours(4)) };
        sessions["STRAT4"].Schedule = new() { TimeZone = "Asia/Tokyo", StartDay = now.AddHours(9).AddDays(-2).DayOfWeek, EndDay = now.AddHours(9).AddDays(2).DayOfWeek };
        sessions["STRAT5"].Validation = new() { UseDataDictionary = true, ValidateUserDefinedFields = true, AllowUnknownMsgFields = false, AllowUnknownEnumValues = false, CheckRequiredFields = true, CheckLatency = false };
        sessions["STRAT6"].DataDictionary["FIX.4.4"] = FirmDictionary();
        sessions["STRAT6"].Validation = new() { AllowUnknownMsgFields = false, ValidateUserDefinedFields = true };
        (sessions["STRAT7"].HeartBtIntMax, sessions["STRAT7"].AllowPeerReset) = (60, false);
        sessions["STRAT8"].TimestampPrecision = Fix.Codec.TimestampPrecision.Nanos;
        sessions["STRAT8"].EnableNextExpectedMsgSeqNum = sessions["STRAT8"].EnableLastMsgSeqNumProcessed = true;
        (sessions["STRAT8"].MaxMessagesInResendRequest, sessions["STRAT8"].SendLogoutBeforeDisconnectFromTimeout) = (3, true);
        configuration.Sessions.Add(new() { CompId = "DESK", SubId = "EAST", DefaultAccount = "A1" });
        configuration.Sessions.Add(new() { CompId = "DESK", SubId = "WEST", LocationId = "NY", TargetSubId = "EQ", DefaultAccount = "A2" });
        configuration.Sessions.Add(new() { CompId = "ALGO*", SessionsMax = 2, DefaultAccount = "A1" });
    }

    // A firm's own: one tag above 5000 that its orders may carry.
    string FirmDictionary()
    {
        var file = Path.Combine(_folder.Path, "firm.xml");
        File.WriteAllText(file, """
            <fix type="FIX" major="4" minor="4">
              <header>
                <field name="BeginString" required="Y"/><field name="BodyLength" required="Y"/><field name="MsgType" required="Y"/>
                <field name="SenderCompID" required="Y"/><field name="TargetCompID" required="Y"/><field name="MsgSeqNum" required="Y"/>
                <field name="SendingTime" required="Y"/><field name="PossDupFlag" required="N"/>
              </header>
              <trailer><field name="CheckSum" required="Y"/></trailer>
              <messages>
                <message name="Logon" msgtype="A" msgcat="admin">
                  <field name="EncryptMethod" required="Y"/><field name="HeartBtInt" required="Y"/><field name="ResetSeqNumFlag" required="N"/>
                </message>
                <message name="NewOrderSingle" msgtype="D" msgcat="app">
                  <field name="ClOrdID" required="Y"/><field name="Symbol" required="Y"/><field name="Side" required="Y"/>
                  <field name="OrderQty" required="Y"/><field name="OrdType" required="Y"/><field name="Price" required="N"/>
                  <field name="TransactTime" required="Y"/><field name="DeskColour" required="N"/>
                </message>
              </messages>
              <fields>
                <field number="8" name="BeginString" type="STRING"/><field number="9" name="BodyLength" type="LENGTH"/>
                <field number="35" name="MsgType" type="STRING"/><field number="34" name="MsgSeqNum" type="SEQNUM"/>
                <field number="43" name="PossDupFlag" type="BOOLEAN"/><field number="49" name="SenderCompID" type="STRING"/>
                <field number="56" name="TargetCompID" type="STRING"/><field number="52" name="SendingTime" type="UTCTIMESTAMP"/>
                <field number="10" name="CheckSum" type="STRING"/><field number="98" name="EncryptMethod" type="INT"/>
                <field number="108" name="HeartBtInt" type="INT"/><field number="141" name="ResetSeqNumFlag" type="BOOLEAN"/>
                <field number="11" name="ClOrdID" type="STRING"/><field number="55" name="Symbol" type="STRING"/><field number="54" name="Side" type="CHAR"/>
                <field number="38" name="OrderQty" type="QTY"/><field number="40" name="OrdType" type="CHAR"/><field number="44" name="Price" type="PRICE"/>
                <field number="60" name="TransactTime" type="UTCTIMESTAMP"/>
                <field number="9001" name="DeskColour" type="CHAR"><value enum="R" description="RED"/><value enum="G" description="GREEN"/></field>
              </fields>
            </fix>
            """);
        return file;
    }

    StrategyClient Client(string compId, string beginString = "FIX.4.4") => new(_gateway.Fix, compId, beginString);

    [Theory]
    [InlineData("", "Username or Password is wrong")]
    [InlineData("553=desk|554=open|", "Username or Password is wrong")]
    [InlineData("553=someone|554=open sesame|", "Username or Password is wrong")]
    [InlineData("553=desk|554=open sesame|", null)]
    public void A_password_is_checked_against_its_hash(string credentials, string? refusal)
    {
        using var client = Client("STRAT1");
        client.Send("A", "98=0|108=30|" + credentials);
        var answer = client.Read()!;
        Assert.Equal(refusal is null ? "A" : "5", answer[35]);
        Assert.Equal(refusal, answer[58]);
    }

    [Fact]
    public void Who_does_not_know_the_password_cannot_reset_the_numbers()
    {
        using (var owner = Client("STRAT1"))
        {
            owner.LogOn(more: "553=desk|554=open sesame|");
            owner.Send("D", SessionFixture.Order(SessionFixture.NewId()));
            owner.Await("8");
            owner.LogOut();
        }

        using (var stranger = Client("STRAT1"))
        {
            stranger.Send("A", "98=0|108=30|141=Y|");
            Assert.Equal("5", stranger.Read()![35]);
        }

        using var again = Client("STRAT1");
        again.Next = 4;
        var number = int.Parse(again.LogOn(reset: false, "553=desk|554=open sesame|")[34]!, CultureInfo.InvariantCulture);
        Assert.True(number >= 4, $"The gateway's Logon has number {number}: its numbers were reset.");
    }

    [Fact]
    public void A_session_that_may_not_be_here_is_closed_without_a_word()
    {
        using var client = Client("STRAT2"); // Its addresses are elsewhere.
        client.Send("A", "98=0|108=30|141=Y|");
        Assert.Null(client.Read());
    }

    [Fact]
    public void A_session_that_may_not_be_here_now_is_told_when_it_may()
    {
        using var client = Client("STRAT3"); // Opens in two hours.
        client.Send("A", "98=0|108=30|141=Y|");
        var answer = client.Read()!;
        Assert.Equal("5", answer[35]);
        Assert.StartsWith("Logon outside the session's hours, which begin at 20", answer[58], StringComparison.Ordinal);
        Assert.Null(client.Read());
    }

    [Fact]
    public void A_weekly_session_is_open_in_its_week()
    {
        using var client = Client("STRAT4");
        client.LogOn();
    }

    [Theory]
    [InlineData("STRAT5", "9001=R|", "373=0|")] // Strict switches on the built-in dictionary.
    [InlineData("STRAT5", "59=Q|", "373=5|")]
    [InlineData("STRAT6", "9001=R|", null)]
    [InlineData("STRAT6", "9001=B|", null)]
    [InlineData("STRAT6", "9002=R|", "373=")]
    [InlineData("STRAT7", "9002=R|", null)] // The lenient preset.
    public void Checks_are_switched_for_each_session(string compId, string more, string? refusal)
    {
        using var client = Client(compId);
        client.Send("A", "98=0|108=30|");
        client.Await("A");
        var id = SessionFixture.NewId();
        client.Send("D", SessionFixture.Order(id) + more);
        var answer = client.Read()!;
        Assert.Equal(refusal is null ? "8" : "3", answer[35]);
        if (refusal is not null) Assert.Contains(refusal, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_clock_is_let_in_where_CheckLatency_is_off()
    {
        using var client = Client("STRAT5");
        client.SendRaw(StrategyClient.Frame("FIX.4.4", $"35=A|34=1|49=STRAT5|52={DateTime.UtcNow.AddHours(-5):yyyyMMdd-HH:mm:ss}|56=GATEWAY|98=0|108=30|"));
        Assert.Equal("A", client.Read()![35]);
    }

    [Theory]
    [InlineData("98=0|108=61|", "HeartBtInt is too large (108)")]
    [InlineData("98=0|108=60|141=Y|", "ResetSeqNumFlag is not allowed")]
    [InlineData("98=0|108=60|", null)]
    public void Heartbeat_and_reset_of_a_Logon_are_bounded(string body, string? refusal)
    {
        using var client = Client("STRAT7");
        client.Send("A", body);
        Assert.Equal(refusal, client.Read()![58]);
    }

    [Fact]
    public void Header_options_show_on_the_wire()
    {
        using var client = Client("STRAT8");
        var logon = client.LogOn(more: "789=1|");
        Assert.Matches(@"^\d{8}-\d\d:\d\d:\d\d\.\d{9}$", logon[52]);
        Assert.Equal(("2", "1"), (logon[789], logon[369]));
    }

    [Fact]
    public void A_gap_is_asked_for_in_parts_and_a_silent_peer_is_told_why_it_is_cut()
    {
        using var client = Client("STRAT8");
        client.Send("A", "98=0|108=1|141=Y|");
        client.Await("A");
        client.Next = 12;
        client.Send("0", "");
        var asked = client.Await("2");
        Assert.Equal(("2", "4"), (asked[7], asked[16]));
        Assert.Equal("Timed out waiting for heartbeat", client.Await("5")[58]);
        Assert.Null(client.Read());
    }

    [Fact]
    public void Sessions_of_one_CompID_are_told_apart_by_SubID_and_LocationID()
    {
        using var east = Client("DESK");
        east.Send("A", "50=EAST|98=0|108=30|141=Y|");
        Assert.Equal("EAST", east.Await("A")[57]);
        using var west = Client("DESK");
        west.Send("A", "50=WEST|57=EQ|142=NY|98=0|108=30|141=Y|");
        var logon = west.Await("A");
        Assert.Equal(("WEST", "NY", "EQ"), (logon[57], logon[143], logon[50]));
        using var stranger = Client("DESK");
        stranger.Send("A", "50=NORTH|98=0|108=30|141=Y|");
        Assert.Null(stranger.Read());

        // One ClOrdID each: their orders are their own.
        foreach (var (client, account) in new[] { (east, "A1"), (west, "A2") })
        {
            client.Send("D", SessionFixture.Order("same"));
            Assert.Equal(account, client.AwaitReport("same", "0")[1]);
        }

        west.Send("D", SessionFixture.Order("same"));
        Assert.Equal("DUPLICATE_CLORDID: scope=session:DESK/WEST/NY", west.AwaitReport("same", "8")[58]);
    }

    [Fact]
    public void The_port_gives_a_Logon_the_time_that_is_configured()
        => Assert.Equal(7_000, _gateway.Host.Core.Port.Settings(new FixConfiguration { LogonTimeout = 7 }).LogonTimeout);

    [Fact]
    public void Operators_see_where_each_session_stands_and_what_memory_it_takes()
    {
        using var client = Client("STRAT6");
        client.LogOn();
        var shown = GatewayProcess.Command("sessions", "--data", _gateway.Data.Path, "--json");
        Assert.True(shown.ExitCode == 0, shown.Error);
        var row = JsonDocument.Parse(shown.Output).RootElement.EnumerateArray().Single(session => session.GetProperty("session").GetString() == "STRAT6");
        Assert.Equal(("loggedOn", 2, 2), (row.GetProperty("state").GetString(), row.GetProperty("nextSender").GetInt64(), row.GetProperty("nextTarget").GetInt64()));
        Assert.InRange(row.GetProperty("bytes").GetInt64(), 1, row.GetProperty("bytesMax").GetInt64());
        Assert.Contains("STRAT6", GatewayProcess.Command("sessions", "--data", _gateway.Data.Path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_lets_in_as_many_as_it_says_and_they_are_remembered()
    {
        using (var first = Client("ALGO1"))
        {
            first.LogOn();
            first.Send("D", SessionFixture.Order("t1"));
            Assert.Equal("A1", first.AwaitReport("t1", "0")[1]);
            using var other = Client("ALGO2", "FIX.4.2");
            other.LogOn();
            using var third = Client("ALGO3");
            third.Send("A", "98=0|108=30|141=Y|");
            Assert.Null(third.Read());
            using var stranger = Client("BETA1");
            stranger.Send("A", "98=0|108=30|141=Y|");
            Assert.Null(stranger.Read());
        }

        var data = await _gateway.StopAsync();
        _gateway = await RunningGateway.StartAsync(
            configuration =>
            {
                Configure(configuration);
                configuration.Sessions.Reverse();
                configuration.Sessions.RemoveAll(session => session.CompId == "STRAT5");
            },
            data);
        using var again = Client("ALGO1");
        again.Next = 3;
        again.LogOn(reset: false);
        again.Send("2", "7=2|16=0|");
        var report = again.AwaitReport("t1", "0");
        Assert.True(report.PossDup);
        again.Send("H", "11=t1|55=AAPL|54=1|");
        Assert.Equal("0", again.AwaitReport("t1", "I")[39]);
    }
}
