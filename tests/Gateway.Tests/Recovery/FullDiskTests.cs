using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Journal;
using Gateway.Tests.Harness;
using Gateway.Tests.Ops;

namespace Gateway.Tests.Recovery;

/// <summary>A disk without room: orders stop and say why, cancels go on, space brings orders back, and the end is recorded or told.</summary>
public sealed class FullDiskTests : IDisposable
{
    const string Day = "60=20260101-00:00:00|";
    const int FloodMax = 8_000, Cancels = 100;

    readonly TemporaryDirectory _data = new();
    int _orders;

    /// <summary>The file layer, and a file system of its own where the machine lets us mount one.</summary>
    public static TheoryData<bool, Durability> Disks => new() { { false, Durability.Process }, { SmallDisk.CanMount, Durability.Disk } };

    public void Dispose() => _data.Dispose();

    [Theory]
    [MemberData(nameof(Disks))]
    public async Task Orders_stop_cancels_go_on_and_space_brings_orders_back(bool real, Durability durability)
    {
        using var disk = new SmallDisk(_data, real);
        var gateway = await StartAsync(disk, durability);
        using (var strategy = gateway.Connect())
        {
            Order(strategy, "keep", "0");
            disk.IsFull = true;
            var refused = TradeUntilRefused(strategy);
            Assert.StartsWith("JOURNAL_UNAVAILABLE", refused[58], StringComparison.Ordinal);
            strategy.Send("F", $"11=c|41=keep|55=AAPL|54=1|{Day}");
            Assert.Equal("4", strategy.AwaitReport("c", "4")[39]);
            await AssertTold(gateway);
            disk.IsFull = false;
            TradeUntilAccepted(strategy);
            disk.IsFull = true;
            TradeUntilRefused(strategy);
            await gateway.StopAsync(); // The shutdown has its place in what is left.
        }

        AssertEndsWithItsStop();
        disk.IsFull = false;
        var again = await StartAsync(disk, durability);
        using var same = again.Connect();
        TradeUntilAccepted(same); // The restriction that the journal remembers goes with its cause.
        using var console = new OperatorConsole(again);
        Assert.Null(Firm(await console.GetAsync("/api/risk"))["imposed"]);
        await again.StopAsync();
    }

    static async Task AssertTold(RunningGateway gateway)
    {
        using var console = new OperatorConsole(gateway);
        var health = await console.GetAsync("/healthz/detail");
        Assert.Equal("reserveOnly", health["journalHealth"]!.ToString());
        Assert.Contains("No space left", health["journalReason"]!.ToString(), StringComparison.Ordinal);
        var firm = Firm(await console.GetAsync("/api/risk"));
        Assert.Equal(("cancelOnly", "JOURNAL_UNAVAILABLE"), (firm["state"]!.ToString(), firm["imposed"]!.ToString()));
    }

    static JsonNode Firm(JsonNode risk) => risk["scopes"]!.AsArray().Single(scope => scope!["scope"]!.ToString() == "firm")!;

    void AssertEndsWithItsStop()
    {
        var tail = GatewayProcess.Command("journal", "tail", _data.Path, "--log", "inbound", "--json");
        Assert.Equal(0, tail.ExitCode);
        Assert.Equal("RunStopped", JsonDocument.Parse(tail.Output.TrimEnd().Split('\n')[^1]).RootElement.GetProperty("kind").GetString());
    }

