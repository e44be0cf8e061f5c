using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Pipeline;

/// <summary>An exchange that cannot be reached delays nobody: the gateway is ready, trades what it matches itself and says what is down.</summary>
public sealed class UnreachableVenueTests
{
    [Theory]
    [InlineData(VenueAccess.Fix, "ETHUSDT")]
    [InlineData(VenueAccess.Rest, "BTCUSDT")]
    public async Task It_is_told_and_only_its_orders_are_refused(VenueAccess access, string symbol)
    {
        using var folder = new TemporaryDirectory();
        var secret = Path.Combine(folder.Path, "secret");
        await File.WriteAllTextAsync(secret, "secret", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var log = new RecordedLog();
        await using var gateway = await RunningGateway.StartAsync(
            configuration =>
            {
                configuration.Venues.RemoveAll(venue => venue.Access != access);
                configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0 && instrument.Symbol != symbol);
                var venue = configuration.Venues.Single();
                (venue.Simulated, venue.Key, venue.TargetCompId, venue.SecretFile) = (false, "GATEWAY", "EXCHANGE", secret);
                venue.Address = access == VenueAccess.Rest ? "http://127.0.0.1:1" : "127.0.0.1:1";
            },
            log: log);
        Assert.True(await Patience.UntilAsync(() => log.Says($"venue {(access == VenueAccess.Rest ? "SIMREST" : "SIMFIX")} is down")));
        using var strategy = gateway.Connect();
        strategy.Send("D", $"11=there|55={symbol}|54=1|38=1|40=2|44=2500|59=1|60=20260101-00:00:00|");
        Assert.StartsWith("VENUE_DOWN", strategy.AwaitReport("there", "8")[58], StringComparison.Ordinal);
        strategy.Send("D", "11=here|55=AAPL|54=1|38=1|40=2|44=500|60=20260101-00:00:00|");
        strategy.AwaitReport("here", "0");
    }
}
