using System.Diagnostics;
using System.Globalization;
using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Writing;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>What a snapshot of many open orders costs, and how quick a start from it is.</summary>
public sealed class SnapshotCostTests(ITestOutputHelper output)
{
    const int Orders = 1_000_000;

    [Fact(Explicit = true)]
    [Trait("Category", "Perf")]
    public void A_million_open_orders()
    {
        using var folder = new TemporaryDirectory();
        var watch = Stopwatch.StartNew();
        WriteJournal(folder.Path);
        Say("journal written", watch);
        var taken = SnapshotTaker.Take(folder.Path, new StartingOptions());
        Say($"snapshot of {taken.Bytes:N0} bytes by full replay", watch);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            watch.Restart();
            using var start = StartingPoint.Find(folder.Path, new EngineLimits(), new StartingOptions(Tell: output.WriteLine));
            Say("start from it", watch);
            Assert.Equal(taken.Path, start.Snapshot);
            Assert.Equal(Orders, start.Engine.OpenOrders().Length);
        }
    }

    void Say(string what, Stopwatch watch)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalSeconds:F2} s"));
        watch.Restart();
    }

    static Inbound Session(int place)
    {
        var defined = new Inbound { Kind = InboundKind.SessionDefined, Session = (ushort)(1 + place * 3) };
        (defined.SessionDefined.CompId, defined.SessionDefined.BeginString) = (Text32.From($"STRAT{place + 1}"), Text16.From("FIX.4.4"));
        defined.SessionDefined.DefaultAccount = Text16.From($"A{place + 1}");
        return defined;
    }

    static void WriteJournal(string directory)
    {
        var configuration = RunningGateway.Configuration(directory);
        configuration.Capacity.OpenOrders = Orders + 1000;
        configuration.Limits.Clear();
        using var journal = JournalWriter.Open(directory, new JournalOptions(), Text64.From("cost"), new(1));
        var sequence = 0L;
        void Append(Inbound message)
        {
            (message.Sequence, message.Time) = (++sequence, new(1_700_000_000_000_000_000 + sequence * 1000));
            Assert.True(journal.Inbound.TryAppend(in message));
        }

        var started = new Inbound { Kind = InboundKind.RunStarted };
        started.RunStarted.Capacities = new EngineLimits { OrdersMax = Orders + 1000, ClientIdsMax = 8_000_000 }.Capacities;
        Append(started);
        foreach (var message in ConfigurationTraffic.Messages(configuration, Enumerable.Range(0, 4).Select(Session))) Append(message);
        for (var account = 1; account <= 4; account++)
            Append(new() { Kind = InboundKind.BalanceSet, BalanceSet = new() { Account = Text16.From($"A{account}"), Asset = Text16.From("USD"), Amount = Money.Parse("90000000000") } });
        for (var i = 0; i < Orders; i++)
        {
            var order = new Inbound { Kind = InboundKind.NewOrder, Session = (ushort)(1 + i % 4 * 3) };
            order.NewOrder = new()
            {
                ClOrdId = Text64.From(string.Create(CultureInfo.InvariantCulture, $"order-{i}")), Symbol = Text24.From("AAPL"), Side = i % 2 == 0 ? Side.Buy : Side.Sell,
                Quantity = Quantity.Parse("1"), Type = OrderType.Limit, TimeInForce = TimeInForce.Day,
                Price = Price.Parse(string.Create(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? 100 + i / 2 % 4000 * 0.01m : 200 + i / 2 % 4000 * 0.01m)}")),
            };
            Append(order);
        }

        // Nothing was ever said: the gateway would write it at its next start. Here it stands for itself.
        using var engine = new ExecutionEngine(new EngineLimits { OrdersMax = Orders + 1000, ClientIdsMax = 8_000_000 });
        JournalReplay.Run(directory, engine, new Evidence(journal.Outbound));
        Assert.Equal(Orders, engine.OpenOrders().Length);
    }

    sealed class Evidence(OutboundLog log) : ReplayObserver
    {
        internal override void OnOutbound(in Outbound outbound) => Assert.True(log.TryAppend(in outbound));
    }
}
