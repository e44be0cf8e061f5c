using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

/// <summary>The rules of a price-time book, as examples. Both books pass them.</summary>
public abstract class BookSuite
{
    private readonly ITestBook _book;

    protected BookSuite(ITestBook book) => _book = book;

    [Fact]
    public void An_order_that_does_not_cross_rests()
    {
        Assert.Empty(Buy(1, 100, 10));
        Assert.Empty(Sell(2, 101, 5));
        Assert.Equal([new LevelView(100, 10, 1)], _book.Levels(BookSide.Buy));
        Assert.Equal([new LevelView(101, 5, 1)], _book.Levels(BookSide.Sell));
        Assert.False(_book.Crosses(BookSide.Buy, 100));
        Assert.True(_book.Crosses(BookSide.Buy, 101));
        Assert.True(_book.Crosses(BookSide.Sell, 100));
    }

    [Fact]
    public void The_best_price_fills_first_and_at_the_makers_price()
    {
        Sell(1, 102, 10);
        Sell(2, 100, 10);
        Sell(3, 101, 10);
        Assert.Equal([Fill(2, 100, 10, 0), Fill(3, 101, 10, 0), Fill(1, 102, 5, 5)], Buy(4, 110, 25));
        Assert.Empty(_book.Levels(BookSide.Buy));
    }

    [Fact]
    public void The_highest_bid_fills_first()
    {
        Buy(1, 98, 10);
        Buy(2, 99, 10);
        Assert.Equal([Fill(2, 99, 10, 0), Fill(1, 98, 2, 8)], Sell(3, 90, 12));
    }

    [Fact]
    public void Within_a_price_the_oldest_fills_first_and_a_partial_fill_keeps_its_place()
    {
        Buy(1, 100, 10);
        Buy(2, 100, 10);
        Assert.Equal([Fill(1, 100, 4, 6)], Sell(3, 100, 4));
        Assert.Equal([Fill(1, 100, 6, 0), Fill(2, 100, 1, 9)], Sell(4, 100, 7));
    }

    [Fact]
    public void An_aggressor_stops_at_its_limit_and_rests_there()
    {
        Sell(1, 100, 10);
        Sell(2, 102, 10);
        Assert.Equal([Fill(1, 100, 10, 0)], Buy(3, 101, 15));
        Assert.Equal([new LevelView(101, 5, 1)], _book.Levels(BookSide.Buy));
        Assert.Equal([Fill(3, 101, 5, 0)], Sell(4, 101, 5));
    }

    [Theory]
    [InlineData(1, new[] { 2, 3 })]
    [InlineData(2, new[] { 1, 3 })]
    [InlineData(3, new[] { 1, 2 })]
    public void Cancelling_anywhere_in_a_queue_keeps_the_others_in_order(int cancelled, int[] left)
    {
        for (var id = 1; id <= 3; id++) Buy(id, 100, 10);
        Assert.Equal(10, _book.Cancel(cancelled));
        Assert.Equal(-1, _book.Cancel(cancelled));
        Assert.Equal(left, _book.Orders(BookSide.Buy).Select(order => order.Id));
    }

    [Fact]
    public void Cancelling_the_best_level_uncovers_the_next()
    {
        Buy(1, 100, 10);
        Buy(2, -5_000_000, 10);
        _book.Cancel(1);
        Assert.Equal([new LevelView(-5_000_000, 10, 1)], _book.Levels(BookSide.Buy));
        Assert.False(_book.Crosses(BookSide.Sell, 100));
    }

    [Fact]
    public void Reducing_keeps_priority()
    {
        Buy(1, 100, 10);
        Buy(2, 100, 10);
        Assert.Equal(3, _book.Reduce(1, 7));
        Assert.Equal([Fill(1, 100, 3, 0), Fill(2, 100, 1, 9)], Sell(3, 100, 4));
        Assert.Equal(0, _book.Reduce(2, 99));
        Assert.Empty(_book.Orders(BookSide.Buy));
    }

    [Fact]
    public void An_iceberg_shows_its_peak_and_goes_to_the_back_with_each_refresh()
    {
        _book.Submit(new Incoming(1, BookSide.Sell, 100, 25, Peak: 10));
        Sell(2, 100, 10);
        Assert.Equal([new LevelView(100, 20, 2)], _book.Levels(BookSide.Sell));
        Assert.Equal([Fill(1, 100, 10, 15), Fill(2, 100, 10, 0), Fill(1, 100, 2, 13)], Buy(3, 100, 22));
        Assert.Equal([new Resting(1, 100, 8, 5)], _book.Orders(BookSide.Sell));
        Assert.Equal([Fill(1, 100, 8, 5), Fill(1, 100, 5, 0)], Buy(4, 100, 13));
        Assert.Empty(_book.Levels(BookSide.Sell));
    }

