using Gateway.Messages;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests.Rest;

public sealed class RestVenueAdapterTests
{
    [Fact]
    public async Task An_order_rests_fills_in_parts_and_is_done()
    {
        await using var floor = await RestFloor.StartAsync();
        await floor.RestAsync(1, "50000.01", "0.5");
        floor.AddLiquidity(Side.Sell, "49000", "0.2");
        floor.AddLiquidity(Side.Sell, "49000", "0.3");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill);
        var reports = floor.Inbox.Of(1);
        Assert.Equal(Price.Parse("50000.01"), reports[1].LastPrice);
        Assert.Equal(Quantity.Parse("0.2"), reports[1].LastQuantity);
        Assert.Equal(Quantity.Parse("0.5"), reports[2].CumQuantity);
        Assert.Equal(Liquidity.Maker, reports[2].Liquidity);
        Assert.NotEqual(reports[1].VenueExecId, reports[2].VenueExecId);
        Assert.Equal(reports[0].VenueOrderId, reports[2].VenueOrderId);
        Assert.Equal("USDT", reports[1].FeeAsset.ToString());
        Assert.Equal(Money.Parse("5.000001"), reports[1].Fee); // 0.2 x 50000.01 x 0.0005
    }

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
    public async Task Decimals_arrive_to_the_last_place()
    {
        await using var floor = await RestFloor.StartAsync();
        await floor.RestAsync(1, "50000.07", "123456.00001");
        floor.AddLiquidity(Side.Sell, "50000.07", "98765.43219");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
        var fill = floor.Inbox.Of(1)[1];
        Assert.Equal(5_000_007_000_000, fill.LastPrice.Raw);
        Assert.Equal(9_876_543_219_000, fill.LastQuantity.Raw);
        Assert.Equal(12_345_600_001_000, fill.OrderQuantity.Raw);
    }

    [Theory]
    [InlineData("50000.001", "1", "-1013 Filter failure: PRICE_FILTER")]
    [InlineData("50000", "0.000001", "-1013 Filter failure: LOT_SIZE")]
    [InlineData("50000", "0.0001", "-1013 Filter failure: NOTIONAL")]
    public async Task The_venue_refuses_what_breaks_its_filters(string price, string quantity, string text)
    {
        await using var floor = await RestFloor.StartAsync();
        floor.Submit(Orders.New(1, Side.Buy, price, quantity));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Rejected);
        Assert.Equal(text, floor.Inbox.Of(1)[0].Text.ToString());
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_refused()
    {
        await using var floor = await RestFloor.StartAsync();
        floor.AddLiquidity(Side.Sell, "50000", "1");
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1", flags: OrderFlags.PostOnly));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Rejected);
        Assert.StartsWith("-2010", floor.Inbox.Of(1)[0].Text.ToString());
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
    public async Task A_cancel_is_told_with_its_own_revision()
    {
        await using var floor = await RestFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Canceled);
        Assert.Equal(1, floor.Inbox.Of(1)[1].Revision);
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
        Assert.Single(floor.Exchange.Orders(RestFloor.Member, _ => true));
    }

    [Fact]
    public async Task Quotes_come_from_the_best_prices_and_are_withdrawn_with_the_stream()
    {
        await using var floor = await RestFloor.StartAsync();
        floor.AddLiquidity(Side.Buy, "49999.5", "2");
        floor.AddLiquidity(Side.Sell, "50000.5", "3");
        await Eventually.TrueAsync(() => floor.Inbox.Quotes.Any(quote => quote.AskQuantity == Quantity.Parse("3")), () => "no quote");
        var quote = floor.Inbox.Quotes[^1];
        Assert.Equal("BTCUSDT", quote.Symbol.ToString());
        Assert.Equal(Price.Parse("49999.5"), quote.BidPrice);
        Assert.Equal(Quantity.Parse("2"), quote.BidQuantity);
        Assert.Equal(Price.Parse("50000.5"), quote.AskPrice);
        floor.Faults.Unavailable = true;
        floor.Face.DisconnectStreams();
        await Eventually.TrueAsync(() => floor.Inbox.Quotes[^1].BidPrice == default, () => "quote not withdrawn");
    }
}
