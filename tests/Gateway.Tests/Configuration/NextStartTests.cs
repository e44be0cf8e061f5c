using System.Text.Json.Nodes;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Configuration;

/// <summary>A start that finds another configuration than the last one: what is gone from the file is gone, and what is under way keeps its place.</summary>
public sealed class NextStartTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();
    readonly JsonObject _configuration = SmallConfiguration.Json(venues: true);

    string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    GatewayProcess Start()
    {
        var file = Path.Combine(_folder.Path, "gateway.json");
        File.WriteAllText(file, _configuration.ToJsonString());
        return GatewayProcess.Run(Data, file);
    }

    static StrategyClient Connect(GatewayProcess gateway)
    {
        var client = new StrategyClient(gateway.Fix);
        client.LogOn();
        return client;
    }

    /// <summary>An order that rests at its exchange, as soon as that is up; returns its ClOrdID.</summary>
    static string Rest(StrategyClient client, string symbol, string quantity, string price) => Until(client, (id, message) => message[35] switch
    {
        "8" when message[150] == "0" => true,
        "8" when message[150] == "8" => false,
        _ => null,
    }, id => ("D", $"11={id}|55={symbol}|54=1|38={quantity}|40=2|44={price}|59=1|60=20260101-00:00:00|"));

    static string Cancel(StrategyClient client, string order, string symbol) => Until(client, (id, message) => message[35] switch
    {
        "8" when message[150] == "4" => true,
        "9" => false,
        _ => null,
    }, id => ("F", $"11={id}|41={order}|55={symbol}|54=1|60=20260101-00:00:00|"));

    // A request that is refused because the exchange is not up yet is made again.
    static string Until(StrategyClient client, Func<string, FixFields, bool?> judge, Func<string, (string Type, string Body)> request)
    {
        for (var deadline = DateTime.UtcNow + Patience.Limit; ; Thread.Sleep(50))
        {
            var id = $"n{Guid.NewGuid():N}";
            var (type, body) = request(id);
            client.Send(type, body);
            var answer = client.Read() ?? throw new InvalidOperationException("The connection ended.");
            bool? isDone;
            for (; (isDone = answer[11] == id ? judge(id, answer) : null) is null;) answer = client.Read() ?? throw new InvalidOperationException("The connection ended.");
            if (isDone == true) return id;
            Assert.True(DateTime.UtcNow < deadline && answer[58]!.StartsWith("VENUE_DOWN", StringComparison.Ordinal), answer.Text);
        }
    }

    [Fact]
    public void Exchanges_keep_their_numbers_wherever_they_stand_in_the_file()
    {
        string rest, fix;
        using (var gateway = Start())
        {
            using var client = Connect(gateway);
            (rest, fix) = (Rest(client, "BTCUSDT", "0.01", "59000"), Rest(client, "ETHUSDT", "0.1", "2900"));
            Assert.Equal(0, gateway.Terminate());
        }

        var venues = _configuration["venues"]!.AsArray();
        var first = venues[0]!;
        venues.RemoveAt(0);
        venues.Add(first);
        using (var gateway = Start())
        {
            using var client = Connect(gateway);
            Cancel(client, rest, "BTCUSDT");
            Cancel(client, fix, "ETHUSDT");
            Assert.Equal(0, gateway.Terminate());
        }

        // Each by the exchange that has it: another would know nothing of it.
        Assert.Equal(["Cancel BTCUSDT 1", "Cancel ETHUSDT 2", "New BTCUSDT 1", "New ETHUSDT 2"], Requests().Where(request => !request.StartsWith("Query", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        var verified = GatewayProcess.Command("replay", Data, "--verify");
        Assert.True(verified.ExitCode == 0, verified.Error);
    }

    [Fact]
    public void An_exchange_and_a_route_that_are_no_longer_there_take_no_orders_and_end_no_start()
    {
        var routes = Instrument("SOLUSDT")["routes"]!.AsArray();
        var (rest, fix) = (routes.Single(route => (string)route!["venue"]! == "SIMREST")!, routes.Single(route => (string)route!["venue"]! == "SIMFIX")!);
        foreach (var (gone, there) in ((JsonNode, JsonNode)[])[(fix, rest), (rest, fix)])
        {
            routes.Clear();
            routes.Add(there);
            using var gateway = Start();
            using var client = Connect(gateway);
            Rest(client, "SOLUSDT", "1", "100"); // In the second run the exchange of the first one still has an order in what is no longer traded there.
            Assert.Equal(0, gateway.Terminate());
        }

        Assert.Equal(["New SOLUSDT 1", "New SOLUSDT 2"], Requests().Where(request => request.StartsWith("New", StringComparison.Ordinal)));
        var instruments = _configuration["instruments"]!.AsArray();
        foreach (var routed in instruments.Where(instrument => instrument!["routes"] is not null).ToList()) instruments.Remove(routed);
        _configuration.Remove("venues");
        using (var gateway = Start())
        {
            using var client = Connect(gateway);
            client.Send("q", "11=all|530=7|60=20260101-00:00:00|"); // What rests where nobody is connected any more is not cancelled, and nobody falls over it.
            client.Await("r");
            Assert.Equal(0, gateway.Terminate());
        }
    }

    // What exchanges were asked for: action, instrument, number of the exchange.
    IEnumerable<string> Requests()
        => from line in GatewayProcess.Command("journal", "export", Data, "--kind", "VenueOrder").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let request = JsonNode.Parse(line)!
           select $"{request["action"]} {request["symbol"]} {request["venue"]}";

    JsonNode Instrument(string symbol) => _configuration["instruments"]!.AsArray().First(instrument => (string)instrument!["symbol"]! == symbol)!;

    [Fact]
    public void A_limit_that_is_no_longer_in_the_file_gives_way_to_that_of_its_kind_and_what_an_operator_set_stays()
    {
        var limits = _configuration["limits"]!.AsArray();
        limits.Add(new JsonObject { ["rule"] = "R020", ["scope"] = "account:A1", ["value"] = "50" });
        using (var gateway = Start())
        {
            Set("account:A2", "60");
            Assert.Equal(["account:A1 50", "account:A2 60"], Refusals(gateway));
            Assert.Equal(0, gateway.Terminate());
        }

        limits.RemoveAt(limits.Count - 1);
        using (var gateway = Start())
        {
            Assert.Equal(["account:A2 60"], Refusals(gateway));
            Assert.Equal(0, gateway.Terminate());
        }

        var kind = limits.First(limit => (string)limit!["rule"]! == "R020" && (string)limit["scope"]! == "account")!;
        kind["value"] = "70";
        using (var gateway = Start())
        {
            Assert.Equal(["account:A1 70", "account:A2 60"], Refusals(gateway));
            Assert.Equal(0, gateway.Terminate());
        }
    }

    void Set(string scope, string value)
    {
        var set = GatewayProcess.Command("risk", "set", "R020", "--scope", scope, "--value", value, "--data", Data, "--by", "ann", "--why", "test");
        Assert.True(set.ExitCode == 0, set.Error);
    }

    int _orders;

    // Which limits refuse 80 of them.
    List<string> Refusals(GatewayProcess gateway)
    {
        var refusals = new List<string>();
        using var client = Connect(gateway);
        foreach (var account in (string[])["A1", "A2"])
        {
            var id = $"o{++_orders}";
            client.Send("D", $"11={id}|1={account}|55=AAPL|54=1|38=80|40=2|44=500|59=3|60=20260101-00:00:00|");
            FixFields report;
            do report = client.Await("8");
            while (report[11] != id);
            if (report[150] == "8") refusals.Add($"account:{account} {report[58]!.Split("QUANTITY_EXCEEDS_MAXIMUM: limit=")[1].Split(' ')[0]}");
        }

        client.LogOut();
        return refusals;
    }
}
