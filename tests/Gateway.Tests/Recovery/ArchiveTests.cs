using System.Globalization;
using Gateway.Journal;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>Whole segments leave the journal behind a snapshot; what stays is enough to start and to replay.</summary>
public sealed class ArchiveTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    string Data => Path.Combine(_folder.Path, "data");

    string Journal => Path.Combine(Data, "journal");

    string Archive => Path.Combine(_folder.Path, "archive");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Segments_behind_a_snapshot_leave_and_the_gateway_starts_without_them()
    {
        var config = SmallConfiguration.Write(_folder);
        using var strategy = new DurableStrategy("STRAT1");
        using (var gateway = GatewayProcess.Run(Data, config))
        {
            strategy.Connect(gateway.Fix);
            Trade(strategy, 0, 8000);
            var refused = GatewayProcess.Command("journal", "archive", Data, "--keep-segments", "1", "--to", Archive);
            Assert.Equal((0, true), (refused.ExitCode, refused.Error.Contains("behind a whole snapshot", StringComparison.Ordinal)));
            Run("journal", "snapshot", Data, "--keep", "1");
            Trade(strategy, 8000, 200);
            var archived = Run("journal", "archive", Data, "--keep-segments", "1", "--to", Archive);
            Assert.Contains("inbound-00000000000000000001.seg", archived, StringComparison.Ordinal);
            Trade(strategy, 8200, 100);
            gateway.Kill();
            strategy.Drop();
        }

        Assert.True(File.Exists(Path.Combine(Archive, "inbound-00000000000000000001.seg")));
        Assert.False(File.Exists(Path.Combine(Journal, "inbound-00000000000000000001.seg")));
        Run("journal", "verify", Data, "--snapshots");
        Run("journal", "verify", Archive);
        Run("replay", Data, "--verify");
        using (var gateway = GatewayProcess.Run(Data, config))
        {
            strategy.Connect(gateway.Fix);
            Trade(strategy, 8300, 10);
            strategy.LogOut();
            Assert.Equal(0, gateway.Terminate());
        }

        Assert.Empty(strategy.Faults);
        File.Delete(Directory.GetFiles(Journal, "*.snap").Single());
        var lost = GatewayProcess.Command("replay", Data);
        Assert.Equal(1, lost.ExitCode);
        Assert.Contains("no snapshot leads there", lost.Error, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(Archive)) File.Copy(file, Path.Combine(Journal, Path.GetFileName(file)));
        Run("replay", Data, "--verify");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fill_that_was_archived_before_its_strategy_came_back_is_sent_again(bool gatewayKnowsTheArchive)
    {
        var config = gatewayKnowsTheArchive ? WithArchive() : SmallConfiguration.Write(_folder);
        using var away = new DurableStrategy("STRAT2");
        using var busy = new DurableStrategy("STRAT1");
        using (var gateway = GatewayProcess.Run(Data, config)) FillUnheard(gateway, away, busy);

        using var again = GatewayProcess.Run(Data, config);
        away.Connect(again.Fix);
        away.Settle();
        Assert.Equal(gatewayKnowsTheArchive, away.Known().Exists(report => report[11] == "early" && report[150] == "F"));
        if (!gatewayKnowsTheArchive) again.AwaitError("has left the journal and is in no archive. From there on it gets a gap fill.");
        Assert.Empty(away.Faults);
    }

    void FillUnheard(GatewayProcess gateway, DurableStrategy away, DurableStrategy busy)
    {
        away.Connect(gateway.Fix);
        away.Request("D", "11=early|55=AAPL|54=1|38=1|40=2|44=581|59=1|60=20260101-00:00:00|");
        away.Settle();
        away.LogOut();
        busy.Connect(gateway.Fix);
        busy.Request("D", "11=hit|55=AAPL|54=2|38=1|40=2|44=581|59=1|60=20260101-00:00:00|");
        Trade(busy, 0, 8000);
        Run("journal", "snapshot", Data, "--keep", "1");
        Trade(busy, 8000, 200);
        Assert.Contains("outbound-00000000000000000001.seg", Run("journal", "archive", Data, "--keep-segments", "1", "--to", Archive), StringComparison.Ordinal);
        gateway.Kill();
        busy.Drop();
    }

    string WithArchive()
    {
        var root = SmallConfiguration.Json();
        root["journal"]!["archive"] = Archive;
        var file = Path.Combine(_folder.Path, "archive.json");
        File.WriteAllText(file, root.ToJsonString());
        return file;
    }

    static string Run(params string[] arguments)
    {
        var done = GatewayProcess.Command(arguments);
        Assert.True(done.ExitCode == 0, $"{string.Join(' ', arguments)}: {done.Error}{done.Output}");
        return done.Output;
    }

    static void Trade(DurableStrategy strategy, int first, int count)
    {
        for (var i = first; i < first + count; i++)
            strategy.Request("D", $"11=s{i:D60}|55=AAPL|54={1 + i % 2}|38={1 + i % 7}|40=2|44={(578 + i % 5).ToString(CultureInfo.InvariantCulture)}|59=1|60=20260101-00:00:00|");
        strategy.Settle();
    }

    [Theory]
    [InlineData("One of --keep-days")]
    [InlineData("Either --to or --delete", "--keep-days", "1")]
    [InlineData("may not be negative", "--keep-days", "-1", "--delete")]
    public void What_is_not_said_is_asked_for(string error, params string[] options)
    {
        Directory.CreateDirectory(Journal);
        File.WriteAllBytes(Path.Combine(Journal, "inbound.next"), []);
        var done = GatewayProcess.Command(["journal", "archive", Data, .. options]);
        Assert.Equal(2, done.ExitCode);
        Assert.Contains(error, done.Error, StringComparison.Ordinal);
    }
}
