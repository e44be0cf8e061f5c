using Gateway.Messages;
using Gateway.Tests.Harness;

namespace Gateway.Tests.MarketData;

/// <summary>
/// Two subscribers of one book: the one that reads gets every change in increments, numbered without a gap; the one that does not gets none of what its buffer
/// has no room for, and in its place one snapshot whose number tells what is missing.
/// </summary>
public sealed class SlowSubscriberTests
{
    const int Orders = 50;

    [Fact]
    public async Task The_slow_one_is_conflated_and_the_quick_one_is_not()
    {
        await using var gateway = await RunningGateway.StartAsync(static configuration =>
        {
            MarketDataTests.WithoutVenues(configuration);
            configuration.Fix.MarketDataBufferBytes = 1 << 16;
        });
        using var trader = gateway.Connect("STRAT1");
        using var quick = new StrategyClient(gateway.Fix, "STRAT2");
        using var slow = new StrategyClient(gateway.Fix, "STRAT3", receiveBuffer: 4_096);
        var (quickBook, slowBook) = (new CopiedBook(), new CopiedBook());
        foreach (var (client, book) in new[] { (quick, quickBook), (slow, slowBook) })
        {
            client.LogOn();
            client.Send("V", MarketDataTests.Request("R", "1", 0, more: "265=1|266=N|"));
            book.Snapshot(client.Await("W"));
        }

        for (var order = 0; order < Orders; order++) trader.Send("D", MarketDataTests.Limit($"o{order}.0", 1, 1, $"{100 + order}") + "1=A1|");
        // Each order leaves its price and comes back behind it, until the slow one's buffer overflows, the system's included.
        var round = 0;
        while (gateway.Host.Core.Conflations == 0 && round < 1_000)
        {
            trader.AwaitReport($"o{Orders - 1}.{round}", round == 0 ? "0" : "5");
            round++;
            foreach (var silent in (StrategyClient[])[slow, quick]) silent.Send("0", ""); // On a slow machine all this takes longer than the gateway waits for a word.
            for (var order = 0; order < Orders; order++)
                trader.Send("G", $"11=o{order}.{round}|41=o{order}.{round - 1}|55=AAPL|54=1|38=1|40=2|44={100 + order + round % 2 * Orders}|60=20260101-00:00:00|");
            while (quickBook.Sequence < Orders + 2 * Orders * round) quickBook.Increment(quick.Await("X"));
        }

        Assert.Equal((1, Orders), (quickBook.Snapshots, quickBook.Side("0").Count));

        // It reads at last: a prefix of the increments, then the book as a whole.
        while (slowBook.Sequence < quickBook.Sequence || !slowBook.IsWhole)
        {
            var message = slow.Read()!;
            if (message[35] == "X") slowBook.Increment(message);
            else if (message[35] == "W") slowBook.Snapshot(message);
        }

        Assert.True(slowBook.Snapshots >= 2 && gateway.Host.Core.Conflations > 0, $"{slowBook.Snapshots} snapshots, {slowBook.Increments} increments, {round} rounds");
        Assert.Equal(quickBook.Sequence, slowBook.Sequence);
        Assert.Equal(quickBook.Side("0").Select(entry => (entry.OrderId, entry.Price)).Order(), slowBook.Side("0").Select(entry => (entry.OrderId, entry.Price)).Order());
    }
}
