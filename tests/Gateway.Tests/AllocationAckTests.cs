using Gateway.Tests.Harness;

namespace Gateway.Tests;

/// <summary>What a strategy is told (P) about each leg of an order for several accounts.</summary>
public sealed class AllocationAckTests : IAsyncLifetime
{
    const string Order = "55=AAPL|54=1|38=100|40=2|44=500|60=20260101-00:00:00|";

    RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(configuration => { configuration.Venues.Clear(); configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0); });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void Each_leg_of_a_group_order_is_acknowledged_behind_the_order()
    {
        using var client = _gateway.Connect();
        client.Send("D", "11=g|1=G1|" + Order);
        var order = client.AwaitReport("g", "0");
        var legs = Enumerable.Range(0, 3).Select(_ => client.Await("P")).ToArray();
        Assert.Equal(["A1", "A2", "A3"], legs.Select(leg => leg[79]));
        Assert.Equal(["leg=1 of=3 qty=50", "leg=2 of=3 qty=30", "leg=3 of=3 qty=20"], legs.Select(leg => leg[161]));
        Assert.All(legs, leg => Assert.Equal(("g", order[37], "0", "1", null), (leg[70], leg[793], leg[87], leg[78], leg[88])));
        Assert.Equal(3, legs.Select(leg => leg[467]).Distinct().Count());
    }

    [Fact]
    public void The_clients_own_allocation_id_comes_back()
    {
        using var client = _gateway.Connect();
        client.Send("D", "11=p|70=MINE|78=2|79=A2|80=70|79=A1|80=30|" + Order);
        var (first, second) = (client.Await("P"), client.Await("P"));
        Assert.Equal(("MINE", "A2", "leg=1 of=2 qty=70"), (first[70], first[79], first[161]));
        Assert.Equal(("MINE", "A1", "leg=2 of=2 qty=30"), (second[70], second[79], second[161]));
    }

    [Theory]
    [InlineData("70=X|78=2|79=A2|80=70|79=A1|80=31|", "1", "ALLOC_SUM", "X")]
    [InlineData("78=1|79=NOBODY|80=100|", "0", "ALLOC_ACCOUNT", "r")]
    public void A_refused_allocation_is_refused_in_both_words(string legs, string code, string cause, string allocId)
    {
        using var client = _gateway.Connect();
        client.Send("D", "11=r|" + legs + Order);
        Assert.StartsWith(cause, client.AwaitReport("r", "8")[58], StringComparison.Ordinal);
        var ack = client.Await("P");
        Assert.Equal((allocId, "1", code, null), (ack[70], ack[87], ack[88], ack[78]));
        Assert.StartsWith(cause, ack[58], StringComparison.Ordinal);
    }

    [Fact]
    public void An_allocation_id_too_long_is_refused_with_its_tag()
    {
        using var client = _gateway.Connect();
        client.Send("D", $"11=l|70={new string('x', 65)}|78=1|79=A1|80=100|" + Order);
        Assert.StartsWith("FIELD_INVALID: limit=0 observed=70", client.AwaitReport("l", "8")[58], StringComparison.Ordinal);
    }

    [Fact]
    public void In_later_versions_a_leg_has_its_quantity_and_in_earlier_ones_the_text()
    {
        using var late = _gateway.Connect(beginString: "FIXT.1.1");
        late.Send("D", "11=g|1=G1|" + Order);
        Assert.Equal(("A1", "50"), (late.Await("P") is var ack ? ack[79] : null, ack[80]));
        using var early = _gateway.Connect("STRAT2", "FIX.4.2");
        early.Send("D", "11=g|1=G1|21=1|" + Order);
        var old = early.Await("P");
        Assert.Equal(("leg=1 of=3 qty=50", null), (old[58], old[78]));
        Assert.Equal(8, old[75]!.Length);
    }
}
