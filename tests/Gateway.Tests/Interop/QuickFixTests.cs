using System.Globalization;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Interop;

/// <summary>A strategy that somebody else's FIX engine runs.</summary>
public sealed class QuickFixTests : IAsyncLifetime
{
    const string Day = "60=20260101-00:00:00";

    readonly TemporaryDirectory _store = new();
    RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(configuration => { configuration.Venues.Clear(); configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0); });

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _store.Dispose();
    }

    [Fact]
    public void It_trades_against_a_session_on_a_raw_socket()
    {
        using var quickfix = new QuickFixClient(_gateway.Fix, _store.Path);
        using var other = _gateway.Connect("STRAT2");
        quickfix.Expect("LOGON");
        quickfix.Say(Limit("q1", 1, 100, "580.25"));
        var resting = quickfix.Report("q1", "0");
        Assert.Equal(("0", "100", "0", "0", "AAPL", "1", "A1", "580.25"), (resting[39], resting[151], resting[14], resting[6], resting[55], resting[54], resting[1], resting[44]));
        Assert.Matches(@"^\d{8}-\d\d:\d\d:\d\d\.\d{6}$", resting[60]);
        other.Send("D", Limit("r1", 2, 30, "580").Replace("35=D|", "", StringComparison.Ordinal) + "|");
        other.AwaitReport("r1", "F");
        var fill = quickfix.Report("q1", "F");
        Assert.Equal(("1", "30", "580.25", "70", "30", "580.25", resting[37]), (fill[39], fill[32], fill[31], fill[151], fill[14], fill[6], fill[37]));
        Assert.NotEqual(resting[17], fill[17]);

        quickfix.Say($"35=G|11=q2|41=q1|55=AAPL|54=1|38=60|40=2|44=580.5|{Day}");
        var replaced = quickfix.Report("q2", "5");
        Assert.Equal(("q1", "60", "30", "30", "580.5"), (replaced[41], replaced[38], replaced[14], replaced[151], replaced[44]));
        quickfix.Say("35=H|11=q2|790=status1|55=AAPL|54=1");
        var status = quickfix.Report("q2", "I");
        Assert.Equal(("1", "status1", "30"), (status[39], status[790], status[14]));
        quickfix.Say($"35=F|11=q3|41=q2|55=AAPL|54=1|{Day}");
        var cancelled = quickfix.Report("q3", "4");
        Assert.Equal(("4", "q2", "0", "30"), (cancelled[39], cancelled[41], cancelled[151], cancelled[14]));
        quickfix.Say($"35=F|11=q4|41=q2|55=AAPL|54=1|{Day}");
        var refused = quickfix.Message("9");
        Assert.Equal(("q4", "q2", "1", "0", "4"), (refused[11], refused[41], refused[434], refused[102], refused[39]));
        quickfix.Say("logout");
        quickfix.Expect("ADMIN-IN", "|35=5|");
        quickfix.Expect("LOGOUT");
    }

    [Fact]
    public void Its_market_and_timed_orders_end_as_they_should()
    {
        using var quickfix = new QuickFixClient(_gateway.Fix, _store.Path);
        using var other = _gateway.Connect("STRAT2");
        quickfix.Expect("LOGON");
        other.Send("D", "11=m|55=AAPL|54=2|38=100|40=2|44=580|59=1|60=20260101-00:00:00|");
        other.AwaitReport("m", "0");
        quickfix.Say($"35=D|11=market|55=AAPL|54=1|38=10|40=1|{Day}");
        Assert.Equal(("2", "580"), Fields(quickfix.Report("market", "F")));
        quickfix.Say(Limit("ioc", 1, 500, "580") + "|59=3");
        Assert.Equal(("1", "580"), Fields(quickfix.Report("ioc", "F")));
        Assert.Equal("90", quickfix.Report("ioc", "4")[14]);
        quickfix.Say(Limit("fok", 1, 500, "580") + "|59=4");
        Assert.Equal("0", quickfix.Report("fok", "4")[14]);
        quickfix.Say(Limit("day", 1, 5, "500") + "|59=0");
        Assert.Equal("0", quickfix.Report("day", "0")[59]);
        quickfix.Say(Limit("gtc", 1, 5, "500") + "|59=1");
        Assert.Equal("1", quickfix.Report("gtc", "0")[59]);
        quickfix.Say(Limit("big", 1, 5, "580.001"));
        var rejected = quickfix.Report("big", "8");
        Assert.Equal(("8", "99", "PRICE_INCREMENT: limit=0.01 observed=580.001 scope=instrument:AAPL"), (rejected[39], rejected[103], rejected[58]));
        quickfix.Say($"35=AN|710=1|724=0|1=A1|581=1|715=20260101|{Day}");
        var position = quickfix.Message("AP");
        Assert.Equal(("1", "AAPL", "100"), (position[710], position[55], position[704]));
    }

    [Fact]
    public void What_it_missed_while_it_was_dead_comes_after_its_own_resend_request()
    {
        using (var first = new QuickFixClient(_gateway.Fix, _store.Path))
        {
            first.Expect("LOGON");
            first.Say(Limit("away", 1, 100, "400") + "|59=1");
            first.Report("away", "0");
            first.Kill();
        }

        using var other = _gateway.Connect("STRAT2");
        for (var i = 0; i < 10; i++) other.Send("D", $"11=hit{i}|55=AAPL|54=2|38=10|40=2|44=400|60=20260101-00:00:00|");
        other.AwaitReport("hit9", "F");
        using var again = new QuickFixClient(_gateway.Fix, _store.Path);
        again.Expect("LOGON");
        var fills = Enumerable.Range(0, 10).Select(_ => again.Report("away", "F")).ToList();
        Assert.All(fills, fill => Assert.True(fill.PossDup));
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (i * 10).ToString(CultureInfo.InvariantCulture)), fills.Select(fill => fill[14]));
        Assert.Equal(10, fills.DistinctBy(fill => fill[17]).Count());
        Assert.Contains(again.Seen, line => line.StartsWith("ADMIN-OUT", StringComparison.Ordinal) && line.Contains("|35=2|", StringComparison.Ordinal));
        again.Say(Limit("on", 1, 1, "100"));
        again.Report("on", "0");
    }

    [Fact]
    public async Task It_goes_on_with_a_gateway_that_was_restarted()
    {
        using var before = new QuickFixClient(_gateway.Fix, _store.Path);
        before.Expect("LOGON");
        before.Say(Limit("kept", 1, 100, "400") + "|59=1");
        before.Report("kept", "0");
        before.Say("logout"); // Otherwise it counts a Logon for each attempt to come back.
        before.Expect("LOGOUT");
        before.Kill();
        await _gateway.Host.DisposeAsync();
        await using var restarted = await RunningGateway.StartAsync(configuration => { configuration.Venues.Clear(); configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0); }, _gateway.Data);
        using var after = new QuickFixClient(restarted.Fix, _store.Path);
        after.Expect("LOGON");
        after.Say("35=H|11=kept|55=AAPL|54=1");
        Assert.Equal("100", after.Report("kept", "I")[151]);
        Assert.False(after.Seen.Any(line => line.Contains("|35=2|", StringComparison.Ordinal)), string.Join("\n", before.Seen.Concat(after.Seen)));
    }

    static (string?, string?) Fields(FixFields fill) => (fill[39], fill[31]);

    static string Limit(string id, int side, int quantity, string price) => $"35=D|11={id}|55=AAPL|54={side}|38={quantity}|40=2|44={price}|{Day}";
}
