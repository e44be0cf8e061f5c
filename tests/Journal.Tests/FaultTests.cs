using Gateway.Journal.Reading;
using Gateway.Journal.Writing;

namespace Gateway.Journal.Tests;

/// <summary>Every call to the file system fails once, in every way; what was committed is there afterwards.</summary>
public class FaultTests
{
    static readonly JournalOptions s_tiny = Samples.Small with { InboundSegmentBytes = 4096, OutboundSegmentBytes = 4096 };

    public static TheoryData<Durability, Fault, bool> Faults
    {
        get
        {
            var data = new TheoryData<Durability, Fault, bool>();
            foreach (var durability in Enum.GetValues<Durability>())
            {
                foreach (var fault in Enum.GetValues<Fault>())
                {
                    data.Add(durability, fault, false);
                    if (fault != Fault.Late) data.Add(durability, fault, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_was_committed_survives_a_fault_at_any_call(Durability durability, Fault fault, bool forEver)
    {
        var sites = new HashSet<string>();
        for (var call = 1; ; call++)
        {
            using var directory = TemporaryDirectory.InMemory();
            using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 20);
            var files = new FaultyFiles { FailAt = call, Fault = fault, ForEver = forEver };
            var committed = Run(directory.Path, s_tiny with { Durability = durability, Files = files });
            CheckRecovered(directory.Path, committed);
            if (files.Calls < call) break;
            sites.Add(files.Failed);
        }

        if (forEver) return;
        string[] expected = ["list", "lock", "open Read", "open Write", "open Create", "allocate", "rename", "read"];
        Assert.Superset(expected.ToHashSet(), sites);
        Assert.Contains(durability == Durability.Disk ? "write" : "map", sites);
    }

    /// <summary>Opens, appends and commits until the end or a failure; returns what was said to be committed.</summary>
    static long Run(string directory, JournalOptions options)
    {
        JournalWriter journal;
        try
        {
            journal = Samples.Open(directory, options);
        }
        catch (IOException e)
        {
            Assert.NotEmpty(e.Message);
            return 20;
        }

        using (journal)
        {
            for (var turn = 0; turn < 10 && AppendTurn(journal); turn++)
                if (journal.Health != JournalHealth.Writable) Assert.NotEmpty(journal.HealthReason);
            return journal.Inbound.CommittedSequence;
        }
    }

    static bool AppendTurn(JournalWriter journal)
    {
        for (var index = 0; index < 7; index++)
        {
            var order = Samples.Order(journal.Inbound.LastSequence + 1);
            var report = Samples.Report(journal.Outbound.LastSequence + 1);
            var heartbeat = Samples.Heartbeat(journal.Sessions.LastSequence + 1);
            if (!journal.Inbound.TryAppend(in order) || !journal.Outbound.TryAppend(in report) || !journal.Sessions.TryAppend(in heartbeat))
                return false;
        }

        journal.Commit();
        return journal.Health != JournalHealth.Failed;
    }

    static void CheckRecovered(string directory, long committed)
    {
        using (var journal = Samples.Open(directory))
        {
            Assert.True(journal.Inbound.LastSequence >= committed);
            Assert.True(journal.Outbound.LastSequence <= journal.Inbound.LastSequence);
            Assert.Equal(JournalHealth.Writable, journal.Health);
        }

        foreach (var log in Enum.GetValues<LogName>()) Assert.Equal(LogEndKind.Clean, Samples.ReadAll(directory, log).Kind);
    }

    [Theory]
    [InlineData(Durability.Process)]
    [InlineData(Durability.Disk)]
    public void When_no_more_segments_can_be_made_the_reserve_still_takes_cancels_and_the_shutdown(Durability durability)
    {
        using var directory = TemporaryDirectory.InMemory();
        var files = new FaultyFiles { ForEver = true };
        using var journal = Samples.Open(directory.Path, Samples.Small with { Durability = durability, Files = new FullDisk(files) });
        Assert.Equal(JournalHealth.Writable, journal.Health);
        files.FailAt = 0;
        while (journal.Health == JournalHealth.Writable) Samples.Append(journal, 1);
        Assert.Equal(JournalHealth.ReserveOnly, journal.Health);
        Assert.Contains("No space left", journal.HealthReason);
        Assert.True(journal.Inbound.RoomInSegment > 1024);
        Samples.Append(journal, 1);
        Assert.Equal(journal.Inbound.LastSequence, journal.Inbound.CommittedSequence);

        // Room again: the next preparation succeeds, and all is well.
        files.FailAt = int.MaxValue;
        while (journal.Health == JournalHealth.ReserveOnly) Samples.Append(journal, 1);
        Assert.Equal(JournalHealth.Writable, journal.Health);

        files.FailAt = 0;
        while (AppendTurn(journal)) { }
        Assert.Equal(JournalHealth.Failed, journal.Health);
        journal.Commit(); // The sessions log may be the one that failed: what the others took before is theirs to keep.
        var committed = journal.Inbound.CommittedSequence;
        journal.Commit();
        Assert.Equal(committed, journal.Inbound.CommittedSequence);
        journal.Dispose();
        CheckRecovered(directory.Path, committed);
    }

    [Theory]
    [InlineData(Durability.Process)]
    [InlineData(Durability.Disk)]
    public void The_last_part_of_a_full_disk_is_kept_for_the_shutdown(Durability durability)
    {
        using var directory = TemporaryDirectory.InMemory();
        var files = new FaultyFiles { ForEver = true };
        using var journal = Samples.Open(directory.Path, Samples.Small with { Durability = durability, Files = new FullDisk(files) });
        files.FailAt = 0;
        while (!journal.Inbound.IsAtLastPart) Samples.Append(journal, 1);
        Assert.Equal(JournalHealth.ReserveOnly, journal.Health);
        Assert.InRange(journal.Inbound.RoomInSegment, JournalOptions.FrameBytesMax, JournalOptions.LastPartBytes);
        journal.Inbound.IsShuttingDown = true;
        Assert.False(journal.Inbound.IsAtLastPart);
        Samples.Append(journal, 1);
        Assert.Equal(journal.Inbound.LastSequence, journal.Inbound.CommittedSequence);
        journal.Inbound.IsShuttingDown = false;
        Assert.True(journal.Inbound.IsAtLastPart);

        // Room again: nothing is kept back.
        files.FailAt = int.MaxValue;
        journal.Inbound.IsShuttingDown = true;
        while (journal.Health == JournalHealth.ReserveOnly) Samples.Append(journal, 1);
        journal.Inbound.IsShuttingDown = false;
        Assert.False(journal.Inbound.IsAtLastPart);
    }

    /// <summary>Fails only where a full disk does: when new blocks are asked for.</summary>
    sealed class FullDisk(FaultyFiles faults) : Files.IJournalFiles
    {
        readonly Files.PosixFiles _files = Files.PosixFiles.Instance;

        public IReadOnlyList<string> List(string directory) => _files.List(directory);

        public void CreateDirectory(string directory) => _files.CreateDirectory(directory);

        public Files.IJournalFile Open(string path, Files.FileUse use)
        {
            if (use == Files.FileUse.Create) faults.Check("allocate", path);
            return _files.Open(path, use);
        }

        public void Rename(string from, string to) => _files.Rename(from, to);

        public void Delete(string path) => _files.Delete(path);

        public void SyncDirectory(string directory) => _files.SyncDirectory(directory);

        public IDisposable Lock(string path) => _files.Lock(path);
    }

    [Fact]
    public void A_failed_write_is_final_even_if_the_disk_is_well_again()
    {
        using var directory = TemporaryDirectory.InMemory();
        var files = new FaultyFiles();
        using var journal = Samples.Open(directory.Path, Samples.Small with { Durability = Durability.Disk, Files = files });
        Samples.Append(journal, 5);
        Assert.Equal(5, journal.Inbound.CommittedSequence);
        files.FailAt = files.Calls + 1;
        var changes = 0;
        journal.Changed = () => changes++;
        AppendTurn(journal);
        Assert.Equal((JournalHealth.Failed, 5L), (journal.Health, journal.Inbound.CommittedSequence));
        Assert.Equal(5, journal.Outbound.CommittedSequence);
        Assert.True(changes > 0);
        Assert.False(AppendTurn(journal));
        journal.Commit();
        Assert.Equal(5, journal.Inbound.CommittedSequence);
    }

    [Fact]
    public void A_failed_sync_of_names_is_final_even_if_the_next_one_succeeds()
    {
        using var directory = TemporaryDirectory.InMemory();
        var files = new FailingNames();
        using var journal = Samples.Open(directory.Path, s_tiny with { Durability = Durability.Disk, Files = files });
        Samples.Append(journal, 5);
        files.Fails = true;
        while (AppendTurn(journal)) { }
        files.Fails = false;
        var committed = journal.Inbound.CommittedSequence;
        Assert.Equal(JournalHealth.Failed, journal.Health);
        Assert.Contains("No space left", journal.HealthReason, StringComparison.Ordinal);
        Assert.False(AppendTurn(journal));
        journal.Commit();
        Assert.Equal(JournalHealth.Failed, journal.Health);
        journal.Dispose();
        CheckRecovered(directory.Path, committed);
    }

    /// <summary>A segment that was named and never written is deleted when the log is opened: any call of that fails once.</summary>
    [Fact]
    public void A_segment_that_was_never_begun_goes_whatever_fails_meanwhile()
    {
        var sites = new HashSet<string>();
        for (var call = 1; !sites.Contains("delete") || call < 30; call++)
        {
            using var directory = TemporaryDirectory.InMemory();
            using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 20);
            var unbegun = Path.Combine(directory.Path, "outbound-00000000000000000021.seg");
            File.WriteAllBytes(unbegun, new byte[8192]);
            var files = new FaultyFiles { FailAt = call };
            Run(directory.Path, Samples.Small with { Files = files });
            sites.Add(files.Failed);
            CheckRecovered(directory.Path, 20);
        }
    }

    /// <summary>Only the sync of names fails, as long as it is asked to.</summary>
    sealed class FailingNames : Files.IJournalFiles
    {
        readonly Files.PosixFiles _files = Files.PosixFiles.Instance;

        internal bool Fails { get; set; }

        public IReadOnlyList<string> List(string directory) => _files.List(directory);

        public void CreateDirectory(string directory) => _files.CreateDirectory(directory);

        public Files.IJournalFile Open(string path, Files.FileUse use) => _files.Open(path, use);

        public void Rename(string from, string to) => _files.Rename(from, to);

        public void Delete(string path) => _files.Delete(path);

        public void SyncDirectory(string directory)
        {
            if (Fails) throw FaultyFiles.Error("sync the names");
            _files.SyncDirectory(directory);
        }

        public IDisposable Lock(string path) => _files.Lock(path);
    }
}
