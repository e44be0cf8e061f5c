using System.Globalization;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>Wrong messages in a running session: answered as the session protocol says, and the session or at least the others go on.</summary>
public sealed class MalformedTests(SessionFixture fixture) : IClassFixture<SessionFixture>
{
    [Fact]
    public void A_wrong_checksum_uses_up_no_number()
    {
        using var client = fixture.Connect("STRAT1");
        var id = SessionFixture.NewId();
        var good = client.Message("D", client.Next, SessionFixture.Order(id));
        var sum = int.Parse(good[^4..^1], CultureInfo.InvariantCulture);
        client.SendRaw($"{good[..^4]}{(sum + 1) % 256:000}|");
        client.SendRaw(good);
        client.Next++;
        client.AwaitReport(id, "0");
        fixture.AssertServes();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(-20)]
    [InlineData(30)]
    public void A_wrong_length_costs_no_more_than_what_is_asked_for_again(int off)
    {
        using var client = fixture.Connect("STRAT1");
        var (lost, after) = (SessionFixture.NewId(), SessionFixture.NewId());
        var good = client.Message("D", client.Next++, SessionFixture.Order(lost));
        var length = int.Parse(good.Split('|')[1][2..], CultureInfo.InvariantCulture);
        client.SendRaw(good.Replace($"|9={length}|", $"|9={length + off}|", StringComparison.Ordinal));
        for (var i = 0; i < 3; i++) client.Send("0", "");
        client.Send("D", SessionFixture.Order(after));
        var asked = client.Await("2");
        var from = int.Parse(asked[7]!, CultureInfo.InvariantCulture);
        Assert.Equal(2, from);
        client.SendRaw(client.Message("4", from, $"43=Y|123=Y|36={client.Next - 1}|"));
        client.SendRaw(client.Message("D", client.Next - 1, "43=Y|122=20260101-00:00:00|" + SessionFixture.Order(after)));
        client.AwaitReport(after, "0");
        fixture.AssertServes();
    }

    [Theory]
    [InlineData("D", "55=AAPL|54=1|38=1|40=2|44=100|60=20260101-00:00:00|", "11", "1")]
    [InlineData("D", "11=x|54=1|38=1|40=2|44=100|60=20260101-00:00:00|", "55", "1")]
    [InlineData("D", "11=x|55=AAPL|38=1|40=2|44=100|60=20260101-00:00:00|", "54", "1")]
    [InlineData("D", "11=x|55=AAPL|54=1|40=2|44=100|60=20260101-00:00:00|", "38", "1")]
    [InlineData("D", "11=x|55=AAPL|54=1|38=1|44=100|60=20260101-00:00:00|", "40", "1")]
    [InlineData("F", "11=x|55=AAPL|54=1|60=20260101-00:00:00|", "41", "1")]
    [InlineData("G", "11=x|41=y|55=AAPL|54=1|40=2|44=100|60=20260101-00:00:00|", "38", "1")]
    [InlineData("q", "11=x|60=20260101-00:00:00|", "530", "1")]
    [InlineData("H", "55=AAPL|54=1|", "11", "1")]
    [InlineData("D", "11=x|55=AAPL|54=1|38=abc|40=2|44=100|60=20260101-00:00:00|", "38", "6")]
    [InlineData("D", "11=x|55=AAPL|54=1|38=1|40=2|44=1e5|60=20260101-00:00:00|", "44", "6")]
    [InlineData("D", "11=x|55=AAPL|54=1|38=1|40=2|44=1.1.1|60=20260101-00:00:00|", "44", "6")]
    [InlineData("D", "11=x|55=AAPL|54=12|38=1|40=2|44=100|60=20260101-00:00:00|", "54", "6")]
    [InlineData("D", "11=x|55=AAPL|54=1|38=99999999999999999999|40=2|44=100|60=20260101-00:00:00|", "38", "6")]
    [InlineData("D", "11=x|55=AAPL|54=1|38=1|40=2|44=100|59=6|126=tomorrow|60=20260101-00:00:00|", "126", "6")]
    [InlineData("D", "11=x|55=|54=1|38=1|40=2|44=100|60=20260101-00:00:00|", "55", "4")]
    public void A_field_that_breaks_the_form_is_rejected_by_its_tag(string type, string body, string tag, string reason)
    {
        using var client = fixture.Connect("STRAT1");
        var number = client.Next;
        client.Send(type, body);
        var reject = client.Read()!;
        Assert.Equal(("3", tag, reason, type, number.ToString(CultureInfo.InvariantCulture)), (reject[35], reject[371], reject[373], reject[372], reject[45]));
        var id = SessionFixture.NewId();
        client.Send("D", SessionFixture.Order(id));
        client.AwaitReport(id, "0");
        fixture.AssertServes();
    }

