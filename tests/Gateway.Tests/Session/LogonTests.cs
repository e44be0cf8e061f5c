using System.Text;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>What a stranger may try before a session is there: the connection ends, and nobody else notices.</summary>
public sealed class LogonTests(SessionFixture fixture) : IClassFixture<SessionFixture>
{
    [Theory]
    [InlineData("FIX.4.4", "NOBODY", "A")]
    [InlineData("FIX.4.4", "strat1", "A")]
    [InlineData("FIX.4.1", "STRAT1", "A")]
    [InlineData("FIX.9.9", "STRAT1", "A")]
    [InlineData("FIX.4.4", "STRAT1", "D")]
    [InlineData("FIX.4.4", "STRAT1", "5")]
    [InlineData("FIX.4.4", "STRAT1", "2")]
    public void A_stranger_is_closed_without_a_word(string version, string compId, string type)
    {
        using var client = new StrategyClient(fixture.Gateway.Fix, compId, version);
        client.Send(type, "98=0|108=30|7=1|16=0|");
        Assert.Null(client.Read());
        fixture.AssertServes();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: gateway\r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("8=FIX.4.4|9=5|35=A|10=000|")]
    [InlineData("8=FIX.4.4|9=999999999999999999|35=A|")]
    [InlineData("8=|9=|35=|")]
    public void Bytes_that_are_no_logon_end_the_connection(string bytes)
    {
        using var client = new StrategyClient(fixture.Gateway.Fix);
        client.SendRaw(bytes);
        Assert.Null(client.Read());
        fixture.AssertServes();
    }

    [Fact]
    public void The_journal_says_from_where_a_session_logged_on()
    {
        fixture.AssertServes();
        var export = GatewayProcess.Command("journal", "export", fixture.Gateway.Data.Path, "--kind", "SessionLoggedOn", "--format", "json");
        Assert.Contains("\"remoteAddress\":\"127.0.0.1\"", export.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logon_for_somebody_else_is_closed()
    {
        using var client = new StrategyClient(fixture.Gateway.Fix);
        client.SendRaw(StrategyClient.Frame("FIX.4.4", $"35=A|34=1|49=STRAT1|52={DateTime.UtcNow:yyyyMMdd-HH:mm:ss}|56=ELSEWHERE|98=0|108=30|"));
        Assert.Null(client.Read());
        fixture.AssertServes();
    }

    [Fact]
    public void A_clock_that_is_wrong_is_not_let_in()
    {
        using var client = new StrategyClient(fixture.Gateway.Fix);
        client.SendRaw(StrategyClient.Frame("FIX.4.4", $"35=A|34=1|49=STRAT1|52={DateTime.UtcNow.AddHours(-1):yyyyMMdd-HH:mm:ss}|56=GATEWAY|98=0|108=30|"));
        Assert.Null(client.Read());
        fixture.AssertServes();
    }

    [Theory]
    [InlineData("98=0|108=-1|141=Y|")]
    [InlineData("98=1|108=30|141=Y|")]
    [InlineData("98=0|108=abc|141=Y|")]
    public void A_logon_with_wrong_content_is_told_so(string body)
    {
        using var client = new StrategyClient(fixture.Gateway.Fix, "STRAT2");
        client.Send("A", body);
        var answer = client.Read();
        Assert.True(answer is null || answer[35] == "5", answer?.Text);
        fixture.AssertServes();
        using var again = fixture.Connect("STRAT2");
    }

    [Fact]
    public void A_session_that_is_connected_cannot_be_taken_over()
    {
        using var first = fixture.Connect("STRAT3");
        using var second = new StrategyClient(fixture.Gateway.Fix, "STRAT3");
        second.Send("A", "98=0|108=30|141=Y|");
        Assert.Null(second.Read());
        var id = SessionFixture.NewId();
        first.Send("D", SessionFixture.Order(id));
        first.AwaitReport(id, "0");
    }

    [Fact]
    public void Three_hundred_connects_leave_room_for_the_next()
    {
        for (var i = 0; i < 300; i++)
        {
            switch (i % 3)
            {
                case 0:
                    new StrategyClient(fixture.Gateway.Fix, "STRAT4").Dispose();
                    break;
                case 1:
                    using (var half = new StrategyClient(fixture.Gateway.Fix, "STRAT4")) half.SendRaw("8=FIX.4.4|9=");
                    break;
                default:
                    using (var client = fixture.Connect("STRAT4")) client.Send("D", SessionFixture.Order(SessionFixture.NewId()));
                    break;
            }
        }

        fixture.AssertServes();
    }

    [Fact]
    public void A_flood_of_garbage_from_a_stranger_is_cut_off()
    {
        var garbage = new byte[1 << 16];
        new Random(7).NextBytes(garbage);
        using var client = new StrategyClient(fixture.Gateway.Fix);
        Assert.Throws<System.Net.Sockets.SocketException>(() =>
        {
            for (var i = 0; i < 1000; i++) client.SendBytes(garbage);
        });
        fixture.AssertServes();
    }

    [Fact]
    public void A_logon_that_comes_byte_by_byte_is_a_logon()
    {
        using var client = new StrategyClient(fixture.Gateway.Fix, "STRAT5");
        var bytes = Encoding.Latin1.GetBytes(client.Message("A", client.Next++, "98=0|108=30|141=Y|").Replace('|', '\u0001'));
        foreach (var part in bytes) client.SendBytes([part]);
        client.Await("A");
        var id = SessionFixture.NewId();
        client.Send("D", SessionFixture.Order(id));
        client.AwaitReport(id, "0");
    }
}
