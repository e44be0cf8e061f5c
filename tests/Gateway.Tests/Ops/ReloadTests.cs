using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Pipeline;
using Gateway.Tests.Harness;
using Gateway.Tests.MarketData;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Ops;

/// <summary>Instruments added and changed while the gateway runs, seen by real FIX sessions and over the operators' port.</summary>
public sealed class ReloadTests : IDisposable
{
    const string Day = "60=20260101-00:00:00|";

    readonly TemporaryDirectory _folder = new();
    readonly JsonObject _json = SmallConfiguration.Json();

    string Config => Path.Combine(_folder.Path, "gateway.json");

    string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    JsonArray Instruments => _json["instruments"]!.AsArray();

    JsonObject Instrument(string symbol) => Instruments.First(item => item!["symbol"]!.ToString() == symbol)!.AsObject();

    void Write() => File.WriteAllText(Config, _json.ToJsonString());

    GatewayConfiguration Load(ConfigurationErrors errors)
        => ConfigurationLoader.Load(Config, [new("data", Data), new("fix:port", "0"), new("ops:port", "0")], errors);

    async Task<(GatewayHost Host, OperatorConsole Console)> StartAsync()
    {
        Write();
        var host = await GatewayHost.StartAsync(Load(new ConfigurationErrors()), NullLoggerFactory.Instance, CancellationToken.None, Load);
        return (host, new OperatorConsole(Data));
    }

    static FixFields Order(StrategyClient client, string id, int side, string quantity, string price, string symbol)
    {
        client.Send("D", $"11={id}|55={symbol}|54={side}|38={quantity}|40=2|44={price}|{Day}");
        return client.Await("8");
    }

    static void AssertTaken(FixFields report) => Assert.True(report[150] == "0", report.Text);

    static async Task<JsonNode> ReloadAsync(OperatorConsole console, HttpStatusCode expected)
    {
        var (status, answer) = await console.PostAsync("/api/configuration/reload", new { });
        Assert.True(expected == status, $"{status}: {answer}");
        return answer;
    }

    static string List(JsonNode answer, string name) => string.Join(' ', answer[name]!.AsArray().Select(item => item!.ToString()));

    [Fact]
    public async Task An_instrument_is_added_traded_and_published_without_a_restart()
    {
        var (host, console) = await StartAsync();
        await using var _ = host;
        using var __ = console;
        using var trader = new StrategyClient(host.FixEndPoint);
        using var reader = new StrategyClient(host.FixEndPoint, "STRAT2");
        trader.LogOn();
        reader.LogOn();
        Assert.StartsWith("INSTRUMENT_NOT_FOUND", Order(trader, "a", 1, "1", "10", "NVDA")[58], StringComparison.Ordinal);
        Instruments.Add(new JsonObject
        {
            ["symbol"] = "NVDA", ["referencePrice"] = "100", ["tickSize"] = "0.01", ["lotSize"] = "5",
            ["tickBands"] = new JsonArray { new JsonObject { ["from"] = "100", ["tickSize"] = "0.05" } },
        });
        Write();
        Assert.Equal("NVDA", List(await ReloadAsync(console, HttpStatusCode.OK), "added"));
        reader.Send("V", MarketDataTests.Request("R", "1", 0, "NVDA", more: "265=1|"));
        reader.Await("W");
        AssertTaken(Order(trader, "b", 1, "10", "99.99", "NVDA"));
        Assert.Equal("99.99", MarketDataReader.Entries(reader.Await("X")).Entries[0].Price.ToString(CultureInfo.InvariantCulture));
        AssertTaken(Order(trader, "c", 1, "5", "100.05", "NVDA"));
        Assert.Equal("PRICE_INCREMENT: limit=0.05 observed=100.01 scope=instrument:NVDA", Order(trader, "d", 1, "5", "100.01", "NVDA")[58]);
        Assert.StartsWith("LOT_SIZE: limit=5 observed=7", Order(trader, "e", 1, "7", "99.99", "NVDA")[58], StringComparison.Ordinal);
        // Said again it changes nothing.
        Assert.Equal("", List(await ReloadAsync(console, HttpStatusCode.OK), "added"));
    }

