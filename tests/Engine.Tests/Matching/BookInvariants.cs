using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

/// <summary>What must hold of a book after every command.</summary>
internal static class BookInvariants
{
    internal static void Check(FastBook fast, NaiveBook naive)
    {
        foreach (var side in new[] { BookSide.Buy, BookSide.Sell })
        {
            Assert.Equal(naive.Orders(side), fast.Orders(side));
            Assert.Equal(naive.Levels(side), fast.Levels(side));
            LevelsAreTheirOrders(fast, side);
        }
        NotCrossed(fast.Book);
        Assert.Equal(fast.Orders(BookSide.Buy).Count + fast.Orders(BookSide.Sell).Count, fast.Book.OrderCount);
    }

    internal static void LevelsAreTheirOrders(FastBook fast, BookSide side)
    {
        var levels = fast.Levels(side);
        Assert.Equal(levels.Count, fast.Book.LevelCount(side));
        Assert.Equal(levels.FirstOrDefault(), fast.Book.Best(side));
        var orders = fast.Orders(side).ToLookup(order => order.Price);
        foreach (var level in levels)
        {
            Assert.Equal(level, fast.Book.LevelAt(side, level.PriceTicks));
            Assert.Equal(level.Lots, orders[level.PriceTicks].Sum(order => order.Lots));
            Assert.Equal(orders[level.PriceTicks].Select(order => order.Id), fast.OrdersAt(side, level.PriceTicks));
            Assert.Equal(level.Orders, orders[level.PriceTicks].Count());
            Assert.All(orders[level.PriceTicks], order => Assert.True(order.Lots > 0));
        }
    }

    private static void NotCrossed(Book book)
    {
        if (book.BestBid.Orders > 0 && book.BestAsk.Orders > 0) Assert.True(book.BestBid.PriceTicks < book.BestAsk.PriceTicks);
    }
}
