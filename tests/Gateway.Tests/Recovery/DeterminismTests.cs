using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.RingPipeline;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>The same inbound log gives the same state and the same bytes of the outbound log, whoever's thread, culture, time zone or hash seed it is.</summary>
public sealed class DeterminismTests(RecordedDay day) : IClassFixture<RecordedDay>
{
    [Theory]
    [InlineData(ThreadLayout.Inline)]
    [InlineData(ThreadLayout.Shared)]
    [InlineData(ThreadLayout.Dedicated)]
    public async Task Every_layout_says_the_same_bytes_again_and_again(ThreadLayout layout)
    {
        using var busy = new CancellationTokenSource();
        var load = Task.Run(() => { while (!busy.IsCancellationRequested) Thread.SpinWait(100); }); // Turns fall together differently.
        var expected = RecordedDay.Frames(day.Journal, LogName.Outbound);
        Assert.True(expected.Count > 1500);
        var hash = HashOf(GatewayProcess.Command("replay", day.Data, "--json"));
        for (var run = 0; run < 2; run++)
        {
            using var folder = new TemporaryDirectory();
            Assert.Equal(hash, Rerun.Run(day.Journal, folder.Path, layout));
            Assert.Equal(RecordedDay.Frames(day.Journal, LogName.Inbound), RecordedDay.Frames(folder.Path, LogName.Inbound));
            Assert.Equal(expected, RecordedDay.Frames(folder.Path, LogName.Outbound));
        }

        await busy.CancelAsync();
        await load;
    }

    /// <summary>A day without stops, auctions, groups, exchanges and operators would prove nothing about them.</summary>
    [Fact]
    public void The_recorded_day_has_everything()
    {
        var said = new HashSet<string>();
        foreach (var log in (LogName[])[LogName.Inbound, LogName.Outbound])
        {
            using var reader = LogReader.Open(day.Journal, log);
            while (reader.TryRead(out var frame)) said.UnionWith(log == LogName.Inbound ? WordsOfInbound(in frame) : WordsOfOutbound(in frame));
        }

        string[] expected =
        [
            "NewOrder", "CancelOrder", "ReplaceOrder", "MassCancel", "StatusRequest", "AllocationLeg", "VenueReport", "VenueQuote", "ClockTick", "act LimitSet", "act TradingStateSet",
            "act MarketStateSet", "act Flatten", "act ReloadRequested", "act InstrumentDefined", "Trade", "Triggered", "Replaced", "Canceled", "Rejected", "Expired", "PendingNew",
            "VenueOrder", "AllocationReport", "MassCancelReport", "MarketStatus OpeningAuction", "Auction", "RiskEvent EnforcementStarted", "RiskEvent LimitApplied", "OperatorReport",
        ];
        Assert.Empty(expected.Except(said));
    }

    static string[] WordsOfInbound(in Frame frame)
    {
        Assert.True(frame.Decode(out Inbound message).IsOk);
        return [message.IsAct ? $"act {message.Kind}" : message.Kind.ToString()];
    }

    static string[] WordsOfOutbound(in Frame frame)
    {
        Assert.True(frame.Decode(out Outbound message).IsOk);
        return message.Kind switch
        {
            OutboundKind.ExecutionReport => [message.ExecutionReport.ExecType.ToString(), message.ExecutionReport.Liquidity.ToString()],
            OutboundKind.RiskEvent => [$"RiskEvent {message.RiskEvent.Type}"],
            OutboundKind.MarketStatus => [$"MarketStatus {message.MarketStatus.State}"],
            _ => [message.Kind.ToString()],
        };
    }

    /// <summary>Each child process has another seed for the hashes of strings; none, where the runtime is told to take none.</summary>
    [Theory]
    [InlineData("C.UTF-8", "UTC", "0")]
    [InlineData("tr_TR.UTF-8", "Pacific/Apia", "1")]
    [InlineData("ar_SA.UTF-8", "Asia/Kathmandu", "1")]
    public void Another_culture_time_zone_and_hash_seed_write_the_same_log(string culture, string zone, string randomHashes)
    {
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "data");
        var journal = Directory.CreateDirectory(Path.Combine(data, "journal")).FullName;
        foreach (var file in Directory.GetFiles(day.Journal).Where(file => !Path.GetFileName(file).StartsWith("outbound", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(journal, Path.GetFileName(file)));
        var expected = RecordedDay.Frames(day.Journal, LogName.Outbound);
        using (var gateway = GatewayProcess.Run(In(folder, culture, zone, randomHashes, GatewayProcess.RunArguments(data, day.Config))))
        {
            gateway.AwaitError($"{expected.Count} reports were missing in the outbound log");
            gateway.Kill();
        }

        Assert.Equal(expected, RecordedDay.Frames(journal, LogName.Outbound).Take(expected.Count));
        var replayed = GatewayProcess.Command(In(folder, culture, zone, randomHashes, ["replay", day.Data, "--verify", "--json"]));
        Assert.True(replayed.ExitCode == 0, replayed.Error);
        Assert.Equal(HashOf(GatewayProcess.Command("replay", day.Data, "--json")), HashOf(replayed));
    }

    static string HashOf(CommandResult replay) => JsonDocument.Parse(replay.Output).RootElement.GetProperty("stateHash").GetString()!;

    // The program itself runs without cultures; here it is made to take those of the machine, where it has any.
    static ProcessStartInfo In(TemporaryDirectory folder, string culture, string zone, string randomHashes, string[] arguments)
    {
        var start = GatewayProcess.Start(arguments);
        var root = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(GatewayProcess.Assembly, ".runtimeconfig.json")))!;
        root["runtimeOptions"]!["configProperties"]!["System.Globalization.Invariant"] = !HasCultures;
        root["runtimeOptions"]!["configProperties"]!["System.Globalization.PredefinedCulturesOnly"] = false;
        var file = Path.Combine(folder.Path, "culture.runtimeconfig.json");
        File.WriteAllText(file, root.ToJsonString());
        start.ArgumentList.Insert(1, "--runtimeconfig");
        start.ArgumentList.Insert(2, file);
        (start.Environment["LANG"], start.Environment["LC_ALL"], start.Environment["TZ"]) = (culture, culture, zone);
        start.Environment["DOTNET_UseRandomizedStringHashing"] = randomHashes;
        return start;
    }

    static bool HasCultures => new[] { "/usr/lib", "/usr/lib/" + Triplet, "/usr/lib64" }.Any(folder => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "libicuuc.so*").Any());

    static string Triplet => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
}