    [Fact]
    public async Task A_tick_changes_under_resting_orders_and_subscribers_get_the_book_anew()
    {
        var (host, console) = await StartAsync();
        await using var _ = host;
        using var __ = console;
        using var trader = new StrategyClient(host.FixEndPoint);
        using var reader = new StrategyClient(host.FixEndPoint, "STRAT2");
        trader.LogOn();
        reader.LogOn();
        Order(trader, "a", 1, "5", "100.01", "AAPL");
        Order(trader, "b", 1, "7", "100.01", "AAPL");
        var book = new CopiedBook();
        reader.Send("V", MarketDataTests.Request("R", "1", 0, more: "265=1|266=N|"));
        book.Snapshot(reader.Await("W"));
        Instrument("AAPL")["tickSize"] = "0.005";
        Write();
        Assert.Equal("AAPL", List(await ReloadAsync(console, HttpStatusCode.OK), "changed"));
        book.Snapshot(reader.Await("W"));
        Assert.Equal([(100.01m, 5m), (100.01m, 7m)], book.Side("0").Select(entry => (entry.Price, entry.Size)));
        AssertTaken(Order(trader, "c", 1, "1", "100.005", "AAPL"));
        book.Increment(reader.Await("X"));
        trader.Send("F", $"11=d|41=a|55=AAPL|54=1|{Day}");
        Assert.Equal("4", trader.AwaitReport("d", "4")[150]);
        book.Increment(reader.Await("X"));
        Assert.Equal([(100.01m, 7m), (100.005m, 1m)], book.Side("0").Select(entry => (entry.Price, entry.Size)));
    }

