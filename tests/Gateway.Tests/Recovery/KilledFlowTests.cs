using System.Globalization;
using System.Text.Json;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>kill -9 in the middle of a flow: nothing acknowledged is lost, nothing is executed twice, and both sides go on counting.</summary>
public sealed class KilledFlowTests(ITestOutputHelper output)
{
    const double SnapshotMinutes = 0.01;

    // From so many kills on each kind of work must have been interrupted.
    const int CensusMin = 100;

    /// <summary>How many kills, and from which seed, where the machine is not to be had for long at a time.</summary>
    const string KillsVariable = "GATEWAY_KILLS", SeedVariable = "GATEWAY_KILLS_SEED";

    [Fact]
    public Task A_killed_gateway_goes_on_where_it_stood() => Survive(Environment.TickCount & 0xFFFFFF, kills: 5, requestsMax: 700);

    [Fact(Explicit = true)]
    [Trait("Category", "Perf")]
    public Task Two_hundred_kills() => Survive(Setting(SeedVariable) ?? Environment.TickCount & 0xFFFFFF, Setting(KillsVariable) ?? 200, requestsMax: 400);

    static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;

    async Task Survive(int seed, int kills, int requestsMax)
    {
        output.WriteLine($"seed {seed}");
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "data");
        await using var exchanges = await OutsideExchanges.StartAsync(folder.Path);
        using var flow = new KilledFlow(seed, data, exchanges.Configure(SnapshotMinutes));
        try
        {
            while (flow.Kills < kills) flow.Round(requestsMax);
            flow.Complete(() => AwaitAgreement(flow, exchanges, data));
            Judge(flow, data);
            JudgeExchanges(flow, exchanges);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}, after kill {flow.Kills}: {error.Message}\n{flow.Log}\n{string.Join('\n', flow.Strategies.SelectMany(strategy => strategy.Faults))}", error);
        }
    }

    void Judge(KilledFlow flow, string data)
    {
        Assert.Empty(flow.Strategies.SelectMany(strategy => strategy.Faults));
        foreach (var strategy in flow.Strategies) JudgeOrders(strategy);
        var reports = flow.Strategies.SelectMany(strategy => strategy.Reports).ToList();
        Assert.Equal(reports.Count, reports.DistinctBy(report => report[17]).Count());
        var trades = reports.Where(report => report[150] == "F" && report[55] == "AAPL").GroupBy(report => report[527]).ToList();
        Assert.NotEmpty(trades);
        Assert.All(trades, trade => Assert.Equal(["1", "2"], trade.Select(side => side[54]).Order()));
        Assert.All(trades, trade => Assert.Single(trade.Select(side => (side[31], side[32])).Distinct()));
        JudgeReplay(flow, data);
        if (flow.Kills >= CensusMin) Assert.True(flow.Census.IsComplete, flow.Census.ToString());
        output.WriteLine($"{flow.Kills} kills, {flow.Census}, {flow.Strategies.Sum(strategy => strategy.Orders.Count)} orders, {trades.Count} trades, "
            + $"resends asked {flow.Strategies.Sum(strategy => strategy.ResendsAsked)}, served {flow.Strategies.Sum(strategy => strategy.ResendsServed)}");
    }

    // Each order is acknowledged exactly once, and its status is what its reports add up to; one that is not asked for any more has come to its end.
    static void JudgeOrders(DurableStrategy strategy)
    {
        var reports = strategy.Reports.ToLookup(KilledFlow.OrderOf);
        foreach (var order in strategy.Orders)
        {
            var own = reports[order].ToList();
            Assert.Single(own, report => report[150] is "0" or "8");
            var last = own.Last(report => report[150] != "I");
            if (own.FindAll(report => report[150] == "I") is [_, ..] answers) JudgeStatus(order, own, last, Assert.Single(answers));
            else Assert.False(KilledFlow.IsOpen(last), $"{order} is open: {last}");
        }
    }

    static void JudgeStatus(string order, List<FixFields> own, FixFields last, FixFields status)
    {
        var traded = own.Where(report => report[150] == "F").Sum(report => Number(report[32]));
        Assert.True(traded == Number(status[14]), $"{order} has traded {traded}, but not by its status:\n{string.Join('\n', own)}");
        if (last[39] is "6" && Number(last[151]) == 0) Assert.Equal("2", status[39]); // Filled while its cancel was pending.
        else Assert.Equal(last[39], status[39]);
    }

    // What is open or has traded at an exchange has been told to a strategy, and the other way round; nothing was placed twice.
    static void AwaitAgreement(KilledFlow flow, OutsideExchanges exchanges, string data)
    {
        exchanges.RestAsync().AsTask().Wait(); // A trade after the answer to a status request would contradict it.
        for (var deadline = DateTime.UtcNow + 2 * Patience.Limit; Differences(flow, exchanges) is [_, ..] differences; Thread.Sleep(50))
            if (DateTime.UtcNow > deadline) throw new TimeoutException(string.Join('\n', differences) + "\n" + Story(data, differences[0]));
    }

    static string Story(string data, string difference)
        => GatewayProcess.Command("replay", data, "--explain", difference.Split(' ', ':')[1]).Output;

    void JudgeExchanges(KilledFlow flow, OutsideExchanges exchanges)
    {
        Assert.Empty(Differences(flow, exchanges));
        var records = exchanges.Records();
        output.WriteLine($"{records.Count} orders at exchanges, {records.Values.Count(record => record.Traded > 0)} of them traded");
        Assert.All(records.Values, record => Assert.Equal(1, record.Placed));
    }

    static List<string> Differences(KilledFlow flow, OutsideExchanges exchanges)
    {
        var records = exchanges.Records();
        var told = flow.Strategies.SelectMany(strategy => strategy.Known()).Where(report => report[55] != "AAPL" && report[37] is not (null or "NONE" or "0"))
            .GroupBy(report => long.Parse(report[37]!, CultureInfo.InvariantCulture));
        var differences = new List<string>();
        foreach (var order in told)
        {
            var record = records.GetValueOrDefault(order.Key);
            var traded = order.Where(report => report[150] == "F").Sum(report => Number(report[32]));
            var isOpen = KilledFlow.IsOpen(order.Last(report => report[150] != "I"));
            var isPending = isOpen && order.Last(report => report[150] != "I")[39] is not ("0" or "1");
            if (traded != (record?.Traded ?? 0) / 100_000_000m || isOpen != (record?.IsOpen ?? false) || isPending)
                differences.Add($"order {order.Key}: told {traded}, open {isOpen}; exchange {record?.Traded}, open {record?.IsOpen}; {string.Join(' ', order.Select(report => $"{report[150]}:{report[39]}:{report[14]}/{report[38]}"))}");
            records.Remove(order.Key);
        }

        differences.AddRange(records.Keys.Select(order => $"order {order}: at an exchange, but never told"));
        return differences;
    }

    static void JudgeReplay(KilledFlow flow, string data)
    {
        var replay = GatewayProcess.Command("replay", data, "--verify", "--json");
        Assert.True(replay.ExitCode == 0, replay.Error);
        var open = JsonDocument.Parse(replay.Output).RootElement.GetProperty("orders").EnumerateArray()
            .Select(order => (order.GetProperty("clOrdId").GetString(), Number(order.GetProperty("leavesQty").GetString()))).Order();
        var known = flow.Strategies.SelectMany(strategy => strategy.Reports).Where(report => report[150] == "I" && KilledFlow.IsOpen(report))
            .Select(report => (report[11], Number(report[151]))).Order();
        Assert.Equal(known, open);
    }

    static decimal Number(string? text) => decimal.Parse(text!, CultureInfo.InvariantCulture);
}
