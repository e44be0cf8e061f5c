using Gateway.Journal.Export;

namespace Gateway.Journal.Tests;

/// <summary>Several logs read as one, while they are written or at rest.</summary>
public class MergedReaderTests
{
    /// <summary>A log that is at its end before the others costs looks into its file and directory, but not one for each message of theirs.</summary>
    [Fact]
    public void A_log_that_ends_early_is_not_looked_at_again_for_each_message_of_the_others()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path)) AppendOrders(journal, 2_000);
        var files = new FaultyFiles();
        using var reader = new MergedReader(directory.Path, Enum.GetValues<LogName>(), files: files);
        Assert.Equal(4_000, Drain(reader).Count);
        Assert.True(files.Calls < 1_500, $"{files.Calls} calls"); // Each roll costs some; 2,000 messages of each log stand in 70 segments.
    }

    [Fact]
    public void While_it_is_written_no_effect_comes_before_its_cause()
    {
        using var directory = TemporaryDirectory.InMemory();
        using var journal = Samples.Open(directory.Path);
        using var reader = new MergedReader(directory.Path, Enum.GetValues<LogName>());
        Assert.Empty(Drain(reader));
        var read = new List<(LogName Log, long Sequence)>();
        for (var turn = 0; turn < 50; turn++)
        {
            AppendOrders(journal, 1 + turn % 7);
            if (turn % 3 == 0) Samples.Append(journal, 1);
            // Some now, the others when more has come.
            for (var count = turn % 5; count > 0 && reader.TryRead(out var message); count--) read.Add((message.Log, message.Sequence));
        }

        read.AddRange(Drain(reader));
        Assert.Equal(journal.Inbound.LastSequence + journal.Outbound.LastSequence + journal.Sessions.LastSequence, read.Count);
        var caused = 0L;
        foreach (var (log, sequence) in read)
        {
            if (log == LogName.Inbound) Assert.Equal(++caused, sequence);
            if (log == LogName.Outbound) Assert.True(sequence <= caused, $"report {sequence} came before order {sequence}");
        }
    }

    static void AppendOrders(Writing.JournalWriter journal, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var order = Samples.Order(journal.Inbound.LastSequence + 1);
            var report = Samples.Report(journal.Outbound.LastSequence + 1);
            Assert.True(journal.Inbound.TryAppend(in order));
            Assert.True(journal.Outbound.TryAppend(in report));
        }

        journal.Commit();
    }

    static List<(LogName Log, long Sequence)> Drain(MergedReader reader)
    {
        var read = new List<(LogName, long)>();
        while (reader.TryRead(out var message)) read.Add((message.Log, message.Sequence));
        return read;
    }
}
