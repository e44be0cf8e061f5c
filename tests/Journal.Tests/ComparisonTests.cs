using Gateway.Journal.Recovery;
using Gateway.Journal.Writing;
using Gateway.Messages;

namespace Gateway.Journal.Tests;

public class ComparisonTests
{
    [Fact]
    public void A_shorter_log_is_completed_with_what_is_missing()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 100);
        using (var journal = Samples.Open(directory.Path))
        using (var comparison = OutboundComparison.Open(directory.Path))
        {
            for (var sequence = 1L; sequence <= 120; sequence++) Complete(journal, comparison, Samples.Report(sequence));
            Assert.Equal(100, comparison.SameCount);
            Assert.Equal(20, comparison.MissingCount);
            Assert.False(comparison.IsLonger(out _));
        }

        Assert.Equal(120, Samples.ReadAll(directory.Path, LogName.Outbound).LastSequence);
    }

    static void Complete(JournalWriter journal, OutboundComparison comparison, Outbound regenerated)
    {
        var outcome = comparison.Next(in regenerated);
        Assert.Equal(regenerated.Sequence <= 100 ? ComparisonOutcome.Same : ComparisonOutcome.Missing, outcome);
        if (outcome == ComparisonOutcome.Missing) Assert.True(journal.Outbound.TryAppend(in regenerated));
    }

    [Fact]
    public void A_longer_log_is_noticed()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 2);
        using var comparison = OutboundComparison.Open(directory.Path);
        var report = Samples.Report(1);
        Assert.Equal(ComparisonOutcome.Same, comparison.Next(in report));
        Assert.True(comparison.IsLonger(out var cause));
        Assert.Equal(Samples.Report(2).Cause, cause);
    }

    [Fact]
    public void The_first_difference_is_found_with_both_sides()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 3);
        using var comparison = OutboundComparison.Open(directory.Path);
        var same = Samples.Report(1);
        var other = Samples.Report(2);
        other.ExecutionReport.LeavesQuantity = new(5);
        Assert.Equal(ComparisonOutcome.Same, comparison.Next(in same));
        Assert.Equal(ComparisonOutcome.Different, comparison.Next(in other));
        Assert.Equal(2, comparison.Logged.ExecutionReport.OrderId);
    }
}
