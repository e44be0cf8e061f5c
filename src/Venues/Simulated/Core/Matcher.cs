using Gateway.Messages;

namespace Gateway.Venues.Simulated.Core;

/// <summary>What an aggressor does to a book: trades at the resting orders' prices, in price-time order.</summary>
static class Matcher
{
    /// <summary>The trades an order would make now, without making them.</summary>
    public static List<(ExchangeOrder Maker, long Quantity)> Plan(ExchangeBook book, ExchangeOrder taker)
    {
        var left = taker.Leaves;
        var plan = new List<(ExchangeOrder, long)>();
        foreach (var maker in book.Opposites(taker.Side, taker.Type == OrderType.Market ? null : taker.Price))
        {
            if (left == 0) break;
            var quantity = Math.Min(left, maker.Leaves);
            plan.Add((maker, quantity));
            left -= quantity;
        }

        return plan;
    }

    /// <summary>Adds a fill to an order.</summary>
    public static void Fill(ExchangeOrder order, ExchangeTrade trade)
    {
        order.Executed += trade.Quantity;
        order.ExecutedNotional += (long)((Int128)trade.Price * trade.Quantity / FixedPoint.One);
        order.Status = order.Executed == order.Quantity ? OrdStatus.Filled : OrdStatus.PartiallyFilled;
        order.UpdateNanos = trade.TimeNanos;
        order.Trades.Add(trade);
    }
}
