using FsCheck;
using FsCheck.Fluent;
using Gateway.Engine.MarketData;
using Gateway.Engine.Matching;
using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.MarketData;

/// <summary>Whoever applies what the feed tells holds the book itself, however little room there was on the way.</summary>
public sealed class BookFeedTests
{
    [Fact]
    public void What_is_told_is_the_book()
        => Prop.ForAll(Gen.Choose(0, 1 << 20).ArrayOf(600).ToArbitrary(), Follows).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Nothing_is_noted_of_a_book_that_nobody_watches()
    {
        using var desk = new Desk();
        desk.Order(1, "a", Side.Buy, "10", "100");
        Assert.False(desk.Engine.Feed.HasChanges);
        var instrument = desk.Engine.Feed.Watch(Text24.From("AAPL"));
        desk.Order(1, "b", Side.Buy, "10", "100");
        Assert.True(desk.Engine.Feed.HasChanges);
        desk.Engine.Feed.Unwatch(instrument);
        Assert.Equal(-1, desk.Engine.Feed.Watch(Text24.From("BTCUSDT")));
        Assert.Equal(-1, desk.Engine.Feed.Watch(Text24.From("NONE")));
    }

    [Fact]
    public void A_trade_names_the_aggressor()
    {
        using var desk = new Desk();
        var copy = new BookCopy();
        var sink = new BoundedSink(copy, int.MaxValue);
        desk.Engine.Feed.Watch(Text24.From("AAPL"));
        desk.Order(1, "a", Side.Buy, "10", "100");
        desk.Order(2, "b", Side.Sell, "4", "99");
        desk.Engine.Feed.TellChanges(ref sink);
        desk.Engine.Feed.TellBooks(100, ref sink);
        desk.Order(2, "c", Side.Sell, "3", "99");
        desk.Engine.Feed.TellChanges(ref sink);
        var trade = Assert.Single(copy.Trades);
        Assert.Equal((BookSide.Sell, true, 3L, 10_000L), (trade.Side, trade.HasAggressor, trade.Lots, trade.PriceTicks));
    }

    static void Follows(int[] dice)
    {
        using var desk = new Desk();
        var feed = desk.Engine.Feed;
        var copy = new BookCopy();
        var sink = new BoundedSink(copy, int.MaxValue);
        var random = new Random(dice[0]);
        var instrument = -1;
        new RandomLife(desk, dice).Live(250, () =>
        {
            if (instrument < 0 && random.Next(10) == 0) instrument = feed.Watch(Text24.From("AAPL"));
            sink.Room = random.Next(6) == 0 ? random.Next(4) : int.MaxValue;
            feed.TellChanges(ref sink);
            sink.Room = random.Next(3) == 0 ? random.Next(6) : int.MaxValue;
            feed.TellBooks(random.Next(5), ref sink);
            if (instrument >= 0 && copy.IsComplete && !feed.IsTelling) AssertSame(feed.BookOf(instrument), copy);
            if (instrument >= 0 && random.Next(60) == 0)
            {
                feed.Unwatch(instrument);
                instrument = -1;
            }
        });
        if (instrument < 0) instrument = feed.Watch(Text24.From("AAPL"));
        sink.Room = int.MaxValue;
        while (feed.IsTelling) feed.TellBooks(3, ref sink);
        AssertSame(feed.BookOf(instrument), copy);
    }

    static void AssertSame(Book book, BookCopy copy)
    {
        foreach (var side in (BookSide[])[BookSide.Buy, BookSide.Sell])
        {
            var expected = new List<(int, long, long)>();
            foreach (var order in book.Orders(side)) expected.Add((order.Handle, order.PriceTicks, order.Lots));
            Assert.Equal(expected, copy.Orders(side));
        }
    }

    /// <summary>A copy of a book as a reader of the feed would keep it, as simply as can be.</summary>
    sealed class BookCopy
    {
        readonly List<BookChange> _orders = [];

        internal List<BookChange> Trades { get; } = [];

        internal bool IsComplete { get; private set; }

        internal List<(int, long, long)> Orders(BookSide side)
        {
            var queue = _orders.Where(order => order.Side == side);
            var sorted = side == BookSide.Buy ? queue.OrderByDescending(order => order.PriceTicks) : queue.OrderBy(order => order.PriceTicks);
            return [.. sorted.Select(order => (order.Handle, order.PriceTicks, order.Lots))];
        }

        internal void Apply(in BookChange change)
        {
            var handle = change.Handle;
            var at = _orders.FindIndex(order => order.Handle == handle);
            switch (change.Kind)
            {
                case BookChangeKind.Reset:
                    _orders.Clear();
                    IsComplete = false;
                    break;
                case BookChangeKind.Joined:
                    Assert.True(at < 0 && change.OrderId > 0 && change.Lots > 0);
                    _orders.Add(change);
                    break;
                case BookChangeKind.Left: _orders.RemoveAt(at); break;
                case BookChangeKind.Changed: _orders[at] = _orders[at] with { Lots = change.Lots }; break;
                case BookChangeKind.Traded: Trades.Add(change); break;
                case BookChangeKind.Complete: IsComplete = true; break;
            }
        }
    }

    struct BoundedSink(BookCopy copy, int room) : IBookChangeSink
    {
        internal int Room = room;

        public bool TryTell(in BookChange change)
        {
            if (Room == 0) return false;
            Room--;
            copy.Apply(in change);
            return true;
        }
    }
}
