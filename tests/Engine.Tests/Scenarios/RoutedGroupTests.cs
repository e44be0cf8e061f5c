using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>Orders of allocation groups at exchanges: the session hears of the parent what its children come to.</summary>
public sealed class RoutedGroupTests : IDisposable
{
    readonly Desk _desk = new();

    public RoutedGroupTests()
    {
        _desk.Venue(1, VenueState.Up);
        _desk.Venue(2, VenueState.Up);
        _desk.Quote(1, "59999", "60000");
        _desk.Quote(2, "59998", "60001");
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void The_fills_of_all_children_answer_their_parents_cancel()
    {
        var children = Group("1");
        _desk.Cancel(1, "c1", "g1");
        Assert.Single(_desk.VenueFill(2, children[0], "e1", "0.5", "60001"));
        Assert.Single(_desk.VenueFill(2, children[1], "e2", "0.3", "60001"));
        Assert.Equal("1 CancelReject c1 orig=g1 Filled TooLateToCancel", _desk.VenueFill(2, children[2], "e3", "0.2", "60001").Lines()[^1]);
    }

    [Fact]
    public void A_parents_cancel_fails_with_the_last_refusal_of_its_childrens()
    {
        var children = Group("1");
        _desk.Cancel(1, "c1", "g1");
        Assert.Empty(_desk.Report(2, children[0], VenueReportType.RequestRejected));
        Assert.Empty(_desk.Report(2, children[1], VenueReportType.RequestRejected));
        Assert.Equal(["1 CancelReject c1 orig=g1 New VenueRejected"], _desk.Report(2, children[2], VenueReportType.RequestRejected).Lines());
        Assert.Contains("V2 Cancel XBTUSDT r2 Buy 0.5@60010", _desk.Cancel(1, "c2", "g1").Lines());
    }

    [Fact]
    public void A_parents_cancel_fails_when_the_last_child_that_waits_for_one_ends()
    {
        var children = Group("1");
        _desk.Cancel(1, "c1", "g1");
        Assert.Empty(_desk.Report(2, children[0], VenueReportType.RequestRejected));
        Assert.Single(_desk.VenueFill(2, children[1], "e1", "0.3", "60001"));
        Assert.Equal(
            ["1 CancelReject c1 orig=g1 PartiallyFilled VenueRejected", "1 Restated g1 PartiallyFilled cum=0.3 leaves=0.5"],
            _desk.Report(2, children[2], VenueReportType.Canceled).Lines());
        Assert.Equal("1 Trade g1 PartiallyFilled cum=0.8 leaves=0 0.5@60001 avg=60001 Taker alloc=A1", _desk.VenueFill(2, children[0], "e2", "0.5", "60001").Lines()[0]);
        Assert.Empty(_desk.Engine.OpenOrders());
    }

    [Fact]
    public void A_parent_of_which_a_child_ends_is_told_with_less_open()
    {
        var children = Group("1");
        Assert.Equal(["1 Restated g1 New cum=0 leaves=0.5 unsolicited"], _desk.Report(2, children[0], VenueReportType.Canceled).Lines());
        Assert.Equal(["1 Restated g1 New cum=0 leaves=0.2 unsolicited"], _desk.Report(2, children[1], VenueReportType.Expired).Lines());
        Assert.Equal(["1 Canceled g1 Canceled cum=0 leaves=0 unsolicited"], _desk.Report(2, children[2], VenueReportType.Canceled).Lines());
    }

    [Fact]
    public void A_parent_is_what_its_children_are_and_renamed_when_the_last_has_answered()
    {
        var children = Group("1");
        _desk.Replace(1, "g2", "g1", "0.5", "60010");
        Assert.Empty(_desk.Report(2, children[0], VenueReportType.RequestRejected));
        foreach (var child in children[1..^1]) Assert.Empty(_desk.Report(2, child, VenueReportType.Replaced, static (ref Inbound m) => m.VenueReport.Revision = 1));
        Assert.Equal(["1 Replaced g2 orig=g1 New cum=0 leaves=0.75"],
            _desk.Report(2, children[^1], VenueReportType.Replaced, static (ref Inbound m) => m.VenueReport.Revision = 1).Lines());
        Assert.Equal(Quantity.Parse("0.75"), _desk.Engine.OpenOrders().Single(order => order.IsParent).Quantity);
    }

    long[] Group(string quantity)
    {
        var parent = _desk.Order(1, "g1", Side.Buy, quantity, "60010", symbol: "BTCUSDT", account: "G1", more: static (ref Inbound m) => m.NewOrder.TimeInForce = TimeInForce.GoodTillCancel);
        long[] children = [.. parent.Where(message => message.Kind == OutboundKind.VenueOrder).Select(message => message.VenueOrder.OrderId)];
        foreach (var child in children) _desk.Report(2, child, VenueReportType.Accepted);
        return children;
    }
}