    [Theory]
    [MemberData(nameof(Disks))]
    public async Task When_the_room_is_used_up_the_gateway_ends_and_nothing_acknowledged_is_lost(bool real, Durability durability)
    {
        using var disk = new SmallDisk(_data, real);
        var gateway = await StartAsync(disk, durability);
        using (var strategy = gateway.Connect())
        using (var listener = gateway.Connect("STRAT2"))
        {
            Order(strategy, "keep", "0");
            disk.IsFull = true;
            TradeUntilRefused(strategy);
            var flood = Task.Run(() => CancelUntilTheEnd(strategy));
            var reason = await gateway.Host.Failed.WaitAsync(Patience.Limit);
            Assert.Matches(@"^The \w+ log failed after sequence \d+: .*No space left on device", reason.Message);
            var stop = gateway.StopAsync(); // As the program does, which then exits with 1.
            if (!reason.Message.StartsWith("The Sessions", StringComparison.Ordinal)) Assert.Equal($"The gateway stops: {reason.Message}", listener.Await("5")[58]);
            await stop;
            await flood;
        }

        AssertEndsWithItsStop(); // The flood has not taken the room that is kept for it.
        disk.IsFull = false;
        var replayed = GatewayProcess.Command("replay", _data.Path, "--json", "--verify");
        Assert.True(replayed.ExitCode == 0, replayed.Error);
        var again = await StartAsync(disk, durability);
        using var same = again.Connect();
        same.Send("H", "11=keep|790=S|55=AAPL|54=1|");
        Assert.Equal("0", same.AwaitReport("keep", "I")[39]);
        TradeUntilAccepted(same);
        await again.StopAsync();
    }

    [Theory]
    [MemberData(nameof(Disks))]
    public async Task Orders_without_end_wait_unread_and_leave_the_room_to_the_cancels_of_others(bool real, Durability durability)
    {
        using var disk = new SmallDisk(_data, real);
        var gateway = await StartAsync(disk, durability);
        using (var flooder = gateway.Connect())
        {
            using var strategy = gateway.Connect("STRAT2");
            for (var i = 0; i < Cancels; i++) Order(strategy, $"keep{i}", "0");
            disk.IsFull = true;
            TradeUntilRefused(flooder);
            var sent = Flood(flooder);
            for (var i = 0; i < Cancels; i++)
            {
                strategy.Send("F", $"11=c{i}|41=keep{i}|55=AAPL|54=1|{Day}");
                Assert.Equal("4", strategy.AwaitReport($"c{i}", "4")[39]);
            }

            Assert.False(gateway.Host.Failed.IsCompleted);
            disk.IsFull = false;
            TradeUntilAccepted(strategy);
            AwaitAnswers(flooder, sent);
            await gateway.StopAsync();
        }

        AssertEndsWithItsStop();
        var replayed = GatewayProcess.Command("replay", _data.Path, "--json", "--verify");
        Assert.True(replayed.ExitCode == 0, replayed.Error);
    }

    [Fact]
    public async Task A_disk_that_is_full_for_all_files_stops_orders_and_leaves_cancels_at_exchanges_working()
    {
        if (!SmallDisk.CanMount) Assert.Skip("This machine lets us mount no file system.");
        using var disk = new SmallDisk(_data, real: true, whole: true);
        var gateway = await RunningGateway.StartAsync(configuration => configuration.Limits.RemoveAll(limit => limit.Rule is not "R100"), _data);
        using (var strategy = gateway.Connect())
        {
            var kept = await RestAtExchangeAsync(strategy);
            disk.IsFull = true;
            Assert.StartsWith("JOURNAL_UNAVAILABLE", TradeUntilRefused(strategy)[58], StringComparison.Ordinal);
            strategy.Send("F", $"11=c|41={kept}|55=ETHUSDT|54=1|{Day}");
            Assert.Equal("4", strategy.AwaitReport("c", "4")[39]);
            using (var console = new OperatorConsole(gateway)) Assert.Equal("reserveOnly", (await console.GetAsync("/healthz/detail"))["journalHealth"]!.ToString());
            disk.IsFull = false;
            TradeUntilAccepted(strategy);
            disk.IsFull = true;
            TradeUntilRefused(strategy);
            await gateway.StopAsync();
            Assert.False(gateway.Host.Failed.IsCompleted);
        }

        AssertEndsWithItsStop();
    }

