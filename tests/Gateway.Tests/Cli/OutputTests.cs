using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Gateway.Cli;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Cli;

/// <summary>A data directory after a short day, made once.</summary>
public sealed class ShortDay : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public ShortDay()
    {
        Config = SmallConfiguration.Write(_folder);
        using var gateway = GatewayProcess.Run(Data, Config);
        using var client = new StrategyClient(gateway.Fix);
        client.LogOn();
        for (var i = 0; i < 1000; i++)
            client.Send("D", $"11=d{i}|55=AAPL|54=1|38=10|40=2|44={500 + i % 50}|59=1|60=20260101-00:00:00|");
        client.Send("D", "11=s|1=A2|55=AAPL|54=2|38=15|40=2|44=549|60=20260101-00:00:00|");
        while (client.AwaitReport("s", "F")[39] != "2") { }
        LogoutSeen = TerminateAndRead(gateway, client);
    }

    internal string Data => Path.Combine(_folder.Path, "data");

    internal string Config { get; }

    /// <summary>The exit code of SIGTERM, and what the client was told before the end.</summary>
    internal (int ExitCode, string? Text) LogoutSeen { get; }

    public void Dispose() => _folder.Dispose();

    static (int, string?) TerminateAndRead(GatewayProcess gateway, StrategyClient client)
    {
        var ended = Task.Run(gateway.Terminate);
        var logout = client.Await("5");
        client.Send("5", "");
        return (ended.Result, logout[58]);
    }
}

public sealed class OutputTests(ShortDay day) : IClassFixture<ShortDay>
{
    [Fact]
    public void SIGTERM_logs_sessions_out_and_exits_with_zero()
    {
        Assert.Equal((0, "The gateway stops."), day.LogoutSeen);
        using var again = GatewayProcess.Run(day.Data, day.Config);
        Assert.True(again.Sequence > 1000);
        Assert.Equal(0, again.Terminate());
    }

