using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

public sealed class StopBookTests
{
    private readonly StopBook _stops = new(new OrderStore(new OrderStoreOptions { OrdersMax = 100 }));

    [Fact]
    public void Buys_wait_for_a_rise_and_trigger_from_the_lowest()
    {
        _stops.Add(BookSide.Buy, 110, 1);
        _stops.Add(BookSide.Buy, 105, 2);
        _stops.Add(BookSide.Buy, 105, 3);
        Assert.False(_stops.Triggers(BookSide.Buy, 104));
        Assert.Equal([2, 3], Triggered(BookSide.Buy, 109));
        Assert.Equal([1], Triggered(BookSide.Buy, 110));
        Assert.Equal(0, _stops.Count);
    }

    [Fact]
    public void Sells_wait_for_a_fall_and_trigger_from_the_highest()
    {
        _stops.Add(BookSide.Sell, 90, 1);
        _stops.Add(BookSide.Sell, 95, 2);
        Assert.Empty(Triggered(BookSide.Sell, 96));
        Assert.Empty(Triggered(BookSide.Buy, 200));
        Assert.Equal([2, 1], Triggered(BookSide.Sell, 80));
    }

    [Fact]
    public void A_cancelled_stop_does_not_trigger()
    {
        var handle = _stops.Add(BookSide.Sell, 90, 1);
        _stops.Cancel(handle);
        Assert.Empty(Triggered(BookSide.Sell, 1));
    }

    [Fact]
    public void A_full_store_refuses()
    {
        for (var i = 0; i < 100; i++) Assert.NotEqual(Book.None, _stops.Add(BookSide.Buy, i, i));
        Assert.Equal(Book.None, _stops.Add(BookSide.Buy, 1, 1));
    }

    private List<int> Triggered(BookSide side, long price)
    {
        var users = new List<int>();
        while (_stops.TryTrigger(side, price, out var user)) users.Add(user);
        return users;
    }
}