    // On a busy machine the exchange may not be up yet.
    static async Task<string> RestAtExchangeAsync(StrategyClient strategy)
    {
        for (var deadline = DateTime.UtcNow + Patience.Limit; ; await Task.Delay(100))
        {
            var id = $"rest{strategy.Next}";
            strategy.Send("D", $"11={id}|55=ETHUSDT|54=1|38=0.1|40=2|44=1000|59=1|{Day}");
            var report = strategy.Await("8");
            while (report[11] != id || report[150] is not ("0" or "8")) report = strategy.Await("8");
            if (report[150] == "0") return id;
            Assert.True(DateTime.UtcNow < deadline, report.Text);
        }
    }

    // Their refusals take more than the room of a segment; as a rule the system takes no more long before, for the gateway does not read.
    int Flood(StrategyClient strategy)
    {
        strategy.SendBuffer = 1 << 16;
        for (var sent = 0; ; sent += 50)
        {
            if (sent >= FloodMax || !strategy.TakesMore(milliseconds: 1000)) return sent;
            for (var i = 0; i < 50; i++) SendOne(strategy);
        }
    }

    // Each order is answered once, and no number is left out.
    static void AwaitAnswers(StrategyClient strategy, int sent)
    {
        var answered = new HashSet<string>();
        for (int? number = null; answered.Count < sent;)
        {
            var report = strategy.Read()!;
            Assert.Equal(number + 1 ?? Number(report), Number(report));
            number = Number(report);
            if (report[150] is "0" or "8") Assert.True(answered.Add(report[11]!), report.Text);
        }
    }

    static int Number(FixFields message) => int.Parse(message[34]!, CultureInfo.InvariantCulture);

    Task<RunningGateway> StartAsync(SmallDisk disk, Durability durability) => RunningGateway.StartAsync(
        configuration =>
        {
            configuration.Venues.Clear();
            configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
            configuration.Durability = durability;
            configuration.Fix.SendingTimeToleranceSeconds = 0; // What waits unread may wait long on a busy machine.
            configuration.Limits.RemoveAll(limit => limit.Rule is not "R100");
        }, _data, new() { Files = disk.Files });

    static void Order(StrategyClient strategy, string id, string expected)
    {
        strategy.Send("D", $"11={id}|55=AAPL|54=1|38=1|40=2|44=500|59=1|{Day}");
        Assert.Equal(expected, strategy.AwaitReport(id, expected)[150]);
    }

    FixFields TradeUntilRefused(StrategyClient strategy) => TradeUntil(strategy, "8");

    void TradeUntilAccepted(StrategyClient strategy) => TradeUntil(strategy, "0");

    // Orders that are filled or die at once leave no open order behind; each takes a good piece of both logs.
    FixFields TradeUntil(StrategyClient strategy, string execType)
    {
        for (var deadline = DateTime.UtcNow + Patience.Limit; DateTime.UtcNow < deadline;)
        {
            FixFields? last = null;
            for (var i = 0; i < 50; i++) SendOne(strategy);
            for (var i = 0; i < 50; i++)
                for (last = strategy.Await("8"); last[150] is not ("0" or "8");) last = strategy.Await("8");
            if (last![150] == execType) return last;
        }

        throw new TimeoutException($"No order was answered with ExecType {execType}.");
    }

    void SendOne(StrategyClient strategy)
        => strategy.Send("D", string.Create(CultureInfo.InvariantCulture, $"11={++_orders:D64}|55=AAPL|54=1|38=1|40=2|44=500|59=3|{Day}"));

    // Each unknown order's cancel is journaled, and so is its refusal.
    void CancelUntilTheEnd(StrategyClient strategy)
    {
        try
        {
            while (strategy.Drain())
                for (var i = 0; i < 100; i++)
                    strategy.Send("F", string.Create(CultureInfo.InvariantCulture, $"11={++_orders:D64}|41={_orders:D64}|55=AAPL|54=1|{Day}"));
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The gateway has ended.
        }
    }
}
