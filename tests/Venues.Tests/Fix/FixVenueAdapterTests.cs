using Gateway.Messages;
using Gateway.Venues.Fix;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests.Fix;

public sealed class FixVenueAdapterTests : VenueContractTests
{
    private protected override async Task<Floor> StartFloorAsync() => await FixFloor.StartAsync();

    [Fact]
    public async Task A_business_reject_is_a_definitive_refusal()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Faults.Throttle = 2;
        floor.Submit(Orders.New(2, Side.Buy, "50000", "1"));
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(2, VenueReportType.Rejected);
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.RequestRejected);
        Assert.Equal("throttled", floor.Inbox.Of(2)[0].Text.ToString());
    }

    [Fact]
    public async Task A_cancel_that_loses_against_a_fill_is_refused()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.Faults.AnswerDelayMillis = 1_000; // The fill is on its way when the cancel is sent.
        floor.AddLiquidity(Side.Sell, "50000", "1");
        floor.Submit(Orders.Cancel(in order, 1));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.RequestRejected);
        Assert.StartsWith("too late", floor.Inbox.Of(1)[2].Text.ToString());
    }

    [Fact]
    public async Task A_replace_changes_the_order_in_place()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.AddLiquidity(Side.Sell, "50000", "0.4");
        floor.Submit(Orders.Replace(in order, 1, "50010", "1.5"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Replaced);
        floor.AddLiquidity(Side.Sell, "50000", "5");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Replaced, VenueReportType.Fill);
        var reports = floor.Inbox.Of(1);
        Assert.Equal((Quantity.Parse("1.5"), Price.Parse("50010"), 1), (reports[2].OrderQuantity, reports[2].LastPrice, reports[2].Revision));
        Assert.Equal((Quantity.Parse("1.1"), Quantity.Parse("1.5")), (reports[3].LastQuantity, reports[3].CumQuantity));
        floor.Submit(Orders.Replace(in order, 2, "50010", "2", original: 1));
        await Eventually.TrueAsync(() => floor.Inbox.TypesOf(1)[^1] == VenueReportType.RequestRejected, () => "replace of a done order");
    }

    [Fact]
    public async Task A_replace_below_what_is_filled_is_refused_and_the_order_stands()
    {
        await using var floor = await FixFloor.StartAsync();
        var order = await floor.RestAsync(1);
        floor.AddLiquidity(Side.Sell, "50000", "0.4");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
        floor.Submit(Orders.Replace(in order, 1, "50000", "0.3"));
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
        floor.Submit(Orders.New(2, Side.Buy, "50000", "1"));
        await floor.Inbox.ExpectAsync(2, VenueReportType.Rejected);
        floor.AddLiquidity(Side.Sell, "50000", "0.4");
        floor.AddLiquidity(Side.Sell, "50000", "0.6");
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
        floor.AddLiquidity(Side.Sell, "50000", "0.4");
        floor.Faults.LoseAnswers = 1;
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Unknown, VenueReportType.Accepted, VenueReportType.Fill);
        Assert.Equal("disconnected", floor.Inbox.Of(1)[0].Text.ToString());
    }

    [Fact]
    public async Task A_report_that_never_comes_is_asked_for()
    {
        await using var floor = await FixFloor.StartAsync(options => options with { AnswerTimeout = TimeSpan.FromMilliseconds(200) });
        floor.AddLiquidity(Side.Sell, "50000", "0.4");
        floor.Faults.DropFrames = 2; // The acknowledgement and the fill.
        floor.Submit(Orders.New(1, Side.Buy, "50000", "1"));
        await floor.Inbox.ExpectAsync(1, VenueReportType.Unknown, VenueReportType.Accepted, VenueReportType.Fill);
        Assert.Equal((Quantity.Parse("0.4"), Price.Parse("50000")), (floor.Inbox.Of(1)[2].LastQuantity, floor.Inbox.Of(1)[2].LastPrice));
    }

    [Fact]
    public async Task A_fill_that_is_never_told_is_booked_with_the_next()
    {
        await using var floor = await FixFloor.StartAsync();
        await floor.RestAsync(1);
        floor.AddLiquidity(Side.Sell, "50000", "0.1");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
        floor.Faults.DropFrames = 1;
        floor.AddLiquidity(Side.Sell, "50000", "0.2");
        floor.AddLiquidity(Side.Sell, "50000", "0.3");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill, VenueReportType.Fill);
        var fills = floor.Inbox.Of(1)[1..];
        Assert.Equal(["0.1", "0.2", "0.3"], fills.Select(fill => fill.LastQuantity.ToString()));
        Assert.All(fills, fill => Assert.Equal(Price.Parse("50000"), fill.LastPrice));
        floor.AddLiquidity(Side.Sell, "50000", "0.4");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill, VenueReportType.Fill, VenueReportType.Fill);
        Assert.Equal(Quantity.Parse("1"), floor.Inbox.Of(1)[^1].CumQuantity);
    }

    [Fact]
    public async Task A_query_after_a_restart_tells_state_fills_and_what_was_not_carried_out()
    {
        var exchange = Floor.NewExchange();
        exchange.Place("GATEWAY", new(Floor.Symbol, "GT1-7-0", Side.Buy, OrderType.Limit, TimeInForce.GoodTillCancel, false, 5_000_000_000_000, FixedPoint.One));
        exchange.AddLiquidity(Floor.Symbol, Side.Sell, Price.Parse("50000"), Quantity.Parse("0.4"));
        await using var floor = await FixFloor.StartAsync(exchange: exchange);
        floor.Submit(Orders.Query(Orders.New(7, Side.Buy, "50000", "1"), revision: 1)); // A cancel that never left.
        await floor.Inbox.ExpectAsync(7, VenueReportType.Accepted, VenueReportType.Fill);
        Assert.Equal(1, floor.Inbox.Of(7)[0].Revision);
        Assert.Equal((Quantity.Parse("0.4"), Price.Parse("50000")), (floor.Inbox.Of(7)[1].LastQuantity, floor.Inbox.Of(7)[1].LastPrice));
        floor.Submit(Orders.Query(Orders.New(8, Side.Buy, "50000", "1")));
        await floor.Inbox.ExpectAsync(8, VenueReportType.NotFound);
        floor.Submit(Orders.Cancel(Orders.New(7, Side.Buy, "50000", "1"), 2));
        await floor.Inbox.ExpectAsync(7, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Canceled);
    }

    [Fact]
    public async Task A_restarted_adapter_goes_on_with_its_numbers_and_hears_what_it_missed()
    {
        using var directory = new TemporaryDirectory();
        FixVenueOptions? used = null;
        await using var floor = await FixFloor.StartAsync(options => used = options, directory: directory.Path);
        var order = await floor.RestAsync(1);
        floor.AddLiquidity(Side.Sell, "50000", "0.1");
        await floor.Inbox.ExpectAsync(1, VenueReportType.Accepted, VenueReportType.Fill);
        await floor.Adapter.StopAsync(CancellationToken.None);
        floor.AddLiquidity(Side.Sell, "50000", "0.2"); // While nobody listens.
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

    [Fact]
    public async Task A_start_without_the_venue_is_down_and_goes_on_trying()
    {
        var inbox = new RecordingInbox();
        await using var adapter = new FixVenueAdapter(
            new()
            {
                Name = "FIX", Venue = 2, Addresses = [new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 1)], SenderCompID = "GATEWAY", TargetCompID = "EXCHANGE",
                Installation = "T1", Instruments = [new(Floor.Symbol, Floor.Symbol)], StartTimeout = TimeSpan.FromMilliseconds(50),
            }, inbox);
        await adapter.StartAsync(CancellationToken.None);
        Assert.Equal(VenueState.Down, adapter.State);
        Assert.Equal("no Logon yet", Assert.Single(inbox.States).Cause.ToString());
    }
}
