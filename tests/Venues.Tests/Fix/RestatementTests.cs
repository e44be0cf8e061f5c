using Gateway.Messages;
using Gateway.Venues.Fix;
using Gateway.Venues.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Venues.Tests.Fix;

/// <summary>An exchange changes an order that nobody asked it to change, or says "restated" to what was asked for.</summary>
public sealed class RestatementTests
{
    readonly RecordingInbox _inbox = new();
    readonly FixOrderTable _orders = new(10);
    readonly ReportFlow _flow;
    readonly FixOrder _order;
    int _execution;

    public RestatementTests()
    {
        _flow = new ReportFlow(_orders, new VenueReporter(1, new RetainingInbox(_inbox)), NullLogger.Instance);
        var terms = new VenueOrder { OrderId = 7, Quantity = Quantity.Parse("10"), Price = Price.Parse("100"), Side = Side.Buy };
        _order = _orders.Add(in terms, recovered: false);
        Say(ExecType.New, 0, "100", "10");
    }

    void Say(ExecType type, int revision, string price, string quantity) => _flow.Apply(new FixReport
    {
        OrderId = 7, Revision = revision, ExecType = (byte)type, OrdStatus = (byte)OrdStatus.New, ExecId = Text40.From($"e{++_execution}"), Side = Side.Buy,
        Price = Price.Parse(price).Raw, Quantity = Quantity.Parse(quantity).Raw,
    });

    VenueReport Last => _inbox.Of(7)[^1];

    [Fact]
    public void Its_own_doing_is_told_as_such()
    {
        Say(ExecType.Restated, 0, "99", "8");
        Assert.Equal((VenueReportType.Restated, 0, Price.Parse("99"), Quantity.Parse("8")), (Last.Type, Last.Revision, Last.LastPrice, Last.OrderQuantity));
        Assert.Equal((Price.Parse("99"), Quantity.Parse("8")), (_order.Terms.Price, _order.Terms.Quantity));
    }

    [Fact]
    public void The_answer_to_a_replace_is_told_as_that()
    {
        _order.Pending.Add(new PendingRequest(VenueAction.Replace, 1, 2, 0));
        Say(ExecType.Restated, 1, "101", "12");
        Assert.Equal((VenueReportType.Replaced, 1), (Last.Type, Last.Revision));
        Assert.Empty(_order.Pending);
    }
}
