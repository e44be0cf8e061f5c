using Gateway.Tests.Harness;
using Gateway.Tests.Ops;

namespace Gateway.Tests.MarketData;

/// <summary>What a market is doing, and what its auction would trade, as subscribers see it on a real socket.</summary>
public sealed class MarketStatusTests : IAsyncLifetime
{
    RunningGateway _gateway = null!;
    OperatorConsole _console = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(MarketDataTests.WithoutVenues);
        _console = new OperatorConsole(_gateway);
    }

    public ValueTask DisposeAsync()
    {
        _console.Dispose();
        return _gateway.DisposeAsync();
    }

    async Task Set(string state) => await _console.PostAsync("/api/markets/state", new { symbol = "AAPL", state });

    static (string?, string?, string?) Said(FixFields status) => (status[326], status[625], status[58]);

    [Theory]
    [InlineData("FIX.4.2", "preOpen", "5", null, "PRE_OPEN")]
    [InlineData("FIX.4.4", "preOpen", "21", "1", "PRE_OPEN")]
    [InlineData("FIX.4.4", "openingAuction", "22", "2", "OPENING_AUCTION")]
    [InlineData("FIXT.1.1", "closingAuction", "5", "4", "CLOSING_AUCTION")]
    [InlineData("FIXT.1.1", "halted", "2", "7", "HALTED")]
    [InlineData("FIX.4.4", "closed", "18", "5", "CLOSED")]
    public async Task A_security_status_is_told_now_and_with_every_change(string version, string state, string status, string? phase, string text)
    {
        using var reader = _gateway.Connect("STRAT2", version);
        reader.Send("e", "324=S|55=AAPL|263=1|");
        var first = reader.Await("f");
        Assert.Equal(("17", version == "FIX.4.2" ? null : "3", "OPEN"), Said(first));
        Assert.Equal(("S", "AAPL", "N"), (first[324], first[55], first[325]));
        await Set(state);
        var changed = reader.Await("f");
        Assert.Equal((status, phase, text), Said(changed));
        Assert.Equal("Y", changed[325]);
        await Set("open");
        Assert.Equal("OPEN", reader.Await("f")[58]);
        // Who wants no more, or asks once, is told no more.
        reader.Send("e", "324=S|55=AAPL|263=2|");
        reader.Send("e", "324=T|55=AAPL|263=0|");
        Assert.Equal("T", reader.Await("f")[324]);
        await Set(state);
        reader.Send("e", "324=U|55=AAPL|263=0|");
        Assert.Equal(("U", text), (reader.Await("f") is var last ? last[324] : "", last[58]));
    }

    [Theory]
    [InlineData("324=S|55=NONE|263=1|", "INSTRUMENT_NOT_FOUND")]
    [InlineData("324=S|55=AAPL|263=7|", "SUBSCRIPTION_TYPE")]
    [InlineData("324=S|55=AAPL|263=2|", "UNKNOWN_SECURITYSTATUSREQID")]
    public void A_request_that_cannot_be_met_is_refused(string request, string text)
    {
        using var reader = _gateway.Connect("STRAT2");
        reader.Send("e", request);
        var refused = reader.Await("f");
        Assert.Equal(("S", "20"), (refused[324], refused[326]));
        Assert.StartsWith(text, refused[58], StringComparison.Ordinal);
        reader.Send("e", "324=S|55=AAPL|263=1|");
        Assert.Equal("17", reader.Await("f")[326]);
        reader.Send("e", "324=S|55=AAPL|263=1|");
        Assert.StartsWith("DUPLICATE_SECURITYSTATUSREQID", reader.Await("f")[58], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("55=AAPL|263=1|", "324")]
    [InlineData("324=S|263=1|", "55")]
    [InlineData("324=S|55=AAPL|", "263")]
    public void A_request_without_its_fields_breaks_the_form(string request, string tag)
    {
        using var reader = _gateway.Connect("STRAT2");
        reader.Send("e", request);
        Assert.Equal(tag, reader.Await("3")[371]);
    }

    [Theory]
    [InlineData("FIX.4.4")]
    [InlineData("FIX.4.2")]
    [InlineData("FIXT.1.1")]
    public async Task A_calls_price_and_volume_are_told_as_they_change(string version)
    {
        using var trader = _gateway.Connect("STRAT1");
        using var reader = _gateway.Connect("STRAT2", version);
        await Set("openingAuction");
        reader.Send("V", MarketDataTests.Request("R", "1", 1, entries: "Q", more: "265=1|"));
        Assert.Empty(MarketDataReader.Entries(reader.Await("W")).Entries);
        trader.Send("D", MarketDataTests.Limit("b", 1, 10, "581"));
        trader.Send("D", MarketDataTests.Limit("s", 2, 6, "579") + "1=A3|");
        Assert.Equal("0 Q 6@581", Tell(reader.Await("X")));
        trader.Send("D", "11=m|55=AAPL|54=2|38=3|40=1|1=A3|60=20260101-00:00:00|");
        Assert.Equal("1 Q 9@581", Tell(reader.Await("X")));
        // Who comes later finds it in the snapshot, the market order without a price among the offers.
        using var late = _gateway.Connect("STRAT3", version);
        late.Send("V", MarketDataTests.Request("L", "0", 0, entries: "01Q"));
        var (entries, _) = MarketDataReader.Entries(late.Await("W"));
        Assert.Equal(["0 0 10@581", "0 1 3@0", "0 1 6@579", "0 Q 9@581"], entries.Select(Tell));
        await Set("open");
        Assert.StartsWith("2 Q", Tell(reader.Await("X")), StringComparison.Ordinal);
        trader.AwaitReport("m", "F");
    }

    static string Tell(FixFields message) => Tell(Assert.Single(MarketDataReader.Entries(message).Entries));

    static string Tell(Entry entry) => $"{entry.Action} {entry.Type} {entry.Size:0.##}@{entry.Price:0.##}";
}
