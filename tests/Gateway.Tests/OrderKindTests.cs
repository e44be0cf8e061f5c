using System.Globalization;
using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests;

/// <summary>Stops, ends, least quantities and the like over real sockets, and that the journal leads to the same state again.</summary>
public sealed class OrderKindTests : IAsyncLifetime
{
    RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(WithoutVenues);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    static void WithoutVenues(GatewayConfiguration configuration)
    {
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        configuration.Instruments.Single(instrument => instrument.Symbol == "MSFT").PostOnlyMode = Messages.PostOnlyMode.Slide;
    }

    static string Order(string id, int side, int quantity, string more, string symbol = "AAPL")
        => $"11={id}|55={symbol}|54={side}|38={quantity}|60=20260101-00:00:00|{more}";

    [Theory]
    [InlineData("FIX.4.2", "D", "4")]
    [InlineData("FIX.4.4", "D", "8")]
    [InlineData("FIXT.1.1", "L", null)]
    public void A_stop_is_triggered_by_a_trade_and_told_as_the_version_can(string beginString, string execType, string? why)
    {
        using var maker = _gateway.Connect("STRAT2");
        using var client = _gateway.Connect("STRAT1", beginString);
        client.Send("D", Order("s", 1, 5, "40=3|99=580.50|"));
        var waiting = client.AwaitReport("s", "0");
        Assert.Equal(("0", "580.5", "5"), (waiting[39], waiting[99], waiting[151]));
        maker.Send("D", Order("m1", 2, 1, "40=2|44=580.50|"));
        maker.Send("D", Order("m2", 2, 9, "40=2|44=580.60|1=A3|"));
        maker.AwaitReport("m2", "0");
        maker.Send("D", Order("t", 1, 1, "40=2|44=580.50|1=A4|"));
        var triggered = client.AwaitReport("s", execType);
        Assert.Equal(("0", "5", "TRIGGERED", why), (triggered[39], triggered[151], triggered[58], triggered[378]));
        var filled = client.AwaitReport("s", beginString == "FIX.4.2" ? "2" : "F");
        Assert.Equal(("2", "580.6"), (filled[39], filled[6]));
    }

    [Fact]
    public async Task A_waiting_stop_survives_a_restart_and_can_still_be_replaced_cancelled_and_triggered()
    {
        using (var client = _gateway.Connect())
        {
            foreach (var id in new[] { "s1", "s2", "s3" }) client.Send("D", Order(id, 1, 5, "40=3|99=590|59=1|"));
            client.AwaitReport("s3", "0");
        }

        var data = await _gateway.StopAsync();
        _gateway = await RunningGateway.StartAsync(WithoutVenues, data);
        using (var client = _gateway.Connect())
        {
            client.Send("F", "11=c|41=s1|55=AAPL|54=1|60=20260101-00:00:00|");
            Assert.Equal("4", client.AwaitReport("c", "4")[39]);
            client.Send("G", "11=r|41=s2|55=AAPL|54=1|38=4|40=3|99=581|60=20260101-00:00:00|");
            var replaced = client.AwaitReport("r", "5");
            Assert.Equal(("581", "4"), (replaced[99], replaced[151]));
            client.Send("D", Order("m", 2, 9, "40=2|44=581|1=A2|"));
            client.Send("D", Order("t", 1, 1, "40=2|44=581|1=A3|"));
            Assert.Equal("2", client.AwaitReport("r", "F")[39]);
        }

        var path = (await _gateway.StopAsync()).Path;
        var verified = GatewayProcess.Command("replay", path, "--verify");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        Assert.Contains("s3", verified.Output, StringComparison.Ordinal);
        Assert.Contains("because TRIGGERED: stopPrice=581 reached by a trade at 581\n", GatewayProcess.Command("replay", path, "--explain", "r").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_ends_at_its_time()
    {
        using var client = _gateway.Connect();
        var ended = client.OutliveOrder("g", (id, end) => Order(id, 1, 5, $"40=2|44=500|59=6|126={end}|"));
        Assert.Equal(("C", "0", "6"), (ended[39], ended[151], ended[59]));
    }

    [Theory]
    [InlineData("59=6|126=20200101-00:00:00|", "EXPIRE_TIME_IN_PAST")]
    [InlineData("59=6|432=20200101|", "EXPIRE_TIME_IN_PAST")]
    [InlineData("59=6|", "FIELD_INVALID")]
    [InlineData("2964=9|", "FIELD_INVALID")]
    [InlineData("18=G|110=7|", "UNSUPPORTED_ORDER")]
    public void What_cannot_be_is_refused_with_a_reason(string more, string code)
    {
        using var client = _gateway.Connect();
        client.Send("D", Order("x", 1, 5, "40=2|44=500|" + more));
        Assert.StartsWith(code + ":", client.AwaitReport("x", "8")[58] + ":", StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_date_is_the_sessions_to_refuse()
    {
        using var client = _gateway.Connect();
        client.Send("D", Order("x", 1, 5, "40=2|44=500|59=6|432=2026131|"));
        var reject = client.Await("3");
        Assert.Equal(("432", "6"), (reject[371], reject[373]));
    }

    [Fact]
    public void Post_only_slides_and_its_price_is_told()
    {
        using var client = _gateway.Connect();
        client.Send("D", Order("m", 2, 5, "40=2|44=30.50|1=A2|", "MSFT"));
        client.Send("D", Order("p", 1, 5, "40=2|44=30.60|18=6|", "MSFT"));
        Assert.Equal("30.6", client.AwaitReport("p", "0")[44]);
        var restated = client.AwaitReport("p", "D");
        Assert.Equal(("30.49", "3"), (restated[44], restated[378]));
    }

    [Fact]
    public void Self_trades_are_prevented_as_the_order_asks()
    {
        using var client = _gateway.Connect();
        client.Send("D", Order("m", 2, 5, "40=2|44=580|"));
        client.Send("D", Order("t", 1, 3, "40=2|44=580|2964=2|"));
        Assert.Equal("SELF_TRADE", client.AwaitReport("m", "4")[58]);
        client.Send("D", Order("t2", 2, 3, "40=2|44=580|2964=1|"));
        Assert.Equal("SELF_TRADE", client.AwaitReport("t2", "4")[58]);
        client.Send("D", Order("t3", 2, 1, "40=2|44=580|2362=4|"));
        var less = client.AwaitReport("t", "D");
        Assert.Equal(("5", "2"), (less[378], less[38]));
    }

    [Fact]
    public void Market_to_limit_rests_at_the_price_it_took()
    {
        using var client = _gateway.Connect();
        client.Send("D", Order("m", 2, 5, "40=2|44=580|1=A2|"));
        client.Send("D", Order("k", 1, 8, "40=K|"));
        var restated = client.AwaitReport("k", "D");
        Assert.Equal(("2", "580", "3", "3"), (restated[40], restated[44], restated[151], restated[378]));
    }
}
