using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests;

/// <summary>What an order would meet, asked without sending it.</summary>
public sealed class PreviewTests : IDisposable
{
    readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_preview_lists_all_failures_and_changes_nothing()
    {
        _desk.Limit(20, ScopeKind.Account, "A1", "5");
        _desk.Limit(21, ScopeKind.Account, "A1", "5");
        _desk.Limit(51, ScopeKind.Account, "A1", "5");
        var before = _desk.Engine.StateHash();
        var message = new Inbound { Kind = InboundKind.NewOrder, Session = 1 };
        message.NewOrder = new()
        {
            ClOrdId = Text64.From("p"), Symbol = Text24.From("AAPL"), Side = Side.Buy, Type = OrderType.Limit, Quantity = Quantity.Parse("6"),
            Price = Price.Parse("10.001"), TimeInForce = TimeInForce.Day, Strategy = Text16.From("NEW"),
        };
        Assert.Equal([RejectReason.PriceIncrement, RejectReason.QuantityExceedsMaximum, RejectReason.MaxOrderNotional, RejectReason.MaxContractsInstrument],
            _desk.Engine.Preview(in message).Select(failure => failure.Reason));
        Assert.Equal(before, _desk.Engine.StateHash());
    }

    [Fact]
    public void A_preview_of_an_allocation_lists_what_each_part_meets()
    {
        _desk.Limit(51, ScopeKind.Account, "A1", "4");
        _desk.Limit(51, ScopeKind.Account, "A3", "1");
        var before = _desk.Engine.StateHash();
        var message = new Inbound { Kind = InboundKind.NewOrder, Session = 1 };
        message.NewOrder = new()
        {
            ClOrdId = Text64.From("p"), Account = Text16.From("G1"), Symbol = Text24.From("AAPL"), Side = Side.Buy, Type = OrderType.Limit, Quantity = Quantity.Parse("10"),
            Price = Price.Parse("10"), TimeInForce = TimeInForce.Day,
        };
        Assert.Equal(
            [(RejectReason.MaxContractsInstrument, "A1", "5"), (RejectReason.MaxContractsInstrument, "A3", "2")],
            _desk.Engine.Preview(in message).Select(failure => (failure.Reason, failure.Key.ToString(), new Quantity(failure.Observed).ToString())));
        message.NewOrder.Quantity = Quantity.Parse("5");
        Assert.DoesNotContain(_desk.Engine.Preview(in message), failure => failure.Key.ToString() == "A1");
        Assert.Equal(before, _desk.Engine.StateHash());
    }
}
