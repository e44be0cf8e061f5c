using Gateway.Engine;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Cli;

/// <summary>What <c>replay --json</c> prints.</summary>
sealed record ReplayedState(
    long Sequence, string StateHash, IReadOnlyList<ReplayedOrder> Orders, IReadOnlyList<ReplayedPosition> Positions,
    IReadOnlyList<ReplayedBalance> Balances, IReadOnlyList<Ops.Api.MarketView> Markets, ReplayedVerification? Verification)
{
    internal static ReplayedState Of(ExecutionEngine engine, long sequence, JournalComparer? comparer)
    {
        var sessions = engine.Sessions().ToDictionary(session => session.Number, session => session.CompId.ToString());
        return new(
            sequence,
            engine.StateHash().ToString(),
            [.. engine.OpenOrders().Select(order => ReplayedOrder.Of(order, sessions.GetValueOrDefault(order.Session, "")))],
            [.. engine.Positions().Select(ReplayedPosition.Of)],
            [.. engine.Balances().Select(ReplayedBalance.Of)],
            [.. engine.Instruments().Select(Ops.Api.MarketView.Of)],
            comparer is null ? null : new(comparer.Equal, comparer.Missing, comparer.Divergence));
    }
}

/// <summary>What a comparison with the outbound log found.</summary>
sealed record ReplayedVerification(long Equal, long Missing, string? Divergence);

/// <summary>An open order.</summary>
sealed record ReplayedOrder(
    long OrderId, string ClOrdId, string Session, string Account, string Symbol, Side Side, OrdStatus OrdStatus, string Price, string OrderQty,
    string CumQty, string LeavesQty)
{
    internal static ReplayedOrder Of(OrderView order, string session) => new(
        order.OrderId, order.ClOrdId.ToString(), session, order.Account.ToString(), order.Symbol.ToString(), order.Side, order.Status,
        order.Price.ToString(), order.Quantity.ToString(), order.CumQuantity.ToString(), order.LeavesQuantity.ToString());
}

/// <summary>A position.</summary>
sealed record ReplayedPosition(string Account, string Symbol, string Quantity, string AveragePrice, string RealizedPnl, string UnrealizedPnl)
{
    internal static ReplayedPosition Of(PositionView position) => new(
        position.Account.ToString(), position.Symbol.ToString(), position.Quantity.ToString(), position.AveragePrice.ToString(),
        position.RealizedPnl.ToString(), position.UnrealizedPnl.ToString());
}

/// <summary>A balance.</summary>
sealed record ReplayedBalance(string Account, string Asset, string Free, string Reserved)
{
    internal static ReplayedBalance Of(BalanceView balance)
        => new(balance.Account.ToString(), balance.Asset.ToString(), balance.Free.ToString(), balance.Reserved.ToString());
}
