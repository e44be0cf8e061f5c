using System.Text.Json;
using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Interop;

/// <summary>A day with npm's jspurefix: logon, orders, a death with messages under way, resend, logout, reset.</summary>
public sealed class JsPureFixTests : IDisposable
{
    readonly TemporaryDirectory _store = new();

    public void Dispose() => _store.Dispose();

    static Task<RunningGateway> StartAsync() => RunningGateway.StartAsync(Small);

    static void Small(GatewayConfiguration configuration)
    {
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
    }

    static string Order(string id, string side, int quantity, string price) =>
        $$$"""{"type":"D","ClOrdID":"{{{id}}}","HandlInst":"1","Instrument":{"Symbol":"AAPL"},"Side":"{{{side}}}","TransactTime":"2026-01-01T00:00:00Z","OrderQtyData":{"OrderQty":{{{quantity}}}},"OrdType":"2","TimeInForce":"1","Price":{{{price}}}}""";

    [Fact]
    public async Task A_day_with_jspurefix()
    {
        await using var gateway = await StartAsync();
        using var other = gateway.Connect("STRAT2");
        using (var morning = new JsPureFixClient(gateway.Fix, _store.Path))
        {
            morning.Expect("LOGON");
            Trade(morning, other);
            morning.Say("die");
            morning.AwaitEnd();
        }

        // What happens while it is dead comes by its own resend request.
        for (var i = 0; i < 5; i++) other.Send("D", $"11=hit{i}|55=AAPL|54=2|38=10|40=2|44=500|60=20260101-00:00:00|");
        other.AwaitReport("hit4", "F");
        using (var noon = new JsPureFixClient(gateway.Fix, _store.Path, bodyLengthChars: 3))
        {
            noon.Expect("OUT", "|35=2|");
            var missed = Enumerable.Range(0, 5).Select(_ => noon.Report("j2", "F")).ToList();
            Assert.Equal(["10", "20", "30", "40", "50"], missed.Select(fill => fill[14]));
            Assert.All(missed, fill => Assert.True(fill.PossDup && fill[122] is not null));
            noon.Say(Order("j3", "1", 1, "100"));
            noon.Report("j3", "0");
            noon.Say("logout");
            noon.Expect("IN", "|35=5|");
            noon.Expect("LOGOUT");
        }

        using var evening = new JsPureFixClient(gateway.Fix, _store.Path, reset: true, bodyLengthChars: 10);
        Assert.Equal(("1", "Y"), Numbers(evening.Message("IN", "|35=A|")));
        evening.Say("""{"type":"H","ClOrdID":"j2","Instrument":{"Symbol":"AAPL"},"Side":"1"}""");
        var status = evening.Report("j2", "I");
        Assert.Equal(("2", "1", "50"), (status[34], status[39], status[151]));
    }

    static void Trade(JsPureFixClient client, StrategyClient other)
    {
        client.Say(Order("j1", "1", 100, "580.25"));
        var resting = client.Report("j1", "0");
        Assert.Equal(("0", "100", "AAPL", "580.25"), (resting[39], resting[151], resting[55], resting[44]));
        var understood = JsonDocument.Parse(client.Expect("APP")[4..]).RootElement;
        Assert.Equal(("j1", 100, 580.25m), (understood.GetProperty("ClOrdID").GetString(), understood.GetProperty("LeavesQty").GetInt32(), understood.GetProperty("Price").GetDecimal()));
        other.Send("D", "11=r1|55=AAPL|54=2|38=30|40=2|44=580|60=20260101-00:00:00|");
        Assert.Equal(("1", "30", "70"), Fill(client.Report("j1", "F")));
        client.Say("""{"type":"F","ClOrdID":"c1","OrigClOrdID":"j1","Instrument":{"Symbol":"AAPL"},"Side":"1","TransactTime":"2026-01-01T00:00:00Z","OrderQtyData":{"OrderQty":100}}""");
        Assert.Equal("4", client.Report("c1", "4")[39]);
        client.Say(Order("j2", "1", 100, "500"));
        client.Report("j2", "0");
        client.Say("""{"type":"1","TestReqID":"still there"}""");
        client.Expect("IN", "|35=0|", "|112=still there|");
        Assert.DoesNotContain(client.Seen, line => line.Contains("|35=3|", StringComparison.Ordinal));
    }

    static (string?, string?) Numbers(FixFields logon) => (logon[34], logon[141]);

    static (string?, string?, string?) Fill(FixFields fill) => (fill[39], fill[32], fill[151]);
}
