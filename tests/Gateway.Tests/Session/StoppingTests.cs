using System.Net.Sockets;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

public sealed class StoppingTests
{
    [Fact]
    public async Task While_sessions_are_logged_out_nobody_new_comes_in()
    {
        await using var gateway = await RunningGateway.StartAsync(configuration => { configuration.Venues.Clear(); configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0); });
        using var client = gateway.Connect();
        var stopped = Task.Run(gateway.Host.StopAsync, TestContext.Current.CancellationToken);
        Assert.Equal("The gateway stops.", client.Await("5")[58]);
        var refused = Assert.Throws<SocketException>(() => new StrategyClient(gateway.Fix, "STRAT2"));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        client.Send("5", "");
        await stopped;
    }
}
