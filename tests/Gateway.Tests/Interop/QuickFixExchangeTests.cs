using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Interop;

/// <summary>An exchange that somebody else's FIX engine runs; the gateway is the initiator.</summary>
public sealed class QuickFixExchangeTests : IDisposable
{
    readonly TemporaryDirectory _store = new();
    readonly int _port = FreePort.Take();

    public void Dispose() => _store.Dispose();

    void Configure(GatewayConfiguration configuration)
    {
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0 && instrument.Symbol != "ETHUSDT");
        configuration.Venues.RemoveAll(venue => venue.Venue != "SIMFIX");
        var venue = configuration.Venues[0];
        (venue.Simulated, venue.Address, venue.Key, venue.TargetCompId) = (false, $"127.0.0.1:{_port}", "GATEWAY", "EXCHANGE");
    }

    [Fact]
    public async Task An_order_is_placed_filled_over_a_broken_line_and_cancelled()
    {
        var first = QuickFixClient.Exchange(_port, _store.Path);
        first.Say("start");
        await using var gateway = await RunningGateway.StartAsync(Configure);
        first.Expect("LOGON");
        Assert.Equal("1", first.Message("V")[146]);
        first.Say("35=W|262=quotes|55=ETHUSDT|268=1|269=1|270=3000|271=5");
        using var strategy = gateway.Connect();
        var id = Order(strategy);
        var placed = first.Message("D");
        Assert.Equal(("ETHUSDT", "1", "2", "3000"), (placed[55], placed[54], placed[38], placed[44]));
        first.Say(Report(placed[11]!, "x1", "0", "0", cum: "0", leaves: "2"));
        strategy.AwaitReport(id, "0");
        first.Say(Report(placed[11]!, "x2", "F", "1", cum: "0.5", leaves: "1.5") + "|32=0.5|31=2999.5");
        Assert.Equal("0.5", strategy.AwaitReport(id, "F")[14]);
        first.Dispose();

        // It trades on while the line is broken; the gateway asks for what it missed, and then how the order stands.
        using var second = QuickFixClient.Exchange(_port, _store.Path);
        second.Say(Report(placed[11]!, "x3", "F", "1", cum: "1.25", leaves: "0.75") + "|32=0.75|31=2999");
        second.Say("start");
        var missed = strategy.AwaitReport(id, "F");
        Assert.Equal(("1.25", "0.75", "2999"), (missed[14], missed[32], missed[31]));
        var question = second.Message("H");
        second.Say(Report(placed[11]!, "0", "I", "1", cum: "1.25", leaves: "0.75") + $"|790={question[790]}");

        strategy.Send("F", $"11=e2|41={id}|55=ETHUSDT|54=1|60=20260101-00:00:00|");
        var cancel = second.Message("F");
        Assert.Equal(placed[11], cancel[41]);
        second.Say(Report(cancel[11]!, "x4", "4", "4", cum: "1.25", leaves: "0") + $"|41={placed[11]}");
        Assert.Equal(("1.25", "0"), Quantities(strategy.AwaitReport("e2", "4")));
        Assert.Contains(second.Seen, line => line.StartsWith("ADMIN-IN", StringComparison.Ordinal) && line.Contains("|35=2|", StringComparison.Ordinal));
        await gateway.Host.StopAsync();
        second.Expect("ADMIN-IN", "|35=5|");
        second.Expect("LOGOUT");
    }

    /// <summary>An order is refused as long as there is no price at the exchange; it has come when one is on its way.</summary>
    static string Order(StrategyClient strategy)
    {
        for (var i = 0; i < Patience.Millis / 10; i++)
        {
            strategy.Send("D", $"11=e1-{i}|55=ETHUSDT|54=1|38=2|40=2|44=3000|59=1|60=20260101-00:00:00|");
            if (strategy.Await("8")[150] == "A") return $"e1-{i}";
            Thread.Sleep(10);
        }

        throw new InvalidOperationException("The exchange's price did not come.");
    }

    static string Report(string clOrdId, string execId, string execType, string status, string cum, string leaves)
        => $"35=8|37=X-1|17={execId}|11={clOrdId}|150={execType}|39={status}|55=ETHUSDT|54=1|38=2|40=2|44=3000|14={cum}|151={leaves}|6=3000|60=20260101-00:00:00";

    static (string?, string?) Quantities(FixFields report) => (report[14], report[151]);
}
