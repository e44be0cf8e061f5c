using Gateway.Messages;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests.Rest;

public sealed class RestVenueAdapterTests : VenueContractTests
{
    private protected override async Task<Floor> StartFloorAsync() => await RestFloor.StartAsync();

    [Fact]
    public async Task A_market_order_takes_what_there_is_and_the_rest_expires()
    {
        await using var floor = await RestFloor.StartAsync();
        floor.AddLiquidity(Side.Sell, "50000", "0.1");
        floor.AddLiquidity(Side.Sell, "50001.55", "0.2");
        floor.Submit(Orders.New(1, Side.Buy, "0", "0.5", type: OrderType.Market));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill, VenueReportType.Expired);
        var reports = floor.Inbox.Of(1);
        Assert.Equal(Price.Parse("50001.55"), reports[2].LastPrice);
        Assert.Equal(Liquidity.Taker, reports[2].Liquidity);
        Assert.Equal(Quantity.Parse("0.3"), reports[3].CumQuantity);
    }

    [Fact]
    public async Task An_order_the_dialect_has_no_words_for_is_refused_here()
    {
        await using var floor = await RestFloor.StartAsync();
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1", type: OrderType.Stop));
        floor.Submit(Orders.New(2, Side.Buy, "50000", "1", timeInForce: TimeInForce.GoodTillDate));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Rejected);
        await floor.Inbox.ExpectAsync(2, VenueReportType.Rejected);
        Assert.Equal("order type not offered", floor.Inbox.Of(1)[0].Text.ToString());
    }

    [Fact]
    public async Task A_cancel_that_loses_against_a_fill_is_refused_after_the_fill()
    {
        await using var floor = await RestFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Faults.DropFrames = 1; // The adapter does not hear of the fill before it asks.
        floor.AddLiquidity(Side.Sell, "50000", "1");
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.RequestRejected);
        Assert.Equal("too late: FILLED", floor.Inbox.Of(1)[2].Text.ToString());
    }

    [Fact]
    public async Task A_replace_keeps_what_was_filled_and_never_overfills()
    {
        await using var floor = await RestFloor.StartAsync();
        var order = await floor.RestAsync(1, "50000", "1");
        floor.Faults.DropFrames = 1;
        floor.AddLiquidity(Side.Sell, "50000", "0.4"); // Unseen by the adapter when it replaces.
        floor.Submit(Orders.Replace(in order, 1, "50010", "1.5"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Replaced);
        floor.AddLiquidity(Side.Sell, "50000", "5");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Replaced, VenueReportType.Fill);
        var reports = floor.Inbox.Of(1);
        Assert.Equal(Quantity.Parse("1.5"), reports[2].OrderQuantity);
        Assert.Equal(1, reports[2].Revision);
        Assert.Equal(Quantity.Parse("1.1"), reports[3].LastQuantity);
        Assert.Equal(Quantity.Parse("1.5"), reports[3].CumQuantity);
        Assert.Equal(Price.Parse("50010"), reports[3].LastPrice);
    }

    [Fact]
    public async Task A_replacement_that_is_refused_leaves_the_order_cancelled()
    {
        await using var floor = await RestFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Submit(Orders.Replace(in order, 1, "50000.001", "1"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Canceled);
        Assert.StartsWith("replacement refused: -1013", floor.Inbox.Of(1)[1].Text.ToString());
    }

    [Fact]
    public async Task An_order_that_is_sent_twice_is_placed_once()
    {
        await using var floor = await RestFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Submit(in order);
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Accepted);
        Assert.True(floor.Inbox.Of(1)[1].PossibleDuplicate);
        Assert.Single(floor.Exchange.Orders(RestFloor.MemberName, _ => true));
    }

}
