using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Wire;

/// <summary>Every kind of order over real sockets, in each version of FIX: what stands on the wire, report for report.</summary>
public sealed class OrderKindWireTests(OrderKindFixture fixture) : IClassFixture<OrderKindFixture>
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var script in OrderKindScripts.All)
                foreach (var version in OrderKindFixture.Versions)
                    if (!script.NotIn42 || version != "FIX.4.2") cases.Add(script.Name, version);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_answered_as_written(string name, string version) => fixture.Play(Array.FindIndex(OrderKindScripts.All, script => script.Name == name), version);
}

/// <summary>One gateway for all conversations, each with an instrument of its own, and two strategies that stay logged on in each version.</summary>
public sealed class OrderKindFixture : IAsyncLifetime
{
    internal static readonly string[] Versions = ["FIX.4.2", "FIX.4.4", "FIXT.1.1"];

    readonly Dictionary<(string CompId, string Version), StrategyClient> _clients = [];
    RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(configuration =>
    {
        configuration.Venues.Clear();
        configuration.Instruments.Clear();
        foreach (var account in configuration.Accounts.Where(account => account.Account is "A3" or "A4")) account.SelfTradeGroup = "DESK";
        configuration.Accounts.Single(account => account.Account == "A4").SelfTradePrevention = Messages.SelfTradePrevention.CancelBoth;
        for (var script = 0; script < OrderKindScripts.All.Length; script++)
            foreach (var version in Versions)
                configuration.Instruments.Add(new()
                {
                    Symbol = SymbolOf(script, version), ReferencePrice = Messages.Price.Parse("100"),
                    PostOnlyMode = OrderKindScripts.All[script].PostOnly, SelfTradePrevention = OrderKindScripts.All[script].SelfTrade,
                });
    });

    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values) client.Dispose();
        return _gateway.DisposeAsync();
    }

    internal void Play(int script, string version)
    {
        var symbol = SymbolOf(script, version);
        foreach (var line in OrderKindScripts.All[script].Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            var client = Client("STRAT" + words[0], version);
            var fields = words[3..].Select(word => word.Split('=', 2)).Select(pair => (Tag: pair[0], Value: pair[0] is "11" or "41" ? symbol + pair[1] : pair[1])).ToList();
            if (words[1] == "<") Compare(line, words[2], fields, Next(client, symbol), version);
            else client.Send(words[2], string.Concat(fields.Select(field => $"{field.Tag}={field.Value}|")) + (fields.Contains(("530", "7")) ? "" : $"55={symbol}|") + "60=20260101-00:00:00|");
        }
    }

    static string SymbolOf(int script, string version) => $"K{script}V{Array.IndexOf(Versions, version)}.";

    static void Compare(string line, string type, List<(string Tag, string Value)> fields, FixFields message, string version)
    {
        Assert.True(message[35] == type, $"{line}\nsaid: {message}");
        foreach (var (tag, value) in fields)
        {
            var said = message[int.Parse(tag, null)] ?? "";
            var expected = tag == "150" && value == "F" && version == "FIX.4.2" ? message[39]! : value;
            Assert.True(tag == "58" ? said.StartsWith(expected, StringComparison.Ordinal) : said == expected, $"{line}\nsaid: {message}");
        }
    }

    // What a conversation that failed has left over is passed by.
    static FixFields Next(StrategyClient client, string symbol)
    {
        while (true)
        {
            var message = client.Read() ?? throw new InvalidOperationException("The connection has ended.");
            if (message[11]?.StartsWith(symbol, StringComparison.Ordinal) == true || message[35] is "3" or "j") return message;
        }
    }

    StrategyClient Client(string compId, string version)
    {
        if (_clients.TryGetValue((compId, version), out var client)) return client;
        _clients[(compId, version)] = client = _gateway.Connect(compId, version, logOn: false);
        client.Send("A", "98=0|108=600|141=Y|" + (version == "FIXT.1.1" ? "1137=9|" : ""));
        client.Await("A");
        return client;
    }
}
