using System.Globalization;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>Ends in good and bad order, and the journals they leave.</summary>
public sealed class RestartTests : IDisposable
{
    const string Day = "60=20260101-00:00:00|";

    readonly TemporaryDirectory _folder = new();
    readonly string _config;

    public RestartTests() => _config = SmallConfiguration.Write(_folder);

    string Data => Path.Combine(_folder.Path, "data");

    string Journal => Path.Combine(Data, "journal");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_an_orderly_end_the_numbers_go_on_without_a_resend(bool strategyLogsOut)
    {
        using var strategy = new DurableStrategy("STRAT1");
        using (var gateway = GatewayProcess.Run(Data, _config))
        {
            strategy.Connect(gateway.Fix);
            Order(strategy, "before");
            strategy.Settle();
            if (strategyLogsOut) strategy.LogOut();
            Assert.Equal(0, gateway.Terminate());
            strategy.Drop();
        }

        using (var gateway = GatewayProcess.Run(Data, _config))
        {
            strategy.Connect(gateway.Fix);
            strategy.Request("H", "11=before|790=S|55=AAPL|54=1|");
            Order(strategy, "after");
            strategy.Settle();
            Assert.Equal(0, gateway.Terminate());
        }

        Assert.Empty(strategy.Faults);
        Assert.Equal((0, 0), (strategy.ResendsAsked, strategy.ResendsServed));
        Assert.Equal(["before:0", "before:I", "after:0"], strategy.Reports.Select(report => $"{report[11]}:{report[150]}"));
    }

    [Fact]
    public void A_torn_tail_is_cut_and_told()
    {
        using var strategy = KillAfterOrders(5);
        var last = JournalSurgery.Frames(Journal, LogName.Inbound)[^1];
        JournalSurgery.Write(last.File, last.End, "garbage that never was a frame"u8);
        using var gateway = GatewayProcess.Run(Data, _config);
        gateway.AwaitError($"torn tail in {Path.GetFileName(last.File)} at offset {last.End}");
        GoOn(strategy, gateway);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reports_that_the_crash_kept_from_the_log_are_written_again(bool shortened)
    {
        using var strategy = KillAfterOrders(5);
        var (file, begin, end) = JournalSurgery.Frames(Journal, LogName.Outbound)[^1];
        if (shortened) JournalSurgery.Cut(file, begin + 9);
        else JournalSurgery.Write(file, begin + 9, new byte[end - begin - 9]);
        using var gateway = GatewayProcess.Run(Data, _config);
        gateway.AwaitError("1 reports were missing in the outbound log");
        GoOn(strategy, gateway);
    }

    [Theory]
    [InlineData(LogName.Inbound)]
    [InlineData(LogName.Outbound)]
    public void Damage_in_the_middle_is_refused_with_its_place(LogName log)
    {
        using var strategy = KillAfterOrders(5);
        var frames = JournalSurgery.Frames(Journal, log);
        var (file, begin, _) = frames[frames.Count / 2];
        JournalSurgery.Write(file, begin + 20, [0xFF, 0xFE]);
        var refused = GatewayProcess.Command("run", "--data", Data, "--config", _config, "--fix-port", "0", "--ops-port", "0");
        Assert.Equal(3, refused.ExitCode);
        var error = Assert.Single(refused.Errors);
        Assert.Contains(Path.GetFileName(file), error, StringComparison.Ordinal);
        Assert.Contains("offset " + begin.ToString(CultureInfo.InvariantCulture), error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shortened_inbound_log_is_found_out_by_the_evidence()
    {
        using var strategy = KillAfterOrders(5);
        var frames = JournalSurgery.Frames(Journal, LogName.Inbound);
        var (file, begin, _) = frames[LastOrder()]; // Behind it are only ticks of the clock, to which nobody was told an answer.
        var zeros = new byte[frames[^1].End - begin];
        JournalSurgery.Write(file, begin, zeros);
        var refused = GatewayProcess.Command("run", "--data", Data, "--config", _config, "--fix-port", "0", "--ops-port", "0");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("the inbound log has lost its end", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void With_exchanges_a_killed_gateway_goes_on_trading()
    {
        var config = SmallConfiguration.Write(_folder, venues: true);
        using var strategy = new DurableStrategy("STRAT1");
        using (var gateway = GatewayProcess.Run(Data, config))
        {
            strategy.Connect(gateway.Fix);
            Buy(strategy, "v1", "BTCUSDT", "0.001");
            Buy(strategy, "v2", "ETHUSDT", "0.1");
            gateway.Kill();
            strategy.Drop();
        }

        using (var gateway = GatewayProcess.Run(Data, config))
        {
            strategy.Connect(gateway.Fix);
            Buy(strategy, "v3", "BTCUSDT", "0.001");
            Buy(strategy, "v4", "SOLUSDT", "1");
            Assert.Equal(0, gateway.Terminate());
        }

        Assert.Empty(strategy.Faults);
        Assert.All(strategy.Reports.Where(report => report[150] == "F").GroupBy(report => report[11]), fills =>
            Assert.Equal("2", fills.Last()[39]));
        var replay = GatewayProcess.Command("replay", Data, "--verify");
        Assert.True(replay.ExitCode == 0, replay.Error);
    }

    int LastOrder()
    {
        using var reader = LogReader.Open(Journal, LogName.Inbound);
        var last = 0;
        for (var index = 0; reader.TryRead(out var frame); index++)
            if (frame.Kind == (byte)InboundKind.NewOrder) last = index;
        return last;
    }

    static void Order(DurableStrategy strategy, string id) => strategy.Request("D", $"11={id}|55=AAPL|54=1|38=10|40=2|44=500|59=1|{Day}");

    static void Buy(DurableStrategy strategy, string id, string symbol, string quantity)
    {
        strategy.Request("D", $"11={id}|55={symbol}|54=1|38={quantity}|40=1|{Day}");
        strategy.Await(() => strategy.Reports.Exists(report => report[11] == id && report[39] is "2"), $"the fill of {id}");
    }

    DurableStrategy KillAfterOrders(int count)
    {
        var strategy = new DurableStrategy("STRAT1");
        using var gateway = GatewayProcess.Run(Data, _config);
        strategy.Connect(gateway.Fix);
        for (var i = 0; i < count; i++) Order(strategy, $"k{i}");
        strategy.Await(() => strategy.Reports.Count == count, "the acknowledgements");
        gateway.Kill();
        strategy.Drop();
        return strategy;
    }

    void GoOn(DurableStrategy strategy, GatewayProcess gateway)
    {
        var known = strategy.Reports.Count;
        strategy.Connect(gateway.Fix);
        Order(strategy, "more");
        strategy.Settle();
        Assert.Equal(0, gateway.Terminate());
        Assert.Empty(strategy.Faults);
        Assert.Equal(known + 1, strategy.Reports.Count);
        var replay = GatewayProcess.Command("replay", Data, "--verify");
        Assert.True(replay.ExitCode == 0, replay.Error);
    }
}
