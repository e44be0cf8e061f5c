using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Retention;
using Gateway.Journal.Snapshots;

namespace Gateway.Journal.Tests;

/// <summary>Every call to the file system fails once while a snapshot is written or segments are archived: nothing is half there, nothing is lost.</summary>
public class SnapshotFaultTests
{
    const int Frames = 100;

    static readonly JournalOptions s_tiny = Samples.Small with { InboundSegmentBytes = 4096, OutboundSegmentBytes = 4096 };

    public static TheoryData<Fault> Faults => [.. Enum.GetValues<Fault>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_snapshot_is_there_whole_or_not_at_all(Fault fault)
    {
        var sites = new HashSet<string>();
        for (var call = 1; ; call++)
        {
            using var directory = TemporaryDirectory.InMemory();
            using (var journal = Samples.Open(directory.Path, s_tiny)) Samples.Append(journal, 20);
            Take(directory.Path, 5, PosixFiles.Instance);
            var files = new FaultyFiles { FailAt = call, Fault = fault };
            Attempt(() => Take(directory.Path, 10, files));
            var named = SnapshotList.Load(directory.Path);
            Assert.NotEmpty(named);
            Assert.All(named, file => AssertWhole(file.Path));
            Take(directory.Path, 15, PosixFiles.Instance); // What is left over is in nobody's way.
            Assert.Equal(Path.Combine(directory.Path, "snapshot-00000000000000000015.snap"), Assert.Single(Directory.GetFiles(directory.Path, "*.snap*")));
            if (files.Calls < call) break;
            sites.Add(files.Failed);
        }

        Assert.Superset(new HashSet<string> { "open Create", "write", "sync", "rename", "sync directory", "delete", "list", "open Write" }, sites);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_segment_is_in_the_journal_or_in_the_archive(Fault fault)
    {
        for (var call = 1; ; call++)
        {
            using var directory = TemporaryDirectory.InMemory();
            using var archive = TemporaryDirectory.InMemory();
            using (var journal = Samples.Open(directory.Path, s_tiny)) Samples.Append(journal, Frames);
            Take(directory.Path, Frames, PosixFiles.Instance);
            var files = new FaultyFiles { FailAt = call, Fault = fault };
            Attempt(() => SegmentArchive.Apply(directory.Path, new RetentionPolicy(null, null, 1, archive.Path), default, files));
            using (var together = TemporaryDirectory.CopyOf(directory.Path))
            {
                foreach (var segment in Directory.GetFiles(archive.Path, "*.seg")) File.Copy(segment, Path.Combine(together.Path, Path.GetFileName(segment)), true);
                foreach (var log in Enum.GetValues<LogName>())
                    Assert.Equal((LogEndKind.Clean, Frames), (Samples.ReadAll(together.Path, log).Kind, (int)Samples.ReadAll(together.Path, log).LastSequence));
            }

            using (var journal = Samples.Open(directory.Path, s_tiny)) Samples.Append(journal, 1);
            if (files.Calls < call) break;
        }
    }

    static void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (IOException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    static void Take(string directory, long sequence, IJournalFiles files)
    {
        const int length = 300_000;
        using (var writer = new SnapshotWriter(directory, sequence, files))
        {
            for (var part = 0; part < 3; part++) writer.Write(new byte[length / 3]);
            LogSync.Sync(directory, files);
            writer.Complete(new SnapshotHeader(sequence, new(1), sequence, sequence, sequence, 1, 2, default, length, 0));
        }

        SnapshotList.Prune(directory, 1, files);
    }

    static void AssertWhole(string path)
    {
        using var snapshot = Snapshot.TryOpen(path, out var reason);
        Assert.True(snapshot is not null, reason);
    }
}
