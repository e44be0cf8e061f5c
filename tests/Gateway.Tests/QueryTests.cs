using Gateway.Tests.Harness;

namespace Gateway.Tests;

/// <summary>What a strategy may ask for: the state of its orders (AF) and its accounts' positions (AN).</summary>
public sealed class QueryTests : IAsyncLifetime
{
    const string Day = "60=20260101-00:00:00|";

    RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(configuration => { configuration.Venues.Clear(); configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0); });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    static string Limit(string id, int side, int quantity, string price, string symbol = "AAPL", string account = "A1")
        => $"11={id}|55={symbol}|54={side}|38={quantity}|40=2|44={price}|1={account}|{Day}";

    static string Positions(string id, string account, string more = "") => $"710={id}|724=0|1={account}|581=1|715=20260101|{Day}{more}";

    [Theory]
    [InlineData("585=7|", "buy aapl,sell aapl,buy msft,group")]
    [InlineData("585=1|55=AAPL|", "buy aapl,sell aapl,group")]
    [InlineData("585=7|54=1|", "buy aapl,buy msft,group")]
    [InlineData("585=7|1=A2|", "buy msft")]
    public void A_mass_status_request_is_answered_with_one_report_for_each_order_meant(string filter, string expected)
    {
        using var client = _gateway.Connect();
        client.Send("D", Limit("buy aapl", 1, 10, "500"));
        client.Send("D", Limit("sell aapl", 2, 10, "600"));
        client.Send("D", Limit("buy msft", 1, 10, "25", "MSFT", "A2"));
        client.Send("D", Limit("group", 1, 10, "500", account: "G1"));
        client.Send("D", Limit("done", 1, 10, "500"));
        client.Send("F", $"11=c|41=done|55=AAPL|54=1|{Day}");
        client.AwaitReport("c", "4");
        client.Send("AF", "584=mine|" + filter);
        var ids = expected.Split(',');
        var reports = ids.Select(_ => client.Await("8")).ToList();
        Assert.Equal(ids, reports.Select(report => report[11]));
        Assert.All(reports, report => Assert.Equal(("I", "mine", "0", "10"), (report[150], report[584], report[39], report[151])));
        Assert.Equal([.. ids.Skip(1).Select(_ => "N"), "Y"], reports.Select(report => report[912]));
    }

    [Theory]
    [InlineData("585=7|", "UNKNOWN_ORDER")]
    [InlineData("585=7|55=NOPE|", "INSTRUMENT_NOT_FOUND")]
    [InlineData("585=7|1=NOBODY|", "UNKNOWN_ACCOUNT")]
    [InlineData("585=1|", "SYMBOL_INVALID")]
    [InlineData("585=5|", "FIELD_INVALID")]
    public void A_mass_status_request_that_means_no_order_says_why(string filter, string text)
    {
        using var client = _gateway.Connect();
        client.Send("AF", "584=none|" + filter);
        var report = client.Await("8");
        Assert.Equal(("I", "8", "none", "Y", "NONE"), (report[150], report[39], report[584], report[912], report[37]));
        Assert.StartsWith(text, report[58], StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_are_told_with_their_mark_average_and_profit()
    {
        using var client = _gateway.Connect();
        client.Send("D", Limit("m", 2, 10, "580", account: "A2"));
        client.Send("D", Limit("t", 1, 10, "580"));
        client.Send("D", Limit("m2", 1, 4, "583", account: "A2"));
        client.Send("D", Limit("t2", 2, 4, "583"));
        client.Send("D", Limit("m3", 2, 1, "30", "MSFT", "A2"));
        client.Send("D", Limit("t3", 1, 1, "30", "MSFT"));
        client.AwaitReport("t3", "F");
        client.Send("AN", Positions("p1", "A1"));
        var (apple, microsoft) = (client.Await("AP"), client.Await("AP"));
        Assert.Equal(("p1", "2", "0", "A1", "AAPL"), (apple[710], apple[727], apple[728], apple[1], apple[55]));
        Assert.Equal(("6", null, "583", "580"), (apple[704], apple[705], apple[730], apple[734]));
        Assert.Equal(("TVAR", "12"), (apple[707], apple[708]));
        Assert.Equal(("MSFT", "1"), (microsoft[55], microsoft[704]));
        Assert.NotEqual(apple[721], microsoft[721]);
        client.Send("AN", Positions("p2", "A2", "55=AAPL|"));
        var other = client.Await("AP");
        Assert.Equal(("1", null, "6"), (other[727], other[704], other[705]));
    }

    [Theory]
    [InlineData("1=A4|724=0|", "2", "0", null)]
    [InlineData("1=NOBODY|724=0|", "99", "2", "UNKNOWN_ACCOUNT")]
    [InlineData("1=A1|724=0|55=NOPE|", "99", "2", "INSTRUMENT_NOT_FOUND")]
    [InlineData("1=A1|724=1|", "99", "2", "FIELD_INVALID")]
    [InlineData("1=A1|724=0|263=1|", "99", "2", "FIELD_INVALID")]
    public void A_position_request_without_a_position_is_acknowledged_with_the_cause(string body, string result, string status, string? text)
    {
        using var client = _gateway.Connect();
        client.Send("AN", $"710=p|581=1|715=20260101|{Day}{body}");
        var answer = client.Await("AO");
        Assert.Equal(("p", "0", result, status), (answer[710], answer[727], answer[728], answer[729]));
        Assert.Equal(text, answer[58]?.Split(':')[0]);
    }

    [Fact]
    public void FIX_4_2_has_neither()
    {
        using var client = _gateway.Connect("STRAT6", "FIX.4.2");
        foreach (var (type, body) in new[] { ("AF", "584=x|585=7|"), ("AN", Positions("p", "A1")) })
        {
            client.Send(type, body);
            Assert.Contains(client.Read()![35], new[] { "3", "j" });
        }
    }
}
