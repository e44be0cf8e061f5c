using Gateway.Journal.Files;
using Gateway.Journal.Reading;

namespace Gateway.Journal.Tests;

public class WriterTests
{
    public static TheoryData<Durability, bool> Dials => new()
    {
        { Durability.Process, false }, { Durability.Process, true }, { Durability.Disk, false }, { Durability.Disk, true },
    };

    static JournalOptions With(Durability durability, bool background) => Samples.Small with { Durability = durability, Background = background };

    [Theory]
    [MemberData(nameof(Dials))]
    public void What_is_appended_over_many_segments_is_read_back(Durability durability, bool background)
    {
        using var directory = new TemporaryDirectory();
        using (var journal = Samples.Open(directory.Path, With(durability, background))) Samples.Append(journal, 500);
        foreach (var log in Enum.GetValues<LogName>())
        {
            var end = Samples.ReadAll(directory.Path, log);
            Assert.Equal(LogEndKind.Clean, end.Kind);
            Assert.Equal(500, end.LastSequence);
        }
    }

    [Theory]
    [MemberData(nameof(Dials))]
    public void A_journal_goes_on_where_it_ended_however_often_it_is_opened(Durability durability, bool background)
    {
        using var directory = new TemporaryDirectory();
        for (var round = 0; round < 40; round++)
        {
            using var journal = Samples.Open(directory.Path, With(durability, background));
            Assert.Equal(round * 7, journal.Inbound.LastSequence);
            Assert.All(journal.Recovery, end => Assert.Equal(LogEndKind.Clean, end.Kind));
            Samples.Append(journal, 7);
        }

        foreach (var log in Enum.GetValues<LogName>()) Assert.Equal(280, Samples.ReadAll(directory.Path, log).LastSequence);
    }

    [Fact]
    public void A_reader_follows_a_live_log_over_rolls()
    {
        using var directory = new TemporaryDirectory();
        using var journal = Samples.Open(directory.Path);
        using var reader = LogReader.Open(directory.Path, LogName.Inbound);
        for (var sequence = 1L; sequence <= 300; sequence++)
        {
            Assert.False(reader.TryRead(out _));
            Assert.Equal(LogEndKind.Clean, reader.FindEnd().Kind);
            Samples.Append(journal, 1);
            Assert.True(reader.TryRead(out var frame));
            Assert.Equal(sequence, frame.Sequence);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(57)]
    [InlineData(300)]
    public void A_reader_begins_at_any_sequence(long from)
    {
        using var directory = new TemporaryDirectory();
        using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 300);
        Assert.Equal(300, Samples.ReadAll(directory.Path, LogName.Inbound, from).LastSequence);
    }

    [Fact]
    public void A_second_writer_is_locked_out_and_told_by_whom()
    {
        using var directory = new TemporaryDirectory();
        using (Samples.Open(directory.Path))
        {
            var e = Assert.Throws<JournalLockedException>(() => Samples.Open(directory.Path));
            Assert.Contains(directory.Path, e.Message);
            Assert.Equal($"{Environment.ProcessId}", e.Owner);
        }

        using var again = Samples.Open(directory.Path);
    }

    [Fact]
    public void A_gap_in_the_sequence_is_a_bug_of_the_caller()
    {
        using var directory = new TemporaryDirectory();
        using var journal = Samples.Open(directory.Path);
        var order = Samples.Order(2);
        Assert.Throws<InvalidOperationException>(() => journal.Inbound.TryAppend(in order));
    }

    [Fact]
    public void After_it_is_closed_nothing_is_appended()
    {
        using var directory = new TemporaryDirectory();
        var journal = Samples.Open(directory.Path);
        journal.Dispose();
        var order = Samples.Order(1);
        Assert.False(journal.Inbound.TryAppend(in order));
        Assert.Equal(JournalHealth.Failed, journal.Health);
    }

    [Fact]
    public void On_disk_the_committed_sequence_follows_and_wakes_up_whoever_waits()
    {
        using var directory = new TemporaryDirectory();
        using var journal = Samples.Open(directory.Path, With(Durability.Disk, true));
        using var wake = new AutoResetEvent(false);
        journal.Changed = () => wake.Set();
        Samples.Append(journal, 100);
        while (journal.Outbound.CommittedSequence < 100 || journal.Sessions.CommittedSequence < 100) Assert.True(wake.WaitOne(Patience.Limit));
        Assert.Equal(100, journal.Inbound.CommittedSequence);
    }

    [Theory]
    [InlineData(Durability.Process)]
    [InlineData(Durability.Disk)]
    public void A_log_without_a_message_is_begun_and_clean_while_it_is_open(Durability durability)
    {
        using var directory = TemporaryDirectory.InMemory();
        using var journal = Samples.Open(directory.Path, Samples.Small with { Durability = durability });
        foreach (var log in Enum.GetValues<LogName>())
        {
            var end = Samples.ReadAll(directory.Path, log);
            Assert.Equal((Reading.LogEndKind.Clean, 0L), (end.Kind, end.LastSequence));
            Assert.EndsWith(".seg", end.Segment, StringComparison.Ordinal);
        }
    }
}