    [Fact]
    public void Reducing_an_iceberg_takes_the_reserve_first()
    {
        _book.Submit(new Incoming(1, BookSide.Sell, 100, 25, Peak: 10));
        Assert.Equal(10, _book.Reduce(1, 15));
        Assert.Equal([new Resting(1, 100, 10, 0)], _book.Orders(BookSide.Sell));
        Assert.Equal(4, _book.Reduce(1, 6));
        Assert.Equal([Fill(1, 100, 4, 0)], Buy(2, 100, 4));
    }

    [Fact]
    public void What_can_fill_counts_hidden_lots_up_to_the_limit()
    {
        Sell(1, 100, 10);
        _book.Submit(new Incoming(2, BookSide.Sell, 101, 30, Peak: 5));
        Sell(3, 103, 10);
        Assert.True(_book.CanFill(BookSide.Buy, 101, 40));
        Assert.False(_book.CanFill(BookSide.Buy, 101, 41));
        Assert.True(_book.CanFill(BookSide.Buy, 103, 50));
        Assert.False(_book.CanFill(BookSide.Buy, 99, 1));
        Assert.True(_book.CanFill(BookSide.Buy, 99, 0));
    }

    [Theory]
    [InlineData(SelfTradeAction.CancelMaker, "prevent:1:10,fill:2:5", "2:5", "")]
    [InlineData(SelfTradeAction.Stop, "stop", "1:10 2:10", "")]
    [InlineData(SelfTradeAction.CancelBoth, "prevent:1:10,stop", "2:10", "")]
    [InlineData(SelfTradeAction.Decrement, "prevent:1:5", "1:5 2:10", "")]
    [InlineData(SelfTradeAction.Trade, "fill:1:5", "1:5 2:10", "")]
    public void Self_trades_are_prevented_as_the_policy_says(SelfTradeAction action, string events, string asks, string bids)
    {
        _book.Submit(new Incoming(1, BookSide.Sell, 100, 10, Owner: 7));
        _book.Submit(new Incoming(2, BookSide.Sell, 100, 10, Owner: 8));
        var happened = _book.Submit(new Incoming(3, BookSide.Buy, 100, 5, Owner: 7, OnSelf: action));
        Assert.Equal(events, string.Join(',', happened.Select(e => e.Kind == "stop" ? "stop" : $"{e.Kind}:{e.Maker}:{e.Lots}")));
        Assert.Equal(asks, string.Join(' ', _book.Orders(BookSide.Sell).Select(o => $"{o.Id}:{o.Lots}")));
        Assert.Equal(bids, string.Join(' ', _book.Orders(BookSide.Buy).Select(o => $"{o.Id}:{o.Lots}")));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    [InlineData(63, 64)]
    [InlineData(4095, 4096)]
    [InlineData(1, 2_000_000_000)]
    [InlineData(-Book.PriceTicksMax, Book.PriceTicksMax)]
    public void Prices_far_apart_live_in_one_book(long low, long high)
    {
        Buy(1, low, 10);
        Sell(2, high, 10);
        Sell(3, high - 1 > low ? high - 1 : high, 1);
        Assert.Equal(low, _book.Levels(BookSide.Buy)[0].PriceTicks);
        Assert.Equal(10, _book.Cancel(2));
        Assert.Equal(10, _book.Cancel(1));
        Assert.Single(_book.Submit(new Incoming(4, BookSide.Buy, long.MaxValue, 1, Immediate: true)));
        Assert.Empty(_book.Submit(new Incoming(5, BookSide.Buy, long.MaxValue, 1, Immediate: true)));
        Assert.Empty(_book.Submit(new Incoming(6, BookSide.Sell, long.MinValue, 1, Immediate: true)));
    }

    private List<BookEvent> Buy(int id, long price, long lots) => _book.Submit(new Incoming(id, BookSide.Buy, price, lots));

    private List<BookEvent> Sell(int id, long price, long lots) => _book.Submit(new Incoming(id, BookSide.Sell, price, lots));

    private static BookEvent Fill(int maker, long price, long lots, long leaves) => new("fill", maker, price, lots, leaves);
}

public sealed class FastBookSuite() : BookSuite(new FastBook());

public sealed class NaiveBookSuite() : BookSuite(new NaiveBook());
