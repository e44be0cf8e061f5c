using Gateway.Journal.Reading;
using Gateway.Messages;

namespace Gateway.Journal.Tests;

public class LookupTests
{
    [Theory]
    [InlineData(Durability.Process)]
    [InlineData(Durability.Disk)]
    public void Any_sequence_is_found_while_the_log_grows(Durability durability)
    {
        using var directory = TemporaryDirectory.InMemory();
        using var journal = Samples.Open(directory.Path, Samples.Small with { Durability = durability });
        using var lookup = new LogLookup(journal, journal.Outbound);
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            Samples.Append(journal, 13);
            var uncommitted = Samples.Report(journal.Outbound.LastSequence + 1);
            Assert.True(journal.Outbound.TryAppend(in uncommitted));
            AssertFound(lookup, journal.Outbound.LastSequence);
            for (var pick = 0; pick < 20; pick++) AssertFound(lookup, random.NextInt64(1, journal.Outbound.LastSequence + 1));
        }

        for (var sequence = 1L; sequence <= journal.Outbound.LastSequence; sequence++) AssertFound(lookup, sequence);
        Assert.False(lookup.TryFind(0, out _));
        Assert.False(lookup.TryFind(journal.Outbound.LastSequence + 1, out _));
    }

    [Fact]
    public void What_an_earlier_run_wrote_is_found()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var first = Samples.Open(directory.Path)) Samples.Append(first, 200);
        using var journal = Samples.Open(directory.Path);
        using var lookup = new LogLookup(journal, journal.Outbound);
        for (var sequence = 200L; sequence >= 1; sequence--) AssertFound(lookup, sequence);
    }

    [Fact]
    public void What_was_archived_is_found_there_and_what_was_deleted_is_not()
    {
        using var directory = TemporaryDirectory.InMemory();
        using var elsewhere = TemporaryDirectory.InMemory();
        var archive = Path.Combine(elsewhere.Path, "archive");
        using var journal = Samples.Open(directory.Path);
        using var withArchive = new LogLookup(journal, journal.Outbound, archive);
        using var without = new LogLookup(journal, journal.Outbound);
        Samples.Append(journal, 1_000);
        AssertFound(withArchive, 1);
        AssertFound(without, 1);
        string[] segments = [.. Directory.GetFiles(directory.Path, "outbound-*.seg").Order(StringComparer.Ordinal)];
        Assert.True(segments.Length > 6);
        Directory.CreateDirectory(archive);
        foreach (var old in segments[..^3]) File.Move(old, Path.Combine(archive, Path.GetFileName(old)));
        for (var sequence = 1L; sequence <= 1_000; sequence++) AssertFound(withArchive, sequence);
        AssertFound(withArchive, 7);
        Assert.False(without.TryFind(190, out _));
        AssertFound(without, 1_000);

        Directory.Delete(archive, recursive: true);
        Assert.False(withArchive.TryFind(190, out _));
        AssertFound(withArchive, 1_000);
        using var again = new LogLookup(journal, journal.Outbound, archive);
        Assert.False(again.TryFind(1, out _));
        AssertFound(again, 1_000);
    }

    static void AssertFound(LogLookup lookup, long sequence)
    {
        Assert.True(lookup.TryFind(sequence, out var frame));
        Assert.Equal(sequence, frame.Sequence);
        Assert.True(frame.Decode(out Outbound message).IsOk);
        Assert.Equal(sequence, message.ExecutionReport.OrderId);
    }
}
