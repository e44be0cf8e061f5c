using Gateway.Journal.Comparison;

namespace Gateway.Journal.Tests;

public class ComparisonOfJournalsTests
{
    static void Write(string directory, int count, Func<long, long>? price = null)
    {
        using var journal = Samples.Open(directory);
        for (var sequence = 1L; sequence <= count; sequence++)
        {
            var order = Samples.Order(sequence);
            if (price is not null) order.NewOrder.Price = new(order.NewOrder.Price.Raw + price(sequence));
            Assert.True(journal.Inbound.TryAppend(in order));
        }
    }

    [Fact]
    public void Equal_journals_have_no_divergence()
    {
        using var first = TemporaryDirectory.InMemory();
        using var second = TemporaryDirectory.InMemory();
        Write(first.Path, 40);
        Write(second.Path, 40);
        var difference = LogComparison.Find(first.Path, second.Path, LogName.Inbound, ignoreTime: false);
        Assert.Equal((40, null), (difference.Equal, difference.Divergence));
    }

    [Fact]
    public void The_first_other_field_is_named()
    {
        using var first = TemporaryDirectory.InMemory();
        using var second = TemporaryDirectory.InMemory();
        Write(first.Path, 40);
        Write(second.Path, 40, sequence => sequence == 23 ? 100 : 0);
        var difference = LogComparison.Find(first.Path, second.Path, LogName.Inbound, ignoreTime: false);
        Assert.Equal((22, 23, "price differs"), (difference.Equal, difference.Sequence, difference.Divergence));
        Assert.Contains("sequence 23", difference.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shorter_journal_differs_where_it_ends()
    {
        using var first = TemporaryDirectory.InMemory();
        using var second = TemporaryDirectory.InMemory();
        Write(first.Path, 40);
        Write(second.Path, 33);
        var difference = LogComparison.Find(first.Path, second.Path, LogName.Inbound, ignoreTime: false);
        Assert.Equal((33, 34, null), (difference.Equal, difference.Sequence, difference.Second));
        Assert.NotNull(difference.First);
    }
}
