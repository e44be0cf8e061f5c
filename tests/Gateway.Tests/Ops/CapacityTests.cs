using System.Text.Json;
using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Tests.Harness;
using Gateway.Tests.MarketData;

namespace Gateway.Tests.Ops;

/// <summary>Configured capacities as strategies and operators meet them, and that the journal keeps them.</summary>
public sealed class CapacityTests
{
    static void Small(GatewayConfiguration configuration)
    {
        MarketDataTests.WithoutVenues(configuration);
        (configuration.Capacity.OpenOrders, configuration.Capacity.Strategies, configuration.Capacity.Positions) = (2, 1, 3);
    }

    static string? Refusal(StrategyClient client, string id, string more = "")
    {
        client.Send("D", MarketDataTests.Limit(id, 1, 1, "580") + more);
        return client.AwaitReport(id, "8")[58];
    }

    [Fact]
    public async Task A_full_table_is_refused_by_name_shown_by_the_verb_and_kept_by_the_journal()
    {
        await using var gateway = await RunningGateway.StartAsync(Small);
        using var client = gateway.Connect();
        client.Send("D", MarketDataTests.Limit("a", 1, 1, "580") + "526=S1|");
        Assert.Equal("TABLE_FULL: limit=1 observed=2 table=strategies", Refusal(client, "s", "526=S2|"));
        client.Send("D", MarketDataTests.Limit("b", 1, 1, "580"));
        Assert.Equal("TABLE_FULL: limit=2 observed=3 table=openOrders", Refusal(client, "c"));
        Assert.Equal("FIELD_INVALID: limit=0 observed=78", Refusal(client, "l", "78=65|" + string.Concat(Enumerable.Repeat("79=A1|80=1|", 65))));

        var shown = GatewayProcess.Command("capacity", "--data", gateway.Data.Path, "--json");
        Assert.True(shown.ExitCode == 0, shown.Error);
        var tables = JsonDocument.Parse(shown.Output).RootElement.EnumerateArray()
            .ToDictionary(view => view.GetProperty("table").GetString()!, view => (view.GetProperty("used").GetInt64(), view.GetProperty("capacity").GetInt64()));
        Assert.Equal(EngineTables.Count, tables.Count);
        Assert.Equal(((2L, 2L), (1L, 1L), (1L, 3L)), (tables["openOrders"], tables["strategies"], tables["positions"]));
        Assert.Contains("openOrders", GatewayProcess.Command("capacity", "--data", gateway.Data.Path).Output, StringComparison.Ordinal);

        // Another size counts for a new journal only: the old one's replay depends on it.
        var data = await gateway.StopAsync();
        Assert.Equal(0, GatewayProcess.Command("replay", data.Path, "--verify").ExitCode);
        await using var again = await RunningGateway.StartAsync(configuration => MarketDataTests.WithoutVenues(configuration), data);
        Assert.Equal(2, again.Host.Core.Engine.Tables()[(int)EngineTable.OpenOrders].Capacity);
    }
}
