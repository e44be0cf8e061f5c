using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>Rules over instants: a nanosecond before, at and after.</summary>
public sealed class ThresholdOfTimeTests : RuleDesk
{
    [Theory]
    [InlineData(-1, RejectReason.ExpireTimeInPast)]
    [InlineData(0, RejectReason.ExpireTimeInPast)]
    [InlineData(1, RejectReason.None)]
    public void R015_an_order_may_not_end_before_it_begins(long after, RejectReason reason)
    {
        var said = Floor.Order(
            1, NextId(), Side.Buy, "1", "10", tif: TimeInForce.GoodTillDate, more: (ref Inbound m) => m.NewOrder.ExpireTime = new Timestamp(Floor.Time + 1 + after));
        Assert.Equal(reason, said[0].ExecutionReport.Rejection.Reason);
        Assert.Equal(reason == RejectReason.None ? 1 : 0, Floor.Engine.OpenOrders().Length);
    }

    [Theory]
    [InlineData(-2, RejectReason.RateLimitExceeded)] // Each message is a nanosecond later.
    [InlineData(-1, RejectReason.None)]
    [InlineData(0, RejectReason.None)]
    public void R030_a_bucket_of_tokens_is_full_again_after_its_window(long after, RejectReason reason)
    {
        Floor.Limit(30, ScopeKind.Account, "A1", "1", window: Desk.Second);
        Try(RejectReason.None);
        Floor.Advance(Desk.Second + after);
        Try(reason, price: "11");
        Try(RejectReason.None, session: 2);
    }
}
