using Gateway.Journal.Export;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Retention;
using Gateway.Journal.Snapshots;
using Gateway.Journal.Writing;

namespace Gateway.Journal.Tests;

/// <summary>
/// A whole life of a journal, from a start behind a crash over rolls, a snapshot and an archive to its end and a look into it, in which a call at each
/// place to the file layer fails: what was committed is there afterwards, and no place at which the layer is called is left out.
/// </summary>
public class FileSitesTests
{
    const int Before = 20;

    static readonly JournalOptions s_tiny = Samples.Small with { InboundSegmentBytes = 4096, OutboundSegmentBytes = 4096 };

    public static TheoryData<Durability, Fault> Faults
        => new(from durability in Enum.GetValues<Durability>() from fault in Enum.GetValues<Fault>() select (durability, fault));

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_was_committed_survives_a_fault_at_every_place(Durability durability, Fault fault)
    {
        foreach (var calls in Places(durability))
        {
            Survive(durability, fault, calls.Last(), calls.Key);
            if (fault == Fault.Error) Survive(durability, fault, calls.First(), calls.Key);
        }
    }

    [Fact]
    public void No_place_is_unknown()
    {
        var places = Enum.GetValues<Durability>().SelectMany(Places).Select(calls => calls.Key).Distinct().ToList();
        Assert.Equal([], places.Except(FileSites.All));
        Assert.Equal([], FileSites.All.Except(places));
    }

    [Fact]
    public void Every_member_of_the_layer_is_called_at_some_place()
    {
        string[] members =
        [
            .. typeof(IJournalFiles).GetMethods().Concat(typeof(IJournalFile).GetMethods()).Select(method => method.Name).Where(name => name != nameof(IDisposable.Dispose)),
            .. Enum.GetNames<FileUse>().Select(use => "Open " + use),
        ];
        var operations = FileSites.All.Select(site => site[..site.IndexOf(':', StringComparison.Ordinal)].Replace(" ", "", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Equal([], members.Where(member => member != "Open" && !operations.Contains(OperationOf(member))));
    }

    static string OperationOf(string member) => member switch
    {
        "get_Length" => "length",
        nameof(IJournalFiles.CreateDirectory) => "makedirectory",
        _ => member.Replace(" ", "", StringComparison.Ordinal),
    };

    /// <summary>The numbers of the calls of a life without a fault, by their places. Without threads of its own a journal makes the same ones in each.</summary>
    static ILookup<string, int> Places(Durability durability)
    {
        var files = new FaultyFiles();
        Assert.True(Survives(durability, files) > 2 * Before);
        return files.Sites.Select((site, index) => (site, Call: index + 1)).ToLookup(call => call.site, call => call.Call);
    }

    static void Survive(Durability durability, Fault fault, int call, string site)
    {
        var files = new FaultyFiles { FailAt = call, Fault = fault };
        try
        {
            Survives(durability, files);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new InvalidOperationException($"call {call}, {site}: {error.Message}", error);
        }

        Assert.Equal(site, files.Sites.ElementAt(call - 1));
    }

    /// <summary>Lives a life and recovers from it; tells what was committed.</summary>
    static long Survives(Durability durability, FaultyFiles files)
    {
        using var directory = TemporaryDirectory.InMemory();
        using var archive = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, Before);
        LeaveAsAfterACrash(directory.Path);
        var committed = Live(directory.Path, archive.Path, s_tiny with { Durability = durability, Files = files });
        CheckRecovered(directory.Path, archive.Path, committed);
        return committed;
    }

    /// <summary>A torn tail, a segment that was named and never begun, one that was begun and never named.</summary>
    static void LeaveAsAfterACrash(string directory)
    {
        var last = Directory.GetFiles(directory, "outbound-*.seg").Max(StringComparer.Ordinal)!;
        using (var reader = LogReader.Open(directory, LogName.Outbound))
        {
            while (reader.TryRead(out _)) { }
            using var file = File.OpenHandle(last, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.Write(file, [1, 2, 3], reader.Offset + 40);
        }

        File.WriteAllBytes(Path.Combine(directory, $"outbound-{Before + 1:D20}.seg"), new byte[4096]);
        File.Move(Directory.GetFiles(directory, "sessions-*.seg").Max(StringComparer.Ordinal)!, Path.Combine(directory, "sessions.next"), overwrite: true);
    }

    static long Live(string directory, string archive, JournalOptions options)
    {
        var committed = (long)Before;
        try
        {
            using var journal = Samples.Open(directory, options);
            for (var turn = 0; turn < 16 && journal.Health != JournalHealth.Failed; turn++) Samples.Append(journal, 7);
            committed = journal.Inbound.CommittedSequence;
            new SnapshotWriter(directory, 1, options.Files).Dispose(); // One that was not completed.
            TakeSnapshot(directory, 5, options.Files);
            TakeSnapshot(directory, Before + 100, options.Files);
            SnapshotList.Prune(directory, 1, options.Files);
            SegmentArchive.Apply(directory, new RetentionPolicy(null, null, 1, archive), default, options.Files);
            LogSummary.Read(directory, LogName.Inbound, decode: true, options.Files);
        }
        catch (Exception e) when (e is IOException or Xunit.Sdk.TrueException)
        {
            // Where it cannot append any more, the samples say so.
        }

        return committed;
    }

    static void TakeSnapshot(string directory, long sequence, IJournalFiles files)
    {
        using (var writer = new SnapshotWriter(directory, sequence, files))
        {
            writer.Write(new byte[100]);
            LogSync.Sync(directory, files);
            writer.Complete(new SnapshotHeader(sequence, new(1), sequence, sequence, sequence, 1, 2, default, 100, 0));
        }

        using var snapshot = Snapshot.TryOpen(SnapshotList.Load(directory, files)[0].Path, out _, files);
    }

    static void CheckRecovered(string directory, string archive, long committed)
    {
        foreach (var segment in Directory.GetFiles(archive, "*.seg")) File.Copy(segment, Path.Combine(directory, Path.GetFileName(segment)), overwrite: true);
        using (var journal = Samples.Open(directory, s_tiny)) Assert.True(journal.Inbound.LastSequence >= committed, $"{journal.Inbound.LastSequence} of {committed}");
        foreach (var log in Enum.GetValues<LogName>())
            if (Samples.ReadAll(directory, log) is { Kind: not LogEndKind.Clean } end) Assert.Fail(end.ToString());
    }
}
