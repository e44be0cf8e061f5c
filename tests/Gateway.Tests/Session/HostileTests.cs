using System.Globalization;
using System.Net.Sockets;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>Clients that do not read, that flood, that send what no client would: the gateway serves the others, and its journal still replays.</summary>
public sealed class HostileTests(SessionFixture fixture, ITestOutputHelper output) : IClassFixture<SessionFixture>
{
    const int Reports = 25_000;

    [Fact]
    public void A_client_that_does_not_read_is_cut_off_and_finds_everything_later()
    {
        using var trader = fixture.Connect("STRAT1");
        using (var deaf = new StrategyClient(fixture.Gateway.Fix, "DROP1", receiveBuffer: 4096))
        {
            deaf.LogOn();
            Trade(trader, Reports);
            fixture.AssertServes();
            var seen = 0;
            while (deaf.Read() is not null) seen++;
            Assert.InRange(seen, 1, Reports - 1); // Cut off, and not everything was buffered for it.
            output.WriteLine($"{seen} of {Reports} reports before the end");
        }

        using var again = new StrategyClient(fixture.Gateway.Fix, "DROP1") { Next = 2 };
        var logon = again.LogOn(reset: false);
        Assert.True(int.Parse(logon[34]!, CultureInfo.InvariantCulture) > Reports);
        again.Send("2", "7=1|16=0|");
        var numbers = new List<int>();
        while (numbers.Count < Reports)
        {
            var message = again.Read();
            Assert.True(message is not null, $"The connection ended after {numbers.Count} reports.");
            if (message[35] == "8") numbers.Add(int.Parse(message[34]!, CultureInfo.InvariantCulture));
            else output.WriteLine($"{message}");
        }

        Assert.True(numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second), "A resend comes in rising order, each message once.");
        fixture.AssertServes();
    }

    [Fact]
    public void Garbage_in_a_session_is_skipped()
    {
        using var client = fixture.Connect("STRAT2");
        var garbage = new byte[1 << 16];
        var random = new Random(11);
        for (var i = 0; i < 100; i++)
        {
            random.NextBytes(garbage);
            client.SendBytes(garbage);
        }

        var id = SessionFixture.NewId();
        client.Send("D", SessionFixture.Order(id));
        client.AwaitReport(id, "0");
        fixture.AssertServes();
    }

    [Fact]
    public async Task Mutated_messages_never_take_the_gateway_down()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        await using var gateway = await RunningGateway.StartAsync(configuration => { configuration.Venues.Clear(); configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0); });
        var random = new Random(seed);
        var client = gateway.Connect();
        for (var i = 0; i < 5000; i++)
        {
            try
            {
                client.SendBytes(Noise.Mutated(random, client));
                if (client.Drain()) continue;
            }
            catch (SocketException)
            {
                // Cut off: logs on anew.
            }

            client = Reconnected(client, gateway);
        }

        client.Dispose();
        Assert.False(gateway.Host.Failed.IsCompleted, $"seed {seed}");
        using (var other = gateway.Connect("STRAT8"))
        {
            other.Send("D", SessionFixture.Order("sane"));
            other.AwaitReport("sane", "0");
        }

        await gateway.Host.StopAsync();
        Noise.AssertReplays(gateway.Host.Journal, seed);
    }

    static StrategyClient Reconnected(StrategyClient old, RunningGateway gateway)
    {
        old.Dispose();
        for (var attempt = 0; ; attempt++)
        {
            var client = new StrategyClient(gateway.Fix);
            client.Send("A", "98=0|108=30|141=Y|");
            if (client.Read() is { } answer && answer[35] == "A") return client;
            client.Dispose();
            Assert.True(attempt < Patience.Millis / 5, "STRAT1 cannot log on again.");
            Thread.Sleep(5);
        }
    }

    static void Trade(StrategyClient trader, int reports)
    {
        for (var sent = 0; sent < reports;)
        {
            var first = SessionFixture.NewId();
            for (var i = 0; i < 100; i++, sent += 2)
            {
                trader.Send("D", SessionFixture.Order($"{first}-{i}"));
                trader.Send("F", $"11=c{first}-{i}|41={first}-{i}|55=AAPL|54=1|60=20260101-00:00:00|");
            }

            trader.AwaitReport($"c{first}-99", "4");
        }
    }
}
