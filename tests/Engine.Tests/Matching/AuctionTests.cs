using FsCheck;
using FsCheck.Fluent;
using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

public sealed class AuctionTests
{
    [Theory]
    // Nothing crosses; one side only.
    [InlineData("B10@99 S10@101", 100, 0, 0, 0)]
    [InlineData("B10@99", 100, 0, 0, 0)]
    [InlineData("S10@99", 100, 0, 0, 0)]
    // Most volume.
    [InlineData("B10@102 B10@101 B10@100 S5@99 S20@101", 100, 101, 20, -5)]
    // Equal volume: least surplus.
    [InlineData("B10@105 B5@104 S10@100", 0, 105, 10, 0)]
    // Equal volume and surplus, all on the buy side: the highest price; on the sell side: the lowest.
    [InlineData("B30@105 S10@100 S10@101", 0, 105, 20, 10)]
    [InlineData("B10@105 S30@100", 999, 100, 10, -20)]
    // No surplus: nearest to the reference, then the higher.
    [InlineData("B10@105 S10@100", 101, 100, 10, 0)]
    [InlineData("B10@105 S10@100", 104, 105, 10, 0)]
    [InlineData("B10@106 S10@100", 103, 106, 10, 0)]
    // Surplus on both sides: reference again.
    [InlineData("B10@102 B5@101 S10@101 S5@102", 100, 101, 10, 5)]
    [InlineData("B10@102 B5@101 S10@101 S5@102", 200, 102, 10, -5)]
    public void The_price_follows_the_rules_in_order(string orders, long reference, long price, long lots, long surplus)
    {
        foreach (ITestBook book in new ITestBook[] { new FastBook(), new NaiveBook() })
        {
            Enter(book, orders);
            Assert.Equal(new AuctionPrice(price, lots, surplus), book.IndicativePrice(reference));
        }
    }

    [Theory]
    [InlineData(10, 4, 4, 6)]
    [InlineData(4, 10, 4, -6)]
    public void Only_market_orders_trade_at_the_reference_price(long buy, long sell, long lots, long surplus)
    {
        var book = new FastBook();
        book.Rest(new Incoming(1, BookSide.Buy, Book.PriceTicksMax, buy));
        book.Rest(new Incoming(2, BookSide.Sell, -Book.PriceTicksMax, sell));
        Assert.Equal(new AuctionPrice(77, lots, surplus), book.IndicativePrice(77));
    }

    [Fact]
    public void A_market_order_counts_at_every_price_and_sets_none()
    {
        var book = new FastBook();
        book.Rest(new Incoming(1, BookSide.Buy, Book.PriceTicksMax, 10));
        book.Rest(new Incoming(2, BookSide.Sell, 101, 4));
        book.Rest(new Incoming(3, BookSide.Sell, 103, 6));
        Assert.Equal(new AuctionPrice(103, 10, 0), book.IndicativePrice(50));
    }

    [Fact]
    public void Uncrossing_trades_in_priority_and_leaves_an_uncrossed_book()
    {
        var book = new FastBook();
        Enter(book, "B10@102 B10@101 B10@101 S5@99 S20@100");
        var auction = book.IndicativePrice(100);
        Assert.Equal(new AuctionPrice(101, 25, 5), auction);
        Assert.Equal(
            [(1, 5L), (4, 5L), (1, 5L), (5, 5L), (2, 10L), (5, 10L), (3, 5L), (5, 5L)],
            book.Uncross(auction).Select(e => (e.Maker, e.Lots)));
        Assert.Equal([new Resting(3, 101, 5, 0)], book.Orders(BookSide.Buy));
        Assert.Empty(book.Orders(BookSide.Sell));
    }

    [Fact]
    public void Both_books_hold_the_same_auction()
    {
        var order = from side in Gen.Elements(BookSide.Buy, BookSide.Sell)
            from limit in Gen.Choose(1, 30)
            from isMarket in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
            let price = !isMarket ? limit : side == BookSide.Buy ? Book.PriceTicksMax : -Book.PriceTicksMax
            from lots in Gen.Choose(1, 20)
            from peak in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 5)))
            select new Incoming(0, side, price, lots, Peak: peak);
        var cases = from orders in Gen.ListOf(order) from reference in Gen.Choose(-5, 40) select (orders.ToArray(), reference);
        Prop.ForAll(Arb.From(cases), c => Hold(c.Item1, c.reference)).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
    }

    private static void Hold(Incoming[] orders, long reference)
    {
        var fast = new FastBook();
        var naive = new NaiveBook();
        for (var i = 0; i < orders.Length; i++)
        {
            fast.Rest(orders[i] with { Id = i + 1 });
            naive.Rest(orders[i] with { Id = i + 1 });
        }
        var auction = fast.IndicativePrice(reference);
        Assert.Equal(naive.IndicativePrice(reference), auction);
        Assert.Equal(naive.Uncross(auction), fast.Uncross(auction));
        BookInvariants.Check(fast, naive);
    }

    private static void Enter(ITestBook book, string orders)
    {
        var id = 0;
        foreach (var text in orders.Split(' '))
        {
            var parts = text[1..].Split('@');
            book.Rest(new Incoming(++id, text[0] == 'B' ? BookSide.Buy : BookSide.Sell, long.Parse(parts[1], null), long.Parse(parts[0], null)));
        }
    }
}
