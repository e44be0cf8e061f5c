using System.Globalization;
using System.Text.Json;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>kill -9 in the middle of a flow: nothing acknowledged is lost, nothing is executed twice, and both sides go on counting.</summary>
public sealed class KilledFlowTests(ITestOutputHelper output)
{
    [Fact]
    public void A_killed_gateway_goes_on_where_it_stood() => Survive(Environment.TickCount & 0xFFFFFF, kills: 5, requestsMax: 700);

    [Fact(Explicit = true)]
    [Trait("Category", "Perf")]
    public void Two_hundred_kills() => Survive(Environment.TickCount & 0xFFFFFF, kills: 200, requestsMax: 400);

    void Survive(int seed, int kills, int requestsMax)
    {
        output.WriteLine($"seed {seed}");
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "data");
        using var flow = new KilledFlow(seed, data, SmallConfiguration.Write(folder));
        try
        {
            for (var kill = 0; kill < kills; kill++) flow.Round(requestsMax);
            flow.Complete();
            Judge(flow, data);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}, after kill {flow.Kills}: {error.Message}\n{string.Join('\n', flow.Strategies.SelectMany(strategy => strategy.Faults))}", error);
        }
    }

    void Judge(KilledFlow flow, string data)
    {
        Assert.Empty(flow.Strategies.SelectMany(strategy => strategy.Faults));
        foreach (var strategy in flow.Strategies) JudgeOrders(strategy);
        var reports = flow.Strategies.SelectMany(strategy => strategy.Reports).ToList();
        Assert.Equal(reports.Count, reports.DistinctBy(report => report[17]).Count());
        var trades = reports.Where(report => report[150] == "F").GroupBy(report => report[527]).ToList();
        Assert.NotEmpty(trades);
        Assert.All(trades, trade => Assert.Equal(["1", "2"], trade.Select(side => side[54]).Order()));
        Assert.All(trades, trade => Assert.Single(trade.Select(side => (side[31], side[32])).Distinct()));
        JudgeReplay(flow, data);
        output.WriteLine($"{flow.Kills} kills, {flow.Strategies.Sum(strategy => strategy.Orders.Count)} orders, {trades.Count} trades, "
            + $"resends asked {flow.Strategies.Sum(strategy => strategy.ResendsAsked)}, served {flow.Strategies.Sum(strategy => strategy.ResendsServed)}");
    }

    // Each order is acknowledged exactly once, and its status is what its reports add up to.
    static void JudgeOrders(DurableStrategy strategy)
    {
        var reports = strategy.Reports.ToLookup(report => report[150] == "4" && report[41] is { } original ? original : report[11]);
        foreach (var order in strategy.Orders)
        {
            var own = reports[order].ToList();
            Assert.Single(own, report => report[150] is "0" or "8");
            var status = Assert.Single(own, report => report[150] == "I");
            Assert.Equal(own.Where(report => report[150] == "F").Sum(report => Number(report[32])), Number(status[14]));
            Assert.Equal(own.LastOrDefault(report => report[150] != "I")![39], status[39]);
        }
    }

    static void JudgeReplay(KilledFlow flow, string data)
    {
        var replay = GatewayProcess.Command("replay", data, "--verify", "--json");
        Assert.True(replay.ExitCode == 0, replay.Error);
        var open = JsonDocument.Parse(replay.Output).RootElement.GetProperty("orders").EnumerateArray()
            .Select(order => (order.GetProperty("clOrdId").GetString(), Number(order.GetProperty("leavesQty").GetString()))).Order();
        var known = flow.Strategies.SelectMany(strategy => strategy.Reports).Where(report => report[150] == "I" && report[39] is "0" or "1")
            .Select(report => (report[11], Number(report[151]))).Order();
        Assert.Equal(known, open);
    }

    static decimal Number(string? text) => decimal.Parse(text!, CultureInfo.InvariantCulture);
}
