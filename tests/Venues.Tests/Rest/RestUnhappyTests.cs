using Gateway.Messages;
using Gateway.Venues.Rest;
using Gateway.Venues.Simulated;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests.Rest;

/// <summary>What goes wrong between us and an exchange, and that nothing is lost, doubled or invented by it.</summary>
public sealed class RestUnhappyTests
{
    [Fact]
    public async Task A_lost_answer_leaves_the_outcome_open_until_the_query_finds_the_order()
    {
        await using var floor = await RestFloor.StartAsync();
        floor.Faults.LoseAnswers = 1;
        floor.Faults.DropFrames = 1;
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Unknown, VenueReportType.Accepted);
        Assert.Equal("HTTP 504", floor.Inbox.Of(1)[0].Text.ToString());
        Assert.Single(floor.Exchange.Orders(RestFloor.MemberName, _ => true));
    }

    [Fact]
    public async Task The_stream_settles_an_open_outcome_without_any_query()
    {
        await using var floor = await RestFloor.StartAsync(options => options with { BackOff = TimeSpan.FromHours(1), BackOffMax = TimeSpan.FromHours(1) });
        floor.AddLiquidity(Side.Sell, "50000", "1");
        floor.Faults.LoseAnswers = 1;
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1"));
        await Eventually.TrueAsync(() => floor.Inbox.TypesOf(1).Contains(VenueReportType.Fill), () => "no fill");
        // The frames may even be faster than the answer that proves nothing; then nothing was ever open.
        Assert.Equal([VenueReportType.Accepted, VenueReportType.Fill], floor.Inbox.TypesOf(1).Where(type => type != VenueReportType.Unknown));
    }

    [Fact]
    public async Task A_query_side_that_lags_does_not_make_an_order_missing()
    {
        await using var floor = await RestFloor.StartAsync();
        floor.Faults.LoseAnswers = 1;
        floor.Faults.DropFrames = 1;
        floor.Faults.HideOrders = 40; // Longer than window and margin: only the lists of orders show it.
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1"));
        await Eventually.TrueAsync(() => floor.Faults.HideOrders == 0, () => "queries stopped");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Unknown, VenueReportType.Accepted);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_proves_nothing()
    {
        await using var floor = await RestFloor.StartAsync(options => options with { AnswerTimeout = TimeSpan.FromMilliseconds(500) });
        floor.Faults.AnswerDelayMillis = Patience.Millis;
        floor.Faults.DropFrames = 1;
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Unknown, VenueReportType.Accepted);
    }

    [Fact]
    public async Task A_cancel_whose_answer_is_lost_is_told_when_it_is_certain()
    {
        await using var floor = await RestFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Faults.LoseAnswers = 1;
        floor.Faults.DropFrames = 1;
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Unknown, VenueReportType.Canceled);
    }

    [Fact]
    public async Task A_replacement_whose_answer_is_lost_is_found()
    {
        await using var floor = await RestFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Exchange.Executed += execution => // Of the cancel and the new order only the second is lost.
        {
            if (execution.Status == OrdStatus.Canceled) floor.Faults.DropFrames = 1;
            else floor.Faults.LoseAnswers = 1;
        };
        floor.Submit(Orders.Replace(in order, 1, "50010", "2"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Unknown, VenueReportType.Replaced);
        Assert.Equal(Quantity.Parse("2"), floor.Inbox.Of(1)[2].OrderQuantity);
    }

    [Fact]
    public async Task A_dropped_frame_is_healed_by_the_poll()
    {
        await using var floor = await RestFloor.StartAsync();
        await floor.RestAsync(1);
        floor.Faults.DropFrames = 1;
        floor.AddLiquidity(Side.Sell, "50000", "0.4");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
        Assert.Equal(Quantity.Parse("0.4"), floor.Inbox.Of(1)[1].CumQuantity);
    }

    [Fact]
    public async Task A_gap_in_the_totals_is_healed_at_once_and_the_end_waits_for_the_fills()
    {
        await using var floor = await RestFloor.StartAsync(options => options with { PollInterval = TimeSpan.FromHours(1) });
        await floor.RestAsync(1);
        floor.Faults.DropFrames = 1;
        floor.AddLiquidity(Side.Sell, "50000", "0.4");
        floor.AddLiquidity(Side.Sell, "50000", "0.6");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill);
        Assert.Equal(Quantity.Parse("1"), floor.Inbox.Of(1)[2].CumQuantity);
    }

    [Fact]
    public async Task After_a_disconnect_the_gap_is_healed_and_the_venue_is_up_again()
    {
        await using var floor = await RestFloor.StartAsync(options => options with { PollInterval = TimeSpan.FromHours(1) });
        await floor.RestAsync(1);
        floor.Faults.Unavailable = true;
        floor.Face.DisconnectStreams();
        await Eventually.TrueAsync(() => floor.Adapter.State == VenueState.Down, () => "not down");
        floor.Submit(Orders.New(2, Side.Buy, "50000", "1"));
        await floor.Inbox.ExpectAsync(2, VenueReportType.Rejected);
        floor.AddLiquidity(Side.Sell, "50000", "1");
        floor.Faults.Unavailable = false;
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
        await Eventually.TrueAsync(() => floor.Adapter.State == VenueState.Up, () => "not up");
        Assert.Equal([VenueState.Up, VenueState.Degraded, VenueState.Down, VenueState.Up], floor.Inbox.States.Select(change => change.State));
        Assert.StartsWith("user stream: ", floor.Inbox.States[1].Cause.ToString());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(418)]
    public async Task An_exchange_that_wants_to_be_left_alone_gets_no_orders_until_its_time_is_over(int status)
    {
        await using var floor = await RestFloor.StartAsync();
        floor.Faults.RetryAfterSeconds = 2;
        var order = 0;
        do
        {
            var states = floor.Inbox.States.Length;
            if (status == 429) floor.Faults.Throttle = 1;
            else floor.Faults.Bans = 1;
            await Eventually.TrueAsync(() => floor.Inbox.States.Length > states, () => "not degraded"); // The poll ran into it.
            Assert.Equal((VenueState.Degraded, "rate limit: to be left alone for 2 s"), (floor.Inbox.States[states].State, floor.Inbox.States[states].Cause.ToString()));
            floor.Submit(Orders.New(++order, Side.Buy, "50000", "1"));
            await Eventually.TrueAsync(() => floor.Inbox.Of(order).Length > 0, () => "no answer");
            await Eventually.TrueAsync(() => floor.Adapter.State == VenueState.Up, () => "not up again");
        }
        while (floor.Inbox.Of(order)[0].Type == VenueReportType.Accepted && order < 10); // On a slow machine its time was over.
        Assert.Equal([VenueReportType.Rejected], floor.Inbox.TypesOf(order));
        Assert.Equal("venue degraded", floor.Inbox.Of(order)[0].Text.ToString());
        await floor.RestAsync(order + 1);
    }

    [Fact]
    public async Task An_order_that_meets_429_is_refused_for_good()
    {
        await using var floor = await RestFloor.StartAsync(options => options with { PollInterval = TimeSpan.FromHours(1) });
        floor.Faults.Throttle = 1;
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Rejected);
        Assert.Equal("-1003 Too many requests.", floor.Inbox.Of(1)[0].Text.ToString());
    }

    [Fact]
    public async Task A_clock_that_is_off_is_learnt_from_the_venue()
    {
        var exchange = Floor.NewExchange();
        await using var floor = await RestFloor.StartAsync(exchange, options => options);
        foreach (var skew in new[] { 600_000, -600_000 })
        {
            floor.Faults.ClockSkewMillis = skew;
            await floor.RestAsync(skew > 0 ? 1 : 2); // Refused for its time (-1021), and sent again with the exchange's.
        }

        Assert.Equal(2, exchange.Orders(floor.Member, _ => true).Count);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_answers_every_request()
    {
        await using var floor = await RestFloor.StartAsync(options => options with { QueueCapacity = 4 });
        floor.Inbox.IsFull = true;
        floor.Face.DisconnectStreams(); // Makes a report that finds no room: the adapter takes on nothing new.
        await Eventually.TrueAsync(() => floor.Inbox.Refused > 0, () => "nothing was to be said");
        for (var id = 1; id <= 20; id++) floor.Submit(Orders.New(id, Side.Buy, "50000", "1"));
        floor.Inbox.IsFull = false;
        await Eventually.TrueAsync(() => Enumerable.Range(1, 20).All(id => floor.Inbox.Of(id).Length == 1), () => "not all answered");
        Assert.Equal(16, floor.Inbox.Reports.Count(report => report.Type == VenueReportType.Rejected && report.Text.ToString() == "queue full"));
    }

    [Fact]
    public async Task A_restarted_gateway_learns_all_that_happened_from_queries()
    {
        using var directory = new TemporaryDirectory();
        Outbound resting, replaced, lost;
        await using (var before = await RestFloor.StartAsync(Floor.NewExchange(directory.Path)))
        {
            resting = await before.RestAsync(1);
            replaced = await before.RestAsync(2, "49000");
            lost = Orders.New(3, Side.Buy, "50000", "1"); // Journaled, never sent.
            before.AddLiquidity(Side.Sell, "50000", "0.25");
            before.Submit(Orders.Replace(in replaced, 1, "49001", "2"));
            await before.Inbox.ExpectAsync(2, VenueReportType.Accepted, VenueReportType.Replaced);
            await before.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
        }

        var exchange = Floor.NewExchange(directory.Path);
        exchange.AddLiquidity("BTCUSDT", Side.Sell, Price.Parse("50000"), Quantity.Parse("0.5")); // While nobody listens.
        await using var after = await RestFloor.StartAsync(exchange);
        after.Submit(Orders.Query(in resting));
        after.Submit(Orders.Query(in replaced, revision: 1));
        after.Submit(Orders.Query(in lost));
        await after.Inbox.ExpectAsync(3, VenueReportType.NotFound);
        await Eventually.TrueAsync(() => after.Inbox.TypesOf(1).Count(type => type == VenueReportType.Fill) == 2, () => "fills missing");
        var fills = after.Inbox.Of(1).Where(report => report.Type == VenueReportType.Fill).ToArray();
        Assert.Equal(["0.25", "0.5"], fills.Select(fill => fill.LastQuantity.ToString()));
        Assert.All(fills, fill => Assert.True(fill.PossibleDuplicate));
        Assert.Contains(after.Inbox.Of(2), report => report.Revision == 1 && report.OrderQuantity == Quantity.Parse("2"));
        after.Submit(Orders.Cancel(in resting, 1));
        await Eventually.TrueAsync(() => after.Inbox.TypesOf(1)[^1] == VenueReportType.Canceled, () => "not cancelled");
    }

    [Fact]
    public async Task A_cancel_of_an_earlier_run_that_left_no_trace_is_told_as_not_carried_out()
    {
        var exchange = Floor.NewExchange();
        exchange.Place(RestFloor.MemberName, new("BTCUSDT", "GT1-7-0", Side.Buy, OrderType.Limit, TimeInForce.GoodTillCancel, false, 5_000_000_000_000, FixedPoint.One));
        await using var floor = await RestFloor.StartAsync(exchange, options => options with { PollInterval = TimeSpan.FromHours(1) });
        floor.Submit(Orders.Query(Orders.New(7, Side.Buy, "50000", "1"), revision: 1));
        await Eventually.TrueAsync(() => floor.Inbox.Of(7).Any(report => report.Revision == 1), () => "fate of revision 1 not told");
        Assert.All(floor.Inbox.TypesOf(7), type => Assert.Equal(VenueReportType.Accepted, type));
    }

    [Fact]
    public async Task An_order_that_this_run_does_not_know_is_taken_in_with_its_fills()
    {
        var exchange = Floor.NewExchange();
        exchange.Place(RestFloor.MemberName, new("BTCUSDT", "GT1-77-0", Side.Buy, OrderType.Limit, TimeInForce.GoodTillCancel, false, 5_000_000_000_000, FixedPoint.One));
        exchange.AddLiquidity("BTCUSDT", Side.Sell, Price.Parse("50000"), Quantity.Parse("0.5"));
        await using var floor = await RestFloor.StartAsync(exchange);
        await floor.Inbox.ExpectAsync(77, VenueReportType.Accepted, VenueReportType.Fill);
    }

    [Theory]
    [InlineData("0.1", "0.5", 1)] // Still open: taken in from the list of open orders.
    [InlineData("0.1", "0.5", 2)]
    [InlineData("0.1", "0.5", 4)]
    [InlineData("0.6", "1", 1)] // Done: known from the gateway's question only.
    [InlineData("0.6", "1", 2)]
    [InlineData("0.6", "1", 4)]
    public async Task A_replaced_order_whose_legs_the_query_side_hides_is_told_with_all_its_fills(string last, string total, int hidden)
    {
        var exchange = Floor.NewExchange();
        Place(exchange, revision: 0, "1");
        exchange.AddLiquidity("BTCUSDT", Side.Sell, Price.Parse("50000"), Quantity.Parse("0.4"));
        exchange.Cancel(RestFloor.MemberName, "BTCUSDT", "GT1-7-0", "GT1-7-1");
        Place(exchange, revision: 1, "0.6");
        exchange.AddLiquidity("BTCUSDT", Side.Sell, Price.Parse("50000"), Quantity.Parse(last));
        await using var floor = await RestFloor.StartAsync(exchange, options => options with { PollInterval = TimeSpan.FromHours(1) }, hideOrders: hidden);
        floor.Submit(Orders.Query(Orders.New(7, Side.Buy, "50000", "1"), revision: 1, original: 1));
        await Eventually.TrueAsync(() => floor.Inbox.TypesOf(7).Count(type => type == VenueReportType.Fill) == 2, () => $"fills missing: {string.Join(' ', floor.Inbox.TypesOf(7))}");
        var fills = floor.Inbox.Of(7).Where(report => report.Type == VenueReportType.Fill);
        Assert.Equal([Quantity.Parse("0.4"), Quantity.Parse(total)], fills.Select(fill => fill.CumQuantity));
        Assert.DoesNotContain(floor.Inbox.TypesOf(7), type => type is VenueReportType.NotFound or VenueReportType.Canceled);
    }

    static void Place(SimulatedExchange exchange, int revision, string quantity)
        => exchange.Place(RestFloor.MemberName, new("BTCUSDT", $"GT1-7-{revision}", Side.Buy, OrderType.Limit, TimeInForce.GoodTillCancel, false, 5_000_000_000_000, Quantity.Parse(quantity).Raw));
}
