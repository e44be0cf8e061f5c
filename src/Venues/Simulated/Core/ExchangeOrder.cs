using Gateway.Messages;

namespace Gateway.Venues.Simulated.Core;

/// <summary>What a member asks for.</summary>
sealed record PlaceRequest(
    string Symbol, string ClientId, Side Side, OrderType Type, TimeInForce TimeInForce, bool PostOnly, long Price, long Quantity);

/// <summary>Why a request is refused, in Binance's numbers.</summary>
sealed record Refusal(int Code, string Text);

/// <summary>One side of a trade, from the order's view.</summary>
sealed record ExchangeTrade(long Id, long OrderId, string Symbol, long Price, long Quantity, long Fee, string FeeAsset, bool IsMaker, long TimeNanos);

/// <summary>An order in the exchange's hands. Prices and quantities in 1e-8.</summary>
sealed class ExchangeOrder
{
    /// <summary>Rising; negative for the resident market maker, whose orders are not remembered.</summary>
    public required long Id { get; init; }

    public required string Owner { get; init; }

    public required string ClientId { get; set; }

    public required string Symbol { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public bool PostOnly { get; init; }

    public required long Price { get; set; }

    public required long Quantity { get; set; }

    public long Executed { get; set; }

    /// <summary>Money traded, for the average price.</summary>
    public long ExecutedNotional { get; set; }

    public OrdStatus Status { get; set; } = OrdStatus.New;

    public long TimeNanos { get; init; }

    public long UpdateNanos { get; set; }

    public List<ExchangeTrade> Trades { get; } = [];

    public long Leaves => IsOpen ? Quantity - Executed : 0;

    public bool IsOpen => Status is OrdStatus.New or OrdStatus.PartiallyFilled;

    public bool IsResident => Id < 0;
}

/// <summary>Something happened to a member's order; the numbers are those right after it.</summary>
/// <param name="ExecId">Rising.</param>
/// <param name="ExecType">What.</param>
/// <param name="Order">The order; do not read what changes, it may have gone on.</param>
/// <param name="ClientId">Id of the request that is answered: the order, or the cancel or replace.</param>
/// <param name="OriginalClientId">Id of the order that a cancel or replace acted on; else empty.</param>
/// <param name="Status">State after it.</param>
/// <param name="Price">Limit.</param>
/// <param name="Quantity">Total.</param>
/// <param name="Executed">Filled in all.</param>
/// <param name="ExecutedNotional">Money traded in all.</param>
/// <param name="Trade">The trade, for a trade.</param>
/// <param name="TimeNanos">When.</param>
sealed record Execution(
    long ExecId, ExecType ExecType, ExchangeOrder Order, string ClientId, string OriginalClientId,
    OrdStatus Status, long Price, long Quantity, long Executed, long ExecutedNotional, ExchangeTrade? Trade, long TimeNanos);
