using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>Requests with PossResend (97=Y): a ClOrdID that was seen is not carried out again, its order's status is the answer.</summary>
public sealed class PossResendTests(SessionFixture fixture) : IClassFixture<SessionFixture>
{
    [Fact]
    public void A_new_id_is_an_order_and_a_known_one_a_question()
    {
        using var client = fixture.Connect("STRAT6");
        var id = SessionFixture.NewId();
        client.Send("D", "97=Y|" + SessionFixture.Order(id));
        var order = client.AwaitReport(id, "0");
        client.Send("D", "97=Y|" + SessionFixture.Order(id));
        var status = client.Await("8");
        Assert.Equal(("I", "0", "1", order[37], id), (status[150], status[39], status[151], status[37], status[11]));

        // Without the flag it is a mistake.
        client.Send("D", SessionFixture.Order(id));
        Assert.Equal("6", client.AwaitReport(id, "8")[103]);

        client.Send("G", $"97=Y|11={id}r|41={id}|55=AAPL|54=1|38=5|40=2|44=99|60=20260101-00:00:00|");
        client.AwaitReport(id + "r", "5");
        client.Send("G", $"97=Y|11={id}r|41={id}|55=AAPL|54=1|38=5|40=2|44=99|60=20260101-00:00:00|");
        status = client.Await("8");
        Assert.Equal(("I", "0", "5", id + "r"), (status[150], status[39], status[151], status[11]));

        client.Send("F", $"97=Y|11={id}c|41={id}r|55=AAPL|54=1|60=20260101-00:00:00|");
        client.AwaitReport(id + "c", "4");
        client.Send("F", $"97=Y|11={id}c|41={id}r|55=AAPL|54=1|60=20260101-00:00:00|");
        status = client.Await("8");
        Assert.Equal(("I", "4", "0", id + "r"), (status[150], status[39], status[151], status[11]));
    }

    [Fact]
    public void A_refused_id_and_an_order_for_several_accounts_are_known_too()
    {
        using var client = fixture.Connect("STRAT7");
        var (refused, block) = (SessionFixture.NewId(), SessionFixture.NewId());
        client.Send("D", SessionFixture.Order(refused).Replace("44=100|", "44=100.001|", StringComparison.Ordinal));
        client.AwaitReport(refused, "8");
        client.Send("D", "97=Y|" + SessionFixture.Order(refused));
        var status = client.Await("8");
        Assert.Equal(("I", "8"), (status[150], status[39]));
        Assert.StartsWith("DUPLICATE_CLORDID", status[58], StringComparison.Ordinal);

        var legs = SessionFixture.Order(block).Replace("38=1|", "38=3|78=2|79=A1|80=1|79=A2|80=2|", StringComparison.Ordinal);
        client.Send("D", legs);
        client.AwaitReport(block, "0");
        client.Send("D", "97=Y|" + legs);
        status = client.Await("8");
        Assert.Equal(("I", "0", "3"), (status[150], status[39], status[151]));
    }
}
