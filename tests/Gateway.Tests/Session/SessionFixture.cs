using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>One gateway without exchanges for all tests of a class: what one test does to it, the next one feels.</summary>
public sealed class SessionFixture : IAsyncLifetime
{
    static int s_id;

    internal RunningGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await RunningGateway.StartAsync(configuration =>
    {
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        configuration.Fix.SendBufferBytesMax = 256 * 1024;
    });

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>A ClOrdID that no test has used.</summary>
    internal static string NewId() => $"id{Interlocked.Increment(ref s_id)}";

    /// <summary>An order of good form.</summary>
    internal static string Order(string id) => $"11={id}|55=AAPL|54=1|38=1|40=2|44=100|60=20260101-00:00:00|";

    /// <summary>Another session can log on, trade and log out.</summary>
    internal void AssertServes()
    {
        Assert.False(Gateway.Host.Failed.IsCompleted);
        using var other = Connect("STRAT8");
        var id = NewId();
        other.Send("D", Order(id));
        Assert.Equal("0", other.AwaitReport(id, "0")[39]);
        other.Send("F", $"11=c{id}|41={id}|55=AAPL|54=1|60=20260101-00:00:00|");
        Assert.Equal("4", other.AwaitReport("c" + id, "4")[39]);
        other.LogOut();
    }

    /// <summary>Logs on; a session that the gateway has not yet seen end is tried again.</summary>
    internal StrategyClient Connect(string compId)
    {
        for (var attempt = 0; ; attempt++)
        {
            var client = new StrategyClient(Gateway.Fix, compId);
            client.Send("A", "98=0|108=30|141=Y|");
            if (client.Read() is { } answer)
            {
                Assert.Equal("A", answer[35]);
                return client;
            }

            client.Dispose();
            Assert.True(attempt < Patience.Millis / 10, $"{compId} cannot log on.");
            Thread.Sleep(10);
        }
    }
}