    [Theory]
    [InlineData("journal inspect {0}")]
    [InlineData("journal verify {0}")]
    [InlineData("journal tail {0}")]
    [InlineData("journal export {0} --format csv")]
    [InlineData("journal diff {0} {0}")]
    [InlineData("replay {0}")]
    [InlineData("replay {0} --json")]
    [InlineData("replay {0} --explain s")]
    public void A_full_disk_behind_the_output_is_one_sentence(string verb)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        var program = GatewayProcess.Start([.. verb.Split(' ').Select(word => word.Replace("{0}", day.Data, StringComparison.Ordinal))]);
        var line = string.Join(' ', program.ArgumentList.Prepend(program.FileName).Select(word => $"'{word}'"));
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{line} > /dev/full"]) { RedirectStandardError = true })!;
        var error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(3, shell.ExitCode);
        Assert.Contains("No space left on device", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from 9 --to 8", "--to: it lies before --from.")]
    [InlineData("--from 2026-01-01T00:00:01Z --to 2026-01-01T00:00:00Z", "--to: it lies before --from.")]
    [InlineData("--log inbound --kind ExecutionReport", "--kind: there is no kind 'ExecutionReport' in the Inbound log.")]
    [InlineData("--session NOBODY", "--session: the journal defines no session 'NOBODY'.")]
    [InlineData("--from soon", "--from: 'soon' is neither a sequence nor a time like 2026-01-31T09:30:00Z.")]
    public void A_filter_that_cannot_be_meant_is_refused(string filter, string sentence)
    {
        var result = GatewayProcess.Command(["journal", "export", day.Data, .. filter.Split(' ')]);
        Assert.Equal((2, sentence, ""), (result.ExitCode, result.Error.Trim(), result.Output));
    }

    [Fact]
    public void Replay_prints_the_fields_of_the_contract()
    {
        var result = GatewayProcess.Command("replay", day.Data, "--json", "--verify");
        Assert.True(result.ExitCode == 0, result.Error);
        var state = JsonDocument.Parse(result.Output).RootElement;
        Assert.True(state.GetProperty("sequence").GetInt64() > 1000);
        Assert.NotEmpty(state.GetProperty("stateHash").GetString()!);
        var orders = state.GetProperty("orders").EnumerateArray().ToList();
        Assert.Equal(999, orders.Count);
        Fields(orders[0], "orderId", "clOrdId", "session", "account", "symbol", "side", "ordStatus", "price", "orderQty", "cumQty", "leavesQty");
        var partial = Assert.Single(orders, order => order.GetProperty("cumQty").GetString() != "0");
        Assert.Equal(("STRAT1", "A1", "buy", "partiallyFilled", "549", "5"),
            (Text(partial, "session"), Text(partial, "account"), Text(partial, "side"), Text(partial, "ordStatus"), Text(partial, "price"), Text(partial, "leavesQty")));
        var positions = state.GetProperty("positions").EnumerateArray().ToList();
        Fields(positions[0], "account", "symbol", "quantity", "averagePrice", "realizedPnl", "unrealizedPnl");
        Assert.Equal(["A1 15", "A2 -15"], positions.Select(position => $"{Text(position, "account")} {Text(position, "quantity")}").Order());
        Fields(state.GetProperty("balances")[0], "account", "asset", "free", "reserved");
    }

    [Fact]
    public void Latency_prints_the_fields_of_the_contract()
    {
        var result = GatewayProcess.Command("latency", day.Data, "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        var rows = JsonDocument.Parse(result.Output).RootElement.GetProperty("rows").EnumerateArray().ToList();
        Fields(rows[0], "name", "count", "p50", "p90", "p99", "p999", "p9999", "max");
        // A clock of a virtual machine may go in steps that are longer than what the shortest stage takes.
        Assert.All(rows, row => Assert.InRange(row.GetProperty("p50").GetInt64(), 0, row.GetProperty("max").GetInt64()));
        Assert.Contains(rows, row => row.GetProperty("p50").GetInt64() > 0);
    }

    [Fact]
    public void Config_check_prints_json()
    {
        var result = GatewayProcess.Command("config", "check", "--config", day.Config, "--json");
        Assert.Equal(0, result.ExitCode);
        var root = JsonDocument.Parse(result.Output).RootElement;
        Assert.True(root.GetProperty("valid").GetBoolean());
        Assert.Equal(0, root.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public void Until_stops_where_it_says()
    {
        var early = JsonDocument.Parse(GatewayProcess.Command("replay", day.Data, "--json", "--until", "200").Output).RootElement;
        var later = JsonDocument.Parse(GatewayProcess.Command("replay", day.Data, "--json", "--until", "201").Output).RootElement;
        Assert.Equal((200, 201), (early.GetProperty("sequence").GetInt64(), later.GetProperty("sequence").GetInt64()));
        Assert.NotEqual(early.GetProperty("stateHash").GetString(), later.GetProperty("stateHash").GetString());
    }

    [Theory]
    [InlineData("replay --json")]
    [InlineData("replay")]
    public void A_reader_that_leaves_early_causes_no_noise(string line)
    {
        var parts = line.Split(' ');
        var arguments = string.Join(' ', [parts[0], $"'{day.Data}'", .. parts[1..]]);
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", $"set -o pipefail; '{GatewayProcess.Dotnet}' exec '{GatewayProcess.Assembly}' {arguments} | head -n 1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C" }, // The shell complains of a locale that is named and not installed.
        })!;
        Assert.Single(shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", shell.StandardError.ReadToEnd());
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    [Fact]
    public void Every_verb_has_help()
    {
        var verbs = Verbs(CommandLine.Root(), []).ToList();
        Assert.True(verbs.Count >= 6);
        Parallel.ForEach(verbs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, verb =>
        {
            var result = GatewayProcess.Command([.. verb.Path, "--help"]);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            Assert.Contains(verb.Command.Description!.Split(' ')[0], result.Output, StringComparison.Ordinal);
            foreach (var option in verb.Command.Options) Assert.Contains(option.Name, result.Output, StringComparison.Ordinal);
        });
    }

    static IEnumerable<(Command Command, string[] Path)> Verbs(Command command, string[] path)
        => command.Subcommands.SelectMany(verb => Verbs(verb, [.. path, verb.Name])).Prepend((command, path));

    static void Fields(JsonElement element, params string[] names) => Assert.Equal(names, element.EnumerateObject().Select(field => field.Name));

    static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
