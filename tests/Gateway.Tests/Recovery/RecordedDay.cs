using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Cli.Risk;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.Ops.Api;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>
/// A day of random requests of two strategies for own books and exchanges, with auctions and all that operators do in between, recorded once by the whole
/// program; and the frames of its logs.
/// </summary>
public sealed class RecordedDay : IDisposable
{
    readonly TemporaryDirectory _folder = new();
    readonly Random _random = new(20261121);
    readonly List<(StrategyClient Strategy, int Id, string Symbol, int Side)> _orders = [];
    int _id;

    public RecordedDay()
    {
        Config = SmallConfiguration.Write(_folder, venues: true);
        using var gateway = GatewayProcess.Run(Data, Config);
        using var first = new StrategyClient(gateway.Fix, "STRAT1");
        using var second = new StrategyClient(gateway.Fix, "STRAT2");
        StrategyClient[] strategies = [first, second];
        foreach (var strategy in strategies) strategy.LogOn();
        using var operators = new OperatorClient(Data, null, "alice");
        for (var part = 0; part < 8; part++)
        {
            for (var i = 0; i < 200; i++) Send(strategies[_random.Next(2)]);
            Settle(strategies, $"part{part}");
            Act(operators, part).GetAwaiter().GetResult();
        }

        Settle(strategies, "done");
        OutliveOrder(first);
        Assert.Equal(0, gateway.Terminate());
    }

    // With nobody else asking for anything, the time of an order passes by a tick of the clock: however quick the machine is, the day has one.
    static void OutliveOrder(StrategyClient strategy)
        => strategy.OutliveOrder("outlived", (id, end) => $"11={id}|1=A1|55=AAPL|54=1|38=1|40=2|44=569|59=6|126={end}|60=20260101-00:00:00|");

    static void Settle(StrategyClient[] strategies, string mark)
    {
        foreach (var strategy in strategies)
        {
            strategy.Send("1", $"112={mark}|");
            while (strategy.Await("0")[112] != mark) { }
        }
    }

    internal string Data => Path.Combine(_folder.Path, "data");

    internal string Journal => Path.Combine(Data, "journal");

    internal string Config { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>The bytes of a log's frames.</summary>
    internal static List<byte[]> Frames(string journal, LogName log)
    {
        var frames = new List<byte[]>();
        using var reader = LogReader.Open(journal, log);
        while (reader.TryRead(out var frame)) frames.Add(frame.Bytes.ToArray());
        return frames;
    }

    // One thing a part: what it restricts is open again before the next.
    async Task Act(OperatorClient operators, int part)
    {
        switch (part)
        {
            case 0: await Post(operators, "/api/risk/limits", new LimitsRequest([new("R020", "account:A1", "90", null, null, true, false, null)], "calm")); break;
            case 1: await Post(operators, "/api/risk/state", new StateRequest("account:A2", TradingState.Halted, Cancel: true, "news")); break;
            case 2: await Post(operators, "/api/risk/state", new StateRequest("account:A2", TradingState.Active, Cancel: false, "no news")); break;
            case 3: await Market(operators, "AAPL", MarketState.OpeningAuction); break;
            case 4: await Market(operators, "AAPL", MarketState.Open); break;
            case 5:
                await Reload(operators);
                await Post(operators, "/api/risk/flatten", new FlattenRequest("account:A1", Drill: false, "enough"));
                break;
            case 6: await Post(operators, "/api/risk/state", new StateRequest("account:A1", TradingState.Active, Cancel: false, "go on")); break;
        }
    }

    static Task Market(OperatorClient operators, string symbol, MarketState state) => Post(operators, "/api/markets/state", new MarketStateRequest(symbol, state, "auction"));

    // Another tick table.
    Task Reload(OperatorClient operators)
    {
        var root = JsonNode.Parse(File.ReadAllText(Config))!;
        var goog = root["instruments"]!.AsArray().Single(instrument => instrument!["symbol"]!.GetValue<string>() == "GOOG")!;
        goog["tickBands"] = new JsonArray(new JsonObject { ["from"] = "575", ["tickSize"] = "0.05" });
        File.WriteAllText(Config, root.ToJsonString());
        return Post(operators, "/api/configuration/reload", new ReloadRequest("tick table"));
    }

    static async Task Post(OperatorClient operators, string path, object body)
        => Assert.NotEqual(JsonValueKind.Undefined, (await operators.PostAsync<JsonElement>(path, body, CancellationToken.None)).ValueKind);

    void Send(StrategyClient strategy)
    {
        var id = ++_id;
        var side = _random.Next(1, 3);
        var (symbol, quantity, price) = _random.Next(12) switch
        {
            0 => ("ETHUSDT", _random.Next(10, 500) / 1_000m, 3_000m + _random.Next(-15, 16)),
            1 => ("BTCUSDT", _random.Next(10, 500) / 10_000m, 60_000m + _random.Next(-300, 301)),
            < 5 => ("GOOG", (decimal)_random.Next(1, 200), 570 + _random.Next(1700) / 100m),
            _ => ("AAPL", (decimal)_random.Next(1, 200), 570 + _random.Next(1700) / 100m),
        };
        var type = _random.Next(20) switch { 0 => "q", 1 => "H", < 4 => "F", < 6 => "G", _ => "D" };
        var own = _orders.FindAll(order => order.Strategy == strategy);
        var target = own.Count == 0 ? 0 : own[^_random.Next(1, Math.Min(20, own.Count) + 1)].Id;
        if (type is "F" or "G" or "H" && target != 0) (_, _, symbol, side) = own.Find(order => order.Id == target);
        if (type == "D") _orders.Add((strategy, id, symbol, side));
        if (type == "G") Replace(strategy, id, target, symbol, side, quantity, price);
        else strategy.Send(type, string.Create(CultureInfo.InvariantCulture, $"11=i{id}|41=i{target}|55={symbol}|54={side}|38={quantity}|44={price}|530={(_random.Next(4) == 0 ? 7 : 1)}|60=20260101-00:00:00|")
            + Kind(quantity, price));
    }

    static void Replace(StrategyClient strategy, int id, int target, string symbol, int side, decimal quantity, decimal price)
        => strategy.Send("G", string.Create(CultureInfo.InvariantCulture, $"11=i{id}|41=i{target}|55={symbol}|54={side}|38={quantity}|40=2|44={price}|60=20260101-00:00:00|"));

    // Stops, icebergs, groups, legs, post-only, immediate, fill or kill, good till a date.
    string Kind(decimal quantity, decimal price) => _random.Next(14) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"1=A1|40=3|59=0|99={price}|"),
        1 => string.Create(CultureInfo.InvariantCulture, $"1=A1|40=4|59=1|99={price}|"),
        2 => string.Create(CultureInfo.InvariantCulture, $"1=A2|40=2|59=0|111={Math.Max(1, Math.Floor(quantity / 3))}|"),
        3 or 4 => "1=G1|40=2|59=0|",
        5 when quantity == Math.Floor(quantity) && quantity > 1 => string.Create(CultureInfo.InvariantCulture, $"40=2|59=0|78=2|79=A1|80=1|79=A3|80={quantity - 1}|"),
        6 => "1=A1|40=2|59=1|18=6|",
        7 => "1=A3|40=1|59=0|",
        8 => "1=A1|40=2|59=3|",
        9 => "1=A1|40=2|59=4|",
        10 => $"1=A2|40=2|59=6|126={DateTime.UtcNow.AddMilliseconds(_random.Next(50, 1_000)):yyyyMMdd-HH:mm:ss.fff}|",
        _ => "1=A1|40=2|59=0|",
    };
}
