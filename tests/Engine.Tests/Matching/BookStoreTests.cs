using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

public sealed class BookStoreTests
{
    [Fact]
    public void A_full_store_refuses_and_changes_nothing()
    {
        var book = new Book(new OrderStore(new OrderStoreOptions { OrdersMax = 3 }));
        for (var i = 0; i < 3; i++) Assert.NotEqual(Book.None, book.Add(BookSide.Buy, i, 1, 0, 0));
        Assert.Equal(Book.None, book.Add(BookSide.Sell, 100, 1, 0, 0));
        Assert.Equal(3, book.OrderCount);
        Assert.Equal(0, book.LevelCount(BookSide.Sell));
        book.Cancel(1);
        Assert.NotEqual(Book.None, book.Add(BookSide.Sell, 100, 1, 0, 0));
    }

    [Fact]
    public void A_store_without_tree_nodes_refuses_and_keeps_what_it_has()
    {
        var book = new Book(new OrderStore(new OrderStoreOptions { OrdersMax = 1000, NodesMax = 40 }));
        var added = 0;
        for (var i = 0; i < 40; i++)
            if (book.Add(BookSide.Buy, i / 2 * 1_000_000L + i % 2, 1, 0, i) != Book.None) added++;
        Assert.InRange(added, 2, 39);
        Assert.Equal(added, book.OrderCount);
        Assert.Equal(added, book.LevelCount(BookSide.Buy));
        var seen = 0;
        foreach (var _ in book.Orders(BookSide.Buy)) seen++;
        Assert.Equal(added, seen);
    }

    [Fact]
    public void Books_of_one_store_do_not_meet()
    {
        var store = new OrderStore(new OrderStoreOptions { OrdersMax = 100 });
        var left = new FastBook(new Book(store));
        var right = new FastBook(new Book(store));
        left.Submit(new Incoming(1, BookSide.Buy, 100, 10));
        Assert.Empty(right.Submit(new Incoming(2, BookSide.Sell, 90, 10)));
        Assert.Single(left.Submit(new Incoming(3, BookSide.Sell, 90, 10)));
        Assert.Equal(1, store.OrderCount);
    }

    [Theory]
    [InlineData(0L, 0L)]
    [InlineData(0L, -1L)]
    [InlineData(Book.PriceTicksMax + 1, 1L)]
    [InlineData(-Book.PriceTicksMax - 1, 1L)]
    public void An_impossible_order_is_a_defect_of_the_caller(long price, long lots) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FastBook().Book.Add(BookSide.Buy, price, lots, 0, 0));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void A_handle_that_does_not_rest_is_a_defect_of_the_caller(int handle)
    {
        var book = new FastBook().Book;
        book.Cancel(book.Add(BookSide.Buy, 1, 1, 0, 0));
        Assert.Throws<InvalidOperationException>(() => book.Cancel(handle));
        Assert.Throws<InvalidOperationException>(() => book.Reduce(handle, 1));
    }

    [Fact]
    public void The_layout_stays_within_the_cache_line_budget()
    {
        Assert.Equal(32, System.Runtime.CompilerServices.Unsafe.SizeOf<RestingOrder>());
        Assert.Equal(32, System.Runtime.CompilerServices.Unsafe.SizeOf<PriceLevel>());
        Assert.Equal(16, System.Runtime.CompilerServices.Unsafe.SizeOf<PriceNode>());
    }
}
