using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

public sealed class BookAllocationTests
{
    [Fact]
    public void The_hot_path_allocates_nothing()
    {
        var book = new FastBook().Book;
        Work(book, 2_000);
        var lots = 0L;
        Assert.Equal(0, Garbage.Of(() => lots = Work(book, 2_000)));
        Assert.True(lots > 0);
        Assert.Equal(0, book.OrderCount);
    }

    [Fact]
    public void The_measure_sees_an_allocation() => Assert.True(Garbage.Of(() => GC.KeepAlive(new byte[24])) >= 24);

    private static long Work(Book book, int rounds)
    {
        var sink = default(Sum);
        for (var i = 0; i < rounds; i++)
        {
            var price = i * 7919L % 10_007;
            var buy = book.Add(BookSide.Buy, price, 10, 0, i);
            var ice = book.AddIceberg(BookSide.Sell, price + 20_000, 5, 20, 5, 0, i);
            book.Match(BookSide.Sell, price, 4, ref sink);
            book.Match(BookSide.Buy, price + 20_000, 7, ref sink);
            if (book.CanFill(BookSide.Buy, long.MaxValue, 3)) sink.Lots += book.BestBid.Lots;
            foreach (var level in book.Levels(BookSide.Sell)) sink.Lots += level.Lots;
            foreach (var order in book.Orders(BookSide.Buy)) sink.Lots += order.Lots;
            book.Reduce(buy, 1);
            book.Cancel(buy);
            book.Cancel(ice);
        }
        return sink.Lots;
    }

    private struct Sum : IFillSink
    {
        public long Lots;

        public void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves) => Lots += lots;
    }
}