    [Fact]
    public async Task What_is_refused_tells_why_and_leaves_what_runs_as_it_was()
    {
        var (host, console) = await StartAsync();
        await using var _ = host;
        using var __ = console;
        using var trader = new StrategyClient(host.FixEndPoint);
        trader.LogOn();
        Order(trader, "a", 1, "5", "100", "AAPL");

        // An order depends on the lot.
        Instrument("AAPL")["lotSize"] = "10";
        Instrument("MSFT")["lotSize"] = "10";
        Write();
        var answer = await ReloadAsync(console, HttpStatusCode.Conflict);
        var refused = Assert.Single(answer["refused"]!.AsArray())!;
        Assert.Equal(("AAPL", "INSTRUMENT_IN_USE: limit=0 observed=1 scope=instrument:AAPL"), (refused["symbol"]!.ToString(), refused["reason"]!.ToString()));
        Assert.Equal("MSFT", List(answer, "changed"));
        AssertTaken(Order(trader, "b", 1, "5", "100", "AAPL"));
        Assert.StartsWith("LOT_SIZE", Order(trader, "c", 1, "5", "100", "MSFT")[58], StringComparison.Ordinal);

        // Errors: all of them, and nothing is done.
        Instrument("AAPL")["lotSize"] = "1";
        Instrument("MSFT")["lotSize"] = "1";
        Instrument("GOOG")["tickSize"] = "0";
        Instrument("AMZN")["tickBands"] = new JsonArray { new JsonObject { ["from"] = "1", ["tickSize"] = "0.3" }, new JsonObject { ["from"] = "0.5", ["tickSize"] = "0.1" } };
        Instrument("AMZN")["tikSize"] = "1";
        Write();
        var errors = List(await ReloadAsync(console, HttpStatusCode.Conflict), "errors");
        foreach (var key in (string[])["instruments:1:tickSize", "instruments:2:tickBands:0:from", "instruments:2:tickBands:1:from", "tikSize"])
            Assert.Contains(key, errors, StringComparison.Ordinal);
        Assert.StartsWith("LOT_SIZE", Order(trader, "d", 1, "5", "100", "MSFT")[58], StringComparison.Ordinal);
        await File.WriteAllTextAsync(Config, "{ no json", TestContext.Current.CancellationToken);
        Assert.Contains("is not valid JSON", List(await ReloadAsync(console, HttpStatusCode.Conflict), "errors"), StringComparison.Ordinal);
        File.Delete(Config);
        Assert.Contains("does not exist", List(await ReloadAsync(console, HttpStatusCode.Conflict), "errors"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_change_now_counts_from_the_next_start_and_is_said_to()
    {
        var (host, console) = await StartAsync();
        await using var _ = host;
        using var __ = console;
        Instruments.Remove(Instrument("GOOG"));
        _json["fix"] = new JsonObject { ["sendingTimeToleranceSeconds"] = 60 };
        Write();
        var later = List(await ReloadAsync(console, HttpStatusCode.OK), "later");
        Assert.Contains("instruments:GOOG: is no longer configured", later, StringComparison.Ordinal);
        Assert.EndsWith(" fix", later, StringComparison.Ordinal);
        using var trader = new StrategyClient(host.FixEndPoint);
        trader.LogOn();
        AssertTaken(Order(trader, "a", 1, "5", "100", "GOOG"));
    }

    [Fact]
    public async Task An_instrument_of_exchanges_changes_its_terms_and_loses_a_route_while_running()
    {
        JsonObject Route(string venue, int priority) => new() { ["venue"] = venue, ["venueSymbol"] = "BTC-USD", ["priority"] = priority };
        JsonObject Simulated(string venue, string access) => new() { ["venue"] = venue, ["access"] = access, ["simulated"] = true };
        _json["venues"] = new JsonArray { Simulated("V1", "rest"), Simulated("V2", "fix") };
        var routed = new JsonObject
        {
            ["symbol"] = "BTCUSD", ["baseAsset"] = "BTC", ["referencePrice"] = "100", ["tickSize"] = "0.01", ["matching"] = "routed", ["routes"] = new JsonArray { Route("V1", 1), Route("V2", 2) },
        };
        Instruments.Add(routed);
        var (host, console) = await StartAsync();
        await using var _ = host;
        using var __ = console;
        using var trader = new StrategyClient(host.FixEndPoint);
        trader.LogOn();
        routed["tickSize"] = "0.05";
        routed["routes"] = new JsonArray { Route("V2", 3) };
        Write();
        Assert.Equal("BTCUSD", List(await ReloadAsync(console, HttpStatusCode.OK), "changed"));
        Assert.Equal("PRICE_INCREMENT: limit=0.05 observed=99.01 scope=instrument:BTCUSD", Order(trader, "tick", 1, "1", "99.01", "BTCUSD")[58]);
        Order(trader, "a", 1, "1", "90", "BTCUSD");
        var sent = host.Core.Engine.OpenOrders();
        Assert.True(sent.Length == 0 || sent[0].Venue == 2);

        // What an exchange's connection would have to know from its start waits for it.
        routed["routes"] = new JsonArray { Route("V2", 3), Route("V1", 1) };
        Instruments.Add(new JsonObject { ["symbol"] = "ETHUSD", ["referencePrice"] = "10", ["matching"] = "routed", ["routes"] = new JsonArray { Route("V1", 1) } });
        Instrument("AAPL")["matching"] = "routed";
        Instrument("AAPL")["routes"] = new JsonArray { Route("V1", 1) };
        Write();
        var later = List(await ReloadAsync(console, HttpStatusCode.OK), "later");
        foreach (var sentence in (string[])["instruments:BTCUSD: has a new route to V1", "instruments:ETHUSD: is new at an exchange", "instruments:AAPL: is matched elsewhere"])
            Assert.Contains(sentence, later, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hang_up_lets_the_program_read_its_file_again_and_a_crash_loses_none_of_it()
    {
        Write();
        using (var gateway = GatewayProcess.Run(Data, Config))
        {
            Instruments.Add(new JsonObject { ["symbol"] = "NVDA", ["referencePrice"] = "100", ["tickSize"] = "0.5" });
            Instrument("AAPL")["tickSize"] = "0.002";
            Write();
            using var trader = new StrategyClient(gateway.Fix);
            trader.LogOn();
            AssertTaken(Order(trader, "old", 1, "5", "100.01", "AAPL"));
            gateway.HangUp();
            gateway.AwaitError("instruments:NVDA: is added");
            gateway.AwaitError("instruments:AAPL: is changed");
            AssertTaken(Order(trader, "new", 1, "5", "100.5", "NVDA"));
            Assert.Equal("PRICE_INCREMENT: limit=0.002 observed=100.001 scope=instrument:AAPL", Order(trader, "off", 1, "5", "100.001", "AAPL")[58]);
            Instrument("AAPL")["lotSize"] = "2";
            Write();
            var reload = GatewayProcess.Command("config", "reload", "--data", Data, "--by", "ann", "--why", "larger lots");
            Assert.Equal((1, "instruments:AAPL: refused, it stays as it was: INSTRUMENT_IN_USE: limit=0 observed=1 scope=instrument:AAPL"), (reload.ExitCode, Assert.Single(reload.Errors)));
            gateway.Kill();
        }

        var told = GatewayProcess.Command("journal", "tail", Data, "--kind", "ReloadRequested", "InstrumentDefined").Output.Split('\n');
        var act = told.Single(line => line.Contains("why=SIGHUP", StringComparison.Ordinal)).Split(' ')[1];
        Assert.Contains(told, line => line.EndsWith("by=ann why=larger lots", StringComparison.Ordinal));
        Assert.Contains(told, line => line.Contains("symbol=NVDA", StringComparison.Ordinal) && line.EndsWith($" act={act}", StringComparison.Ordinal));

        var replay = GatewayProcess.Command("replay", Data, "--verify");
        Assert.True(replay.ExitCode == 0, replay.Output + replay.Error);
        Assert.Contains("NVDA", replay.Output, StringComparison.Ordinal);
    }
}