    [Theory]
    [InlineData("8=FIX.4.2")]
    [InlineData("49=STRAT2")]
    [InlineData("56=SOMEBODY")]
    public void A_header_of_another_session_ends_this_one(string instead)
    {
        using var client = fixture.Connect("STRAT1");
        var tag = instead[..3];
        var header = new[] { "8=FIX.4.4", "49=STRAT1", "56=GATEWAY" }.Single(field => field.StartsWith(tag[..tag.IndexOf('=', StringComparison.Ordinal)] + "=", StringComparison.Ordinal));
        var message = client.Message("D", client.Next++, SessionFixture.Order(SessionFixture.NewId())).Replace(header + "|", instead + "|", StringComparison.Ordinal);
        var parts = message.Split('|', 3);
        client.SendRaw(StrategyClient.Frame(parts[0][2..], parts[2][..parts[2].IndexOf("|10=", StringComparison.Ordinal)] + "|"));
        client.Await("5");
        fixture.AssertServes();
    }

    [Fact]
    public void A_number_that_is_too_low_ends_the_session()
    {
        using var client = fixture.Connect("STRAT1");
        client.Send("0", "");
        client.SendRaw(client.Message("D", 2, SessionFixture.Order(SessionFixture.NewId())));
        Assert.Equal("MsgSeqNum too low, expecting 3 but received 2", client.Await("5")[58]);
        Assert.Null(client.Read());
        fixture.AssertServes();
    }

    [Fact]
    public void A_number_that_is_too_high_is_kept_until_the_gap_is_filled()
    {
        using var client = fixture.Connect("STRAT1");
        var (late, early) = (SessionFixture.NewId(), SessionFixture.NewId());
        client.SendRaw(client.Message("D", 4, SessionFixture.Order(late)));
        var asked = client.Await("2");
        Assert.Equal(("2", "0"), (asked[7], asked[16]));
        client.SendRaw(client.Message("D", 2, "43=Y|122=20260101-00:00:00|" + SessionFixture.Order(early)));
        client.SendRaw(client.Message("4", 3, "43=Y|123=Y|36=4|"));
        client.AwaitReport(early, "0");
        client.AwaitReport(late, "0");
        fixture.AssertServes();
    }

    [Fact]
    public void A_duplicate_is_not_executed_twice()
    {
        using var client = fixture.Connect("STRAT1");
        var (id, next) = (SessionFixture.NewId(), SessionFixture.NewId());
        client.Send("D", SessionFixture.Order(id));
        client.AwaitReport(id, "0");
        client.SendRaw(client.Message("D", 2, "43=Y|122=20260101-00:00:00|" + SessionFixture.Order(id)));
        client.Send("D", SessionFixture.Order(next));
        Assert.Equal(next, client.Await("8")[11]);
    }

    [Fact]
    public void A_message_beyond_the_limit_is_skipped()
    {
        using var client = fixture.Connect("STRAT1");
        var (huge, id) = (SessionFixture.NewId(), SessionFixture.NewId());
        client.SendRaw(client.Message("D", client.Next, SessionFixture.Order(huge) + $"58={new string('x', 100_000)}|"));
        client.Send("D", SessionFixture.Order(id));
        client.AwaitReport(id, "0");
        fixture.AssertServes();
    }
}
