using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Journal;
using Gateway.Tests.Harness;
using Gateway.Tests.Recovery;

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
    public void A_story_names_the_sessions_behind_the_numbers_of_its_lines()
    {
        var lines = GatewayProcess.Command("replay", day.Data, "--explain", "s").Output.Split('\n');
        var names = lines[0]["sessions: ".Length..].Split(", ").ToDictionary(name => name.Split(" is ")[0], name => name.Split(" is ")[1]);
        Assert.Contains("STRAT1", names.Values);
        Assert.All(lines.Where(line => line.Contains(" session=", StringComparison.Ordinal)), line => Assert.Contains(line.Split(" session=")[1].Split(' ')[0], names.Keys));
    }

    [Fact]
    public void An_outbound_log_that_ends_before_its_run_did_has_lost_its_end()
    {
        using var folder = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(Path.Combine(day.Data, "journal"), "*.seg")) File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        var frames = JournalSurgery.Frames(folder.Path, LogName.Outbound);
        var last = frames.Count / 2;
        JournalSurgery.Cut(frames[last].File, frames[last].Begin);
        var whole = GatewayProcess.Command("replay", folder.Path, "--verify", "--json");
        Assert.Matches($@"^The Outbound log has lost its end: it ends after sequence {last}, but the run that said more has ended \(inbound \d+\)\.", Assert.Single(whole.Errors));
        // Before the end of the run it may have been a crash that kept them from the log.
        var until = JsonDocument.Parse(whole.Output).RootElement.GetProperty("sequence").GetInt64() - 1;
        var part = GatewayProcess.Command("replay", folder.Path, "--verify", "--until", until.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((1, 0), (whole.ExitCode, part.ExitCode));
        Assert.Contains($"verified   {last} outbound messages equal, ", part.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--verify --explain s", "--verify: does not go together with --explain.")]
    [InlineData("--what-if x.json --explain s", "--what-if: does not go together with --explain.")]
    [InlineData("--verify --what-if x.json", "--verify: does not go together with --what-if.")]
    public void A_replay_is_for_one_thing(string options, string sentence)
    {
        var refused = GatewayProcess.Command(["replay", day.Data, .. options.Split(' ')]);
        Assert.Equal((2, sentence, ""), (refused.ExitCode, refused.Errors[0], refused.Output));
    }

    [Fact]
    public void The_embedded_default_can_be_printed_and_changed()
    {
        using var folder = new TemporaryDirectory();
        var file = Path.Combine(folder.Path, "own.json");
        File.WriteAllText(file, GatewayProcess.Command("config", "default").Output);
        var (own, embedded) = (GatewayProcess.Command("config", "check", "--config", file), GatewayProcess.Command("config", "check"));
        Assert.Equal((0, embedded.Output.Split(": fine. ")[1]), (own.ExitCode, own.Output.Split(": fine. ")[1]));
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
