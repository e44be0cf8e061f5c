using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Cli;

/// <summary>The verbs that look into a recorded day: an order's story, other limits, two journals side by side.</summary>
public sealed class StoryTests(ShortDay day) : IClassFixture<ShortDay>
{
    [Theory]
    [InlineData("s")]
    [InlineData("1001")]
    public void An_order_s_story_has_what_came_what_was_said_and_how_it_ended(string order)
    {
        var told = GatewayProcess.Command("replay", day.Data, "--explain", order);
        Assert.True(told.ExitCode == 0, told.Error);
        Assert.Contains("-> Inbound", told.Output, StringComparison.Ordinal);
        Assert.Contains("clOrdId=s", told.Output, StringComparison.Ordinal);
        Assert.Contains("execType=Trade", told.Output, StringComparison.Ordinal);
        Assert.Contains("at the end: order 1001 is Filled, 15 of 15 AAPL filled, 0 open", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_nobody_knows_is_a_finding()
    {
        var told = GatewayProcess.Command("replay", day.Data, "--explain", "nobody");
        Assert.Equal(1, told.ExitCode);
        Assert.Contains("knows no order 'nobody'", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_of_the_day_would_have_changed_nothing()
    {
        var told = GatewayProcess.Command("replay", day.Data, "--what-if", day.Config, "--json");
        Assert.True(told.ExitCode == 0, told.Error);
        var found = JsonDocument.Parse(told.Output).RootElement;
        Assert.False(found.GetProperty("differs").GetBoolean(), told.Output[..Math.Min(2000, told.Output.Length)]);
        Assert.Equal(1001, found.GetProperty("recorded").GetProperty("accepted").GetInt64());
    }

    [Fact]
    public void A_tighter_limit_would_have_refused_what_it_is_below_of()
    {
        using var folder = new TemporaryDirectory();
        var root = JsonNode.Parse(File.ReadAllText(day.Config))!.AsObject();
        var limits = root["limits"] as JsonArray ?? [];
        root["limits"] = limits.DeepClone();
        (root["limits"] as JsonArray)!.Add(new JsonObject { ["rule"] = "R020", ["scope"] = "account:A2", ["enabled"] = true, ["value"] = "12" });
        var file = Path.Combine(folder.Path, "tighter.json");
        File.WriteAllText(file, root.ToJsonString());
        var told = GatewayProcess.Command("replay", day.Data, "--what-if", file, "--json");
        Assert.True(told.ExitCode == 0, told.Error);
        var found = JsonDocument.Parse(told.Output).RootElement;
        var difference = Assert.Single(found.GetProperty("differences").EnumerateArray());
        Assert.Equal("s", difference.GetProperty("clOrdId").GetString());
        Assert.StartsWith("Rejected QUANTITY_EXCEEDS_MAXIMUM", difference.GetProperty("supposed").GetString(), StringComparison.Ordinal);
        Assert.Equal(1000, found.GetProperty("supposed").GetProperty("accepted").GetInt64());
        var text = GatewayProcess.Command("replay", day.Data, "--what-if", file);
        Assert.Contains("would be   Rejected QUANTITY_EXCEEDS_MAXIMUM", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_equals_itself_and_differs_from_another_s_first_event()
    {
        var same = GatewayProcess.Command("journal", "diff", day.Data, day.Data);
        Assert.Equal(0, same.ExitCode);
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "data");
        using (var gateway = GatewayProcess.Run(data, day.Config)) gateway.Terminate();
        var other = GatewayProcess.Command("journal", "diff", day.Data, data);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("first divergent event at sequence 1", other.Output, StringComparison.Ordinal);
        Assert.Contains("runId", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Paced_replay_takes_the_recorded_time_divided_by_the_factor()
    {
        var paced = GatewayProcess.Command("replay", day.Data, "--speed", 1000.ToString(CultureInfo.InvariantCulture));
        Assert.True(paced.ExitCode == 0, paced.Error);
        Assert.Equal(2, GatewayProcess.Command("replay", day.Data, "--speed", "0").ExitCode);
    }
}
