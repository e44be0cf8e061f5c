using Gateway.Messages;
using Gateway.Venues.Rest;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests;

public sealed class SubmitTests
{
    static readonly object?[] Kept = new object?[1];

    [Fact]
    public async Task Submitting_allocates_nothing()
    {
        await using var adapter = new RestVenueAdapter(Unreachable(), new RecordingInbox());
        var order = Orders.Query(Orders.New(1, Side.Buy, "1", "1"));
        var submit = () => adapter.Submit(in order);
        for (var i = 0; i < 200; i++) submit();
        Assert.Equal(0, Garbage.Of(submit));
        Assert.NotEqual(0, Garbage.Of(() => Kept[0] = new object())); // The measurement can fail.
    }

    [Fact]
    public void A_queue_keeps_order_and_bound()
    {
        var queue = new SubmitQueue(3);
        for (var round = 0; round < 5; round++)
        {
            for (var id = 0; id < 4; id++) Assert.True(queue.TryAdd(new VenueOrder { OrderId = id }));
            Assert.False(queue.TryAdd(new VenueOrder { OrderId = 9 }));
            for (var id = 0; id < 4; id++)
            {
                Assert.True(queue.TryTake(out var order));
                Assert.Equal(id, order.OrderId);
            }

            Assert.False(queue.TryTake(out _));
        }
    }

    static RestVenueOptions Unreachable() => new()
    {
        Name = "REST", Venue = 1, ApiKey = "key", ApiSecret = "secret", Installation = "T1", Instruments = [],
        BaseAddress = new("http://127.0.0.1:1"), StreamAddress = new("ws://127.0.0.1:1"),
    };
}
