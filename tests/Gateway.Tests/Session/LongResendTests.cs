using System.Globalization;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Session;

/// <summary>A resend of ten thousand messages is a stream between others' orders, and the store says what it no longer has.</summary>
public sealed class LongResendTests
{
    const int Orders = 5_000;

    [Fact]
    public async Task Others_trade_while_ten_thousand_messages_are_sent_again()
    {
        await using var gateway = await RunningGateway.StartAsync(configuration =>
        {
            configuration.Venues.Clear();
            configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
            configuration.Fix.ResendMessagesMax = 16_384;
        });
        var next = Trade(gateway);
        using var other = gateway.Connect("STRAT2");
        using var back = new StrategyClient(gateway.Fix, receiveBuffer: 4096) { Next = next };
        back.LogOn(reset: false);
        back.Send("2", "7=1|16=0|");
        back.Send("D", SessionFixture.Order("during"));
        var numbers = new List<int>();
        for (var turn = 0; turn < 20; turn++)
        {
            // Its reader is in the middle of it whenever the other one's order is answered.
            for (var i = 0; i < 100; i++) Take(back.Read()!, numbers);
            other.Send("D", SessionFixture.Order($"o{turn}"));
            other.AwaitReport($"o{turn}", "0");
        }

        Assert.True(numbers.Count < 2 * Orders);
        FixFields? report = null;
        while (report?[11] != "during" || report[43] == "Y") Take(report = back.Read()!, numbers);
        Assert.Equal(2 * Orders + 1, numbers.Count);
        Assert.Equal(numbers.Order().Distinct(), numbers);
        Assert.Null(report[43]); // New ones come behind, as what they are.
    }

    [Fact]
    public async Task What_the_bounded_store_no_longer_has_is_gap_filled()
    {
        await using var gateway = await RunningGateway.StartAsync(configuration =>
        {
            configuration.Venues.Clear();
            configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
            configuration.Fix.ResendMessagesMax = 1_024;
        });
        var next = Trade(gateway);
        using var back = new StrategyClient(gateway.Fix) { Next = next };
        var logon = Number(back.LogOn(reset: false), 34);
        back.Send("2", "7=1|16=0|");
        var gap = back.Await("4");
        Assert.Equal(("1", "Y", "Y"), (gap[34], gap[123], gap[43]));
        var first = back.Await("8");
        Assert.Equal(gap[36], first[34]);
        Assert.InRange(logon - Number(first, 34), 1_000, 1_024);
    }

    /// <summary>Two reports for each order; returns the next number.</summary>
    static int Trade(RunningGateway gateway)
    {
        using var client = gateway.Connect();
        for (var first = 0; first < Orders; first += 250)
        {
            for (var i = first; i < first + 250; i++)
            {
                client.Send("D", SessionFixture.Order($"a{i}"));
                client.Send("F", $"11=c{i}|41=a{i}|55=AAPL|54=1|60=20260101-00:00:00|");
            }

            client.AwaitReport($"c{first + 249}", "4");
        }

        client.LogOut();
        return client.Next;
    }

    static void Take(FixFields message, List<int> numbers)
    {
        if (message[35] == "8") numbers.Add(Number(message, 34));
    }

    static int Number(FixFields message, int tag) => int.Parse(message[tag]!, CultureInfo.InvariantCulture);
}
