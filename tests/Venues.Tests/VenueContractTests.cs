using Gateway.Messages;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests;

/// <summary>What the gateway relies on whatever protocol an exchange speaks; each adapter runs the same tests.</summary>
public abstract class VenueContractTests
{
    private protected abstract Task<Floor> StartFloorAsync();

    [Fact]
    public async Task An_order_rests_fills_in_parts_and_is_done()
    {
        await using var floor = await StartFloorAsync();
        await floor.RestAsync(1, "50000.07", "0.5");
        floor.AddLiquidity(Side.Sell, "49000", "0.2");
        floor.AddLiquidity(Side.Sell, "49000", "0.3");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill);
        var reports = floor.Inbox.Of(1);
        Assert.Equal((Price.Parse("50000.07"), Quantity.Parse("0.2")), (reports[1].LastPrice, reports[1].LastQuantity));
        Assert.Equal((Quantity.Parse("0.5"), Liquidity.Maker), (reports[2].CumQuantity, reports[2].Liquidity));
        Assert.NotEqual(reports[1].VenueExecId, reports[2].VenueExecId);
        Assert.Equal(reports[0].VenueOrderId, reports[2].VenueOrderId);
        Assert.Equal(("USDT", Money.Parse("5.000007")), (reports[1].FeeAsset.ToString(), reports[1].Fee)); // 0.2 x 50000.07 x 0.0005
    }

    [Fact]
    public async Task An_immediate_order_takes_and_the_rest_expires()
    {
        await using var floor = await StartFloorAsync();
        floor.AddLiquidity(Side.Sell, "50000", "0.1");
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1", TimeInForce.ImmediateOrCancel));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Expired);
        Assert.Equal(Liquidity.Taker, floor.Inbox.Of(1)[1].Liquidity);
        Assert.Equal(Quantity.Parse("0.1"), floor.Inbox.Of(1)[2].CumQuantity);
    }

    [Fact]
    public async Task Decimals_arrive_to_the_last_place()
    {
        await using var floor = await StartFloorAsync();
        await floor.RestAsync(1, "50000.07", "123456.00001");
        floor.AddLiquidity(Side.Sell, "50000.07", "98765.43219");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
        var fill = floor.Inbox.Of(1)[1];
        Assert.Equal((5_000_007_000_000, 9_876_543_219_000, 12_345_600_001_000), (fill.LastPrice.Raw, fill.LastQuantity.Raw, fill.OrderQuantity.Raw));
    }

    [Theory]
    [InlineData("50000.001", "1", "PRICE_FILTER")]
    [InlineData("50000", "0.000001", "LOT_SIZE")]
    [InlineData("50000", "0.0001", "NOTIONAL")]
    public async Task The_venue_refuses_what_breaks_its_filters(string price, string quantity, string filter)
    {
        await using var floor = await StartFloorAsync();
        floor.Submit(Orders.New(1, Side.Buy, price, quantity));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Rejected);
        Assert.EndsWith($"Filter failure: {filter}", floor.Inbox.Of(1)[0].Text.ToString());
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_refused()
    {
        await using var floor = await StartFloorAsync();
        floor.AddLiquidity(Side.Sell, "50000", "1");
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1", flags: OrderFlags.PostOnly));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Rejected);
    }

    [Fact]
    public async Task A_cancel_may_follow_its_order_at_once_and_is_told_with_its_own_revision()
    {
        await using var floor = await StartFloorAsync();
        var order = Orders.New(1, Side.Buy, "50000", "1");
        floor.Submit(in order);
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Canceled);
        Assert.Equal(1, floor.Inbox.Of(1)[1].Revision);
    }

    [Fact]
    public async Task An_order_that_never_arrived_is_found_missing_and_not_sent_again()
    {
        await using var floor = await StartFloorAsync();
        floor.Faults.LoseRequests = 1;
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Unknown, VenueReportType.NotFound);
        Assert.Empty(floor.Exchange.Orders(floor.Member, _ => true));
    }

    [Fact]
    public async Task A_cancel_that_never_arrived_leaves_the_order_standing()
    {
        await using var floor = await StartFloorAsync();
        var order = await floor.RestAsync(1);
        floor.Faults.LoseRequests = 1;
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Unknown, VenueReportType.RequestRejected);
        floor.AddLiquidity(Side.Sell, "50000", "1");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Unknown, VenueReportType.RequestRejected, VenueReportType.Fill);
    }

    [Fact]
    public async Task A_repeated_report_is_told_once()
    {
        await using var floor = await StartFloorAsync();
        await floor.RestAsync(1);
        floor.Faults.DuplicateFrames = 2;
        floor.AddLiquidity(Side.Sell, "50000", "0.4");
        floor.AddLiquidity(Side.Sell, "50000", "0.1");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill);
        await Task.Delay(250); // Polls pass; nothing may follow.
        Assert.Equal(3, floor.Inbox.Of(1).Length);
    }

    [Fact]
    public async Task What_the_gateway_has_no_room_for_is_kept_in_order()
    {
        await using var floor = await StartFloorAsync();
        await floor.RestAsync(1, quantity: "10");
        floor.Inbox.IsFull = true;
        for (var i = 0; i < 8; i++) floor.AddLiquidity(Side.Sell, "50000", "1");
        await Eventually.TrueAsync(() => floor.Inbox.Refused > 0, () => "nothing was to be said");
        floor.Inbox.IsFull = false;
        await Eventually.TrueAsync(() => floor.Inbox.Of(1).Length == 9, () => $"{floor.Inbox.Of(1).Length} of 9");
        Assert.Equal(Enumerable.Range(1, 8).Select(i => i * FixedPoint.One), floor.Inbox.Of(1)[1..].Select(report => report.CumQuantity.Raw));
    }

    [Fact]
    public async Task Quotes_come_from_the_best_prices_and_are_withdrawn_with_the_connection()
    {
        await using var floor = await StartFloorAsync();
        floor.AddLiquidity(Side.Buy, "49999.5", "2");
        floor.AddLiquidity(Side.Sell, "50000.5", "3");
        await Eventually.TrueAsync(() => floor.Inbox.Quotes.Any(quote => quote.AskQuantity == Quantity.Parse("3")), () => "no quote");
        var quote = floor.Inbox.Quotes[^1];
        Assert.Equal(Floor.Symbol, quote.Symbol.ToString());
        Assert.Equal((Price.Parse("49999.5"), Quantity.Parse("2"), Price.Parse("50000.5")), (quote.BidPrice, quote.BidQuantity, quote.AskPrice));
        floor.Faults.Unavailable = true;
        floor.Disconnect();
        await Eventually.TrueAsync(() => floor.Inbox.Quotes[^1].BidPrice == default, () => "quote not withdrawn");
    }
}
