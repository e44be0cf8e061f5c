using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Gateway.Engine;
using Gateway.Pipeline;
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
                client.SendBytes(Mutated(random, client));
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
        AssertReplays(gateway.Host.Journal, seed);
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

    static byte[] Mutated(Random random, StrategyClient client)
    {
        var text = client.Message(Pick(random, "D", "D", "D", "F", "G", "H", "q", "1", "2", "4", "V"), client.Next++, Body(random));
        var bytes = Encoding.Latin1.GetBytes(text.Replace('|', '\u0001')).ToList();
        for (var edits = random.Next(4); edits > 0; edits--) Edit(random, bytes);
        if (random.Next(3) > 0) Reseal(bytes);
        return [.. bytes];
    }

    static string Body(Random random)
    {
        var body = new StringBuilder();
        string[] fields = ["11=m" + random.Next(500), "41=m" + random.Next(500), "55=AAPL", "54=1", "54=2", "38=" + random.Next(-5, 2000), "40=2", "40=1", "44=" + random.Next(90, 110), "59=" + random.Next(8),
            "1=G1", "78=2", "79=A1", "80=5", "79=A2", "80=5", "18=6 E", "111=10", "99=100", "126=20300101-00:00:00", "60=20260101-00:00:00", "7=1", "16=0", "36=" + random.Next(100), "123=Y", "112=t", "530=7", "262=1", "43=Y", "790=q", "58=text"];
        foreach (var field in fields)
            if (random.Next(3) > 0) body.Append(field).Append('|');
        return body.ToString();
    }

    static void Edit(Random random, List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveAt(at); break;
            case 2: bytes.Insert(at, (byte)random.Next(256)); break;
            case 3: bytes.InsertRange(at, Encoding.Latin1.GetBytes(Pick(random, "\u0001", "=", "\u000138=-", "\u000144=9223372036854775807\u0001", "\u000178=9999\u0001", "\u000110=000\u0001", "8=FIX.4.4\u00019="))); break;
            default: if (bytes.Count > 40) bytes.RemoveRange(at / 2, Math.Min(bytes.Count - at / 2 - 1, random.Next(1, 20))); break;
        }
    }

    // A right length and checksum carry the damage past the framing into session, parser and engine.
    static void Reseal(List<byte> bytes)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        var parts = text.Split('\u0001', 3);
        if (parts.Length < 3 || !parts[0].StartsWith("8=", StringComparison.Ordinal)) return;
        var end = parts[2].LastIndexOf("\u000110=", StringComparison.Ordinal);
        if (end < 0) return;
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(StrategyClient.Frame(parts[0][2..], parts[2][..(end + 1)].Replace('\u0001', '|')).Replace('|', '\u0001')));
    }

    static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

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

    static void AssertReplays(string journal, int seed)
    {
        using var engine = new ExecutionEngine(JournalReplay.LimitsOf(journal, new EngineLimits()));
        using var comparer = new JournalComparer(journal);
        comparer.Complete(JournalReplay.Run(journal, engine, comparer).Sequence);
        Assert.True(comparer.Divergence is null, $"seed {seed}: {comparer.Divergence}");
        Assert.True(comparer.Equal > 0 && comparer.Missing == 0);
    }
}
