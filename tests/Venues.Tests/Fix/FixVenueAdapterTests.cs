using Gateway.Messages;
using Gateway.Venues.Fix;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests.Fix;

public sealed class FixVenueAdapterTests
{
    [Fact]
    public async Task An_order_rests_fills_in_parts_and_is_done()
    {
        await using var floor = await FixFloor.StartAsync();
        await floor.RestAsync(1, "3000.07", "0.5");
        floor.AddLiquidity(Side.Sell, "2900", "0.2");
        floor.AddLiquidity(Side.Sell, "2900", "0.3");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill);
        var reports = floor.Inbox.Of(1);
        Assert.Equal(Price.Parse("3000.07"), reports[1].LastPrice);
        Assert.Equal(Quantity.Parse("0.2"), reports[1].LastQuantity);
        Assert.Equal(Quantity.Parse("0.5"), reports[2].CumQuantity);
        Assert.Equal(Liquidity.Maker, reports[2].Liquidity);
        Assert.Equal("USDT", reports[1].FeeAsset.ToString());
        Assert.Equal(Money.Parse("0.300007"), reports[1].Fee);
        Assert.NotEqual(reports[1].VenueExecId, reports[2].VenueExecId);
    }

    [Fact]
    public async Task An_immediate_order_takes_and_the_rest_expires()
    {
        await using var floor = await FixFloor.StartAsync();
        floor.AddLiquidity(Side.Sell, "3000", "0.1");
        floor.Submit(FixFloor.New(1, timeInForce: TimeInForce.ImmediateOrCancel));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Expired);
        Assert.Equal(Liquidity.Taker, floor.Inbox.Of(1)[1].Liquidity);
        Assert.Equal(Quantity.Parse("0.1"), floor.Inbox.Of(1)[2].CumQuantity);
    }

    [Fact]
    public async Task The_venue_refuses_what_breaks_its_filters()
    {
        await using var floor = await FixFloor.StartAsync();
        floor.Submit(FixFloor.New(1, price: "3000.001"));
        floor.AddLiquidity(Side.Sell, "3000", "1");
        floor.Submit(FixFloor.New(2, flags: OrderFlags.PostOnly));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Rejected);
        await floor.Inbox.ExpectAsync(2, VenueReportType.Rejected);
        Assert.Equal("Filter failure: PRICE_FILTER", floor.Inbox.Of(1)[0].Text.ToString());
    }

    [Fact]
    public async Task A_business_reject_is_a_definitive_refusal()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Faults.Throttle = 2;
        floor.Submit(FixFloor.New(2));
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(2, VenueReportType.Rejected);
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.RequestRejected);
        Assert.Equal("throttled", floor.Inbox.Of(2)[0].Text.ToString());
    }

    [Fact]
    public async Task A_cancel_may_follow_its_order_at_once()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = FixFloor.New(1);
        floor.Submit(in order);
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Canceled);
        Assert.Equal(1, floor.Inbox.Of(1)[1].Revision);
    }

    [Fact]
    public async Task A_cancel_that_loses_against_a_fill_is_refused()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Faults.AnswerDelayMillis = 200; // The fill is on its way when the cancel is sent.
        floor.AddLiquidity(Side.Sell, "3000", "1");
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.RequestRejected);
        Assert.StartsWith("too late", floor.Inbox.Of(1)[2].Text.ToString());
    }

    [Fact]
    public async Task A_replace_changes_the_order_in_place()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.AddLiquidity(Side.Sell, "3000", "0.4");
        floor.Submit(Orders.Replace(in order, 1, "3010", "1.5"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Replaced);
        floor.AddLiquidity(Side.Sell, "3000", "5");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Replaced, VenueReportType.Fill);
        var reports = floor.Inbox.Of(1);
        Assert.Equal((Quantity.Parse("1.5"), Price.Parse("3010"), 1), (reports[2].OrderQuantity, reports[2].LastPrice, reports[2].Revision));
        Assert.Equal((Quantity.Parse("1.1"), Quantity.Parse("1.5")), (reports[3].LastQuantity, reports[3].CumQuantity));
        floor.Submit(Orders.Replace(in order, 2, "3010", "2", original: 1));
        await Eventually.TrueAsync(() => floor.Inbox.TypesOf(1)[^1] == VenueReportType.RequestRejected, () => "replace of a done order");
    }

    [Fact]
    public async Task A_replace_below_what_is_filled_is_refused_and_the_order_stands()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.AddLiquidity(Side.Sell, "3000", "0.4");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
        floor.Submit(Orders.Replace(in order, 1, "3000", "0.3"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.RequestRejected);
    }

    [Fact]
    public async Task What_was_missed_is_resent_after_a_disconnect()
    {
        await using var floor = await FixFloor.StartAsync();
        await floor.RestAsync(1);
        floor.Faults.Unavailable = true;
        floor.Face.Disconnect();
        await floor.StateAsync(VenueState.Down);
        floor.Submit(FixFloor.New(2));
        await floor.Inbox.ExpectAsync(2, VenueReportType.Rejected);
        floor.AddLiquidity(Side.Sell, "3000", "0.4");
        floor.AddLiquidity(Side.Sell, "3000", "0.6");
        floor.Faults.Unavailable = false;
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill);
        await floor.StateAsync(VenueState.Up);
        Assert.All(floor.Inbox.Of(1)[1..], fill => Assert.True(fill.PossibleDuplicate));
        Assert.Equal(Quantity.Parse("1"), floor.Inbox.Of(1)[2].CumQuantity);
        Assert.Equal([VenueState.Up, VenueState.Down, VenueState.Up], floor.Inbox.States.Select(change => change.State));
        Assert.StartsWith("session ended: ", floor.Inbox.States[1].Cause.ToString());
    }

    [Fact]
    public async Task An_order_whose_answer_was_cut_off_is_open_until_the_resend()
    {
        await using var floor = await FixFloor.StartAsync();
        floor.AddLiquidity(Side.Sell, "3000", "0.4");
        floor.Faults.LoseAnswers = 1;
        floor.Submit(FixFloor.New(1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Unknown, VenueReportType.Accepted, VenueReportType.Fill);
        Assert.Equal("disconnected", floor.Inbox.Of(1)[0].Text.ToString());
    }

    [Fact]
    public async Task An_order_that_never_arrived_is_found_missing_and_not_sent_again()
    {
        await using var floor = await FixFloor.StartAsync();
        floor.Faults.LoseRequests = 1;
        floor.Submit(FixFloor.New(1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Unknown, VenueReportType.NotFound);
        Assert.Empty(floor.Exchange.Orders("GATEWAY", _ => true));
    }

    [Fact]
    public async Task A_cancel_that_never_arrived_leaves_the_order_standing()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Faults.LoseRequests = 1;
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Unknown, VenueReportType.RequestRejected);
    }

    [Fact]
    public async Task A_report_that_never_comes_is_asked_for()
    {
        await using var floor = await FixFloor.StartAsync(options => options with { AnswerTimeout = TimeSpan.FromMilliseconds(200) });
        floor.AddLiquidity(Side.Sell, "3000", "0.4");
        floor.Faults.DropFrames = 2; // The acknowledgement and the fill.
        floor.Submit(FixFloor.New(1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Unknown, VenueReportType.Accepted, VenueReportType.Fill);
        Assert.Equal((Quantity.Parse("0.4"), Price.Parse("3000")), (floor.Inbox.Of(1)[2].LastQuantity, floor.Inbox.Of(1)[2].LastPrice));
    }

    [Fact]
    public async Task A_query_after_a_restart_tells_state_fills_and_what_was_not_carried_out()
    {
        var exchange = FixFloor.Floor();
        exchange.Place("GATEWAY", new(FixFloor.Symbol, "GT1-7-0", Side.Buy, OrderType.Limit, TimeInForce.GoodTillCancel, false, 300_000_000_000, FixedPoint.One));
        exchange.AddLiquidity(FixFloor.Symbol, Side.Sell, Price.Parse("3000"), Quantity.Parse("0.4"));
        await using var floor = await FixFloor.StartAsync(exchange: exchange);
        floor.Submit(Orders.Query(FixFloor.New(7), revision: 1)); // A cancel that never left.
        await floor.Inbox.ExpectAsync(7, VenueReportType.Accepted, VenueReportType.Fill);
        Assert.Equal(1, floor.Inbox.Of(7)[0].Revision);
        Assert.Equal((Quantity.Parse("0.4"), Price.Parse("3000")), (floor.Inbox.Of(7)[1].LastQuantity, floor.Inbox.Of(7)[1].LastPrice));
        floor.Submit(Orders.Query(FixFloor.New(8)));
        await floor.Inbox.ExpectAsync(8, VenueReportType.NotFound);
        floor.Submit(Orders.Cancel(FixFloor.New(7), 2));
        await floor.Inbox.ExpectAsync(7, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Canceled);
    }

    [Fact]
    public async Task A_restarted_adapter_goes_on_with_its_numbers_and_hears_what_it_missed()
    {
        var directory = Directory.CreateTempSubdirectory("venue");
        try
        {
            FixVenueOptions? used = null;
            await using var floor = await FixFloor.StartAsync(options => used = options, directory: directory.FullName);
            var order = await floor.RestAsync(1);
            floor.AddLiquidity(Side.Sell, "3000", "0.1");
            await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
            await floor.Adapter.StopAsync(CancellationToken.None);
            floor.AddLiquidity(Side.Sell, "3000", "0.2"); // While nobody listens.
            var (adapter, inbox) = await floor.RestartAdapterAsync(used!);
            await using var _ = adapter;
            adapter.Submit(Orders.Query(in order));
            await Eventually.TrueAsync(() => inbox.TypesOf(1).Count(type => type == VenueReportType.Fill) == 2, () => "fills missing");
            var fills = inbox.Of(1).Where(report => report.Type == VenueReportType.Fill).ToArray();
            Assert.Equal(floor.Inbox.Of(1)[1].VenueExecId, fills[0].VenueExecId); // Told again under the id it was told under before.
            Assert.Equal(["0.1", "0.2"], fills.Select(fill => fill.LastQuantity.ToString()));
            Assert.All(fills, fill => Assert.True(fill.PossibleDuplicate));
            Assert.Equal(VenueState.Up, adapter.State);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_repeated_report_is_told_once()
    {
        await using var floor = await FixFloor.StartAsync();
        await floor.RestAsync(1);
        floor.Faults.DuplicateFrames = 1;
        floor.AddLiquidity(Side.Sell, "3000", "0.4");
        floor.AddLiquidity(Side.Sell, "3000", "0.6");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill);
    }

    [Fact]
    public async Task What_the_gateway_has_no_room_for_stays_in_the_socket_in_order()
    {
        await using var floor = await FixFloor.StartAsync();
        await floor.RestAsync(1, quantity: "10");
        floor.Inbox.IsFull = true;
        for (var i = 0; i < 8; i++) floor.AddLiquidity(Side.Sell, "3000", "1");
        await Task.Delay(100);
        floor.Inbox.IsFull = false;
        await Eventually.TrueAsync(() => floor.Inbox.Of(1).Length == 9, () => $"{floor.Inbox.Of(1).Length} of 9");
        Assert.Equal(Enumerable.Range(1, 8).Select(i => i * FixedPoint.One), floor.Inbox.Of(1)[1..].Select(report => report.CumQuantity.Raw));
    }

    [Fact]
    public async Task Quotes_come_and_are_withdrawn_with_the_session()
    {
        await using var floor = await FixFloor.StartAsync();
        floor.AddLiquidity(Side.Buy, "2999.5", "2");
        floor.AddLiquidity(Side.Sell, "3000.5", "3");
        await Eventually.TrueAsync(() => floor.Inbox.Quotes.Any(quote => quote.AskQuantity == Quantity.Parse("3")), () => "no quote");
        Assert.Equal(Price.Parse("2999.5"), floor.Inbox.Quotes[^1].BidPrice);
        floor.Faults.Unavailable = true;
        floor.Face.Disconnect();
        await Eventually.TrueAsync(() => floor.Inbox.Quotes[^1].BidPrice == default, () => "quote not withdrawn");
    }

    [Fact]
    public async Task A_start_without_the_venue_is_down_and_goes_on_trying()
    {
        await using var floor = await FixFloor.StartAsync(options => options with
        {
            Address = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 1), StartTimeout = TimeSpan.FromMilliseconds(50),
        });
        Assert.Equal(VenueState.Down, floor.Adapter.State);
        Assert.Equal("no Logon yet", Assert.Single(floor.Inbox.States).Cause.ToString());
    }
}
