using System.Globalization;
using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>Drop copies: reports and refusals of the accounts they may see, with 797=Y, to be asked for again like any session's messages.</summary>
public sealed class DropCopyTests
{
    static void Configure(GatewayConfiguration configuration)
    {
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        configuration.Sessions.Add(new() { CompId = "DROP2", DropCopy = true, Accounts = ["A2", "EQUAL"] });
    }

    static string Order(string id, string account, decimal price = 100) => $"1={account}|" + SessionFixture.Order(id).Replace("44=100", $"44={price}", StringComparison.Ordinal);

    [Fact]
    public async Task It_sees_reports_and_refusals_of_its_accounts_only()
    {
        await using var gateway = await RunningGateway.StartAsync(Configure);
        using var trader = gateway.Connect();
        using var all = gateway.Connect("DROP1");
        using var some = gateway.Connect("DROP2");
        trader.Send("D", Order("d1", "A1"));
        trader.Send("D", Order("d2", "A2"));
        trader.Send("D", Order("d3", "A2", 100.001m)); // Refused: between two ticks.
        trader.Send("G", "11=d4|41=d2|55=AAPL|54=1|38=1|40=2|44=100.001|60=20260101-00:00:00|"); // Refused by a 9.
        trader.Send("D", Order("d5", "EQUAL").Replace("38=1|", "38=30|", StringComparison.Ordinal));
        trader.Send("D", Order("d6", "A3"));
        trader.AwaitReport("d6", "0");
        Assert.Equal(["d1:0", "d2:0", "d3:8", "d4:9", "d5:0", "d6:0"], Copies(all, 6));
        Assert.Equal(["d2:0", "d3:8", "d4:9", "d5:0"], Copies(some, 4));
    }

    [Fact]
    public async Task It_is_read_only_and_recovers_over_kill_and_a_changed_view()
    {
        var gateway = await RunningGateway.StartAsync(Configure);
        using (var trader = gateway.Connect())
        {
            using var copy = gateway.Connect("DROP2");
            copy.Send("D", Order("never", "A2"));
            var refusal = copy.Await("j");
            Assert.Equal(("6", "D"), (refusal[380], refusal[372]));
            for (var i = 0; i < 10; i++) trader.Send("D", Order($"k{i}", i % 2 == 0 ? "A1" : "A2"));
            trader.AwaitReport("k9", "0");
        }

        // What was shown under the old view keeps its numbers under the new one.
        var data = await gateway.StopAsync();
        await using var again = await RunningGateway.StartAsync(
            configuration =>
            {
                Configure(configuration);
                configuration.Sessions[^1].Accounts = ["A1"];
            },
            data);
        using var back = new StrategyClient(again.Fix, "DROP2") { Next = 4 };
        back.LogOn(reset: false);
        back.Send("2", "7=1|16=0|");
        var copies = new List<FixFields>();
        while (copies.Count < 5)
            if (back.Read()! is { } message && message[35] == "8") copies.Add(message);
        Assert.Equal(["k1", "k3", "k5", "k7", "k9"], copies.Select(copy => copy[11]));
        Assert.All(copies, copy => Assert.True(copy.PossDup && copy[797] == "Y"));
        using var other = again.Connect("STRAT2");
        other.Send("D", Order("n1", "A2"));
        other.Send("D", Order("n2", "A1"));
        var next = back.Await("8");
        Assert.Equal("n2", next[11]);
        Assert.True(int.Parse(next[34]!, CultureInfo.InvariantCulture) > int.Parse(copies[^1][34]!, CultureInfo.InvariantCulture));
    }

    static List<string> Copies(StrategyClient client, int count)
    {
        var copies = new List<string>();
        while (copies.Count < count)
        {
            var message = client.Read()!;
            if (message[35] == "8") Assert.Equal("Y", message[797]);
            if (message[35] is "8" or "9") copies.Add($"{message[11]}:{(message[35] == "9" ? "9" : message[150])}");
        }

        return copies;
    }
}
