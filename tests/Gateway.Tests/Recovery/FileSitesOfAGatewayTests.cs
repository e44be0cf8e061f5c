using System.Globalization;
using Gateway.Journal;
using Gateway.Journal.Retention;
using Gateway.Journal.Snapshots;
using Gateway.Journal.Tests;
using Gateway.Pipeline;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>The gateway calls its file layer at no place that the journal's own tests do not have fail.</summary>
public sealed class FileSitesOfAGatewayTests
{
    const int Orders = 1_000;

    [Theory]
    [InlineData(Durability.Process)]
    [InlineData(Durability.Disk)]
    public async Task A_life_with_rolls_a_snapshot_and_an_archive_calls_only_known_places(Durability durability)
    {
        using var data = new TemporaryDirectory();
        Directory.CreateDirectory(Path.Combine(data.Path, "journal"));
        var files = new FaultyFiles();
        for (var life = 0; life < 2; life++) await LiveAsync(data, durability, files, life);
        Assert.Equal([], files.Sites.Distinct().Except(FileSites.All));
        Assert.Superset(
            new HashSet<string> { FileSites.Of("rename", "inbound.next"), FileSites.Of("rename", "a.snap.tmp"), FileSites.Of("rename", "a.seg.tmp"), FileSites.Of("delete", "a.seg"), FileSites.Of("read", "a.snap") },
            files.Sites.ToHashSet());
    }

    static async Task LiveAsync(TemporaryDirectory data, Durability durability, FaultyFiles files, int life)
    {
        var gateway = await RunningGateway.StartAsync(
            configuration =>
            {
                configuration.Venues.Clear();
                configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
                configuration.Durability = durability;
                configuration.Journal.SegmentBytes = 1 << 16;
                configuration.Capacity.InboundRing = 32;
            }, data, new() { Files = files });
        var journal = Path.Combine(data.Path, "journal");
        using (var strategy = gateway.Connect())
        {
            for (var i = 0; i < Orders; i++)
                strategy.Send("D", string.Create(CultureInfo.InvariantCulture, $"11=l{life}-{i}|55=AAPL|54=1|38=1|40=2|44=500|59=1|60=20260101-00:00:00|"));
            strategy.AwaitReport($"l{life}-{Orders - 1}", "0");
            SnapshotTaker.Take(journal, new StartingOptions(Files: files));
            SnapshotList.Prune(journal, 1, files);
            SegmentArchive.Apply(journal, new RetentionPolicy(null, null, 1, Path.Combine(data.Path, "archive")), default, files);
        }

        await gateway.StopAsync();
    }
}
