using Gateway.Engine.Positions;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Guards;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>One side of one trade.</summary>
/// <param name="Price">Units of 1e-8.</param>
/// <param name="Quantity">Units of 1e-8.</param>
/// <param name="TradeId">The same on both sides.</param>
/// <param name="Liquidity">Maker or taker.</param>
readonly record struct Execution(long Price, long Quantity, long TradeId, Liquidity Liquidity);

/// <summary>Books executions and tells of them; an order that is filled ends here.</summary>
sealed class TradeDesk(EngineState state, Ledger ledger, OrderDesk desk, ReportWriter reports, FillGuard guard)
{
    /// <summary>Books one execution of one order and reports it to the order's session, for a child to its parent's.</summary>
    internal void Book<TOutbox>(int slot, in Execution trade, in FeeCharge charge, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        var fee = ledger.Fill(slot, trade.Price, trade.Quantity, trade.Liquidity, in charge);
        var parent = ParentOf(in order);
        if (parent != 0) CountForParent(ref state.Orders[parent], in order, in trade);
        Report(parent != 0 ? parent : slot, in order, in trade, fee, ref outbox);
        if (!order.Done && order.Cum >= order.Quantity) EndFilled(slot, parent, ref outbox);
        guard.AfterFill(in order, ref outbox);
    }

    /// <summary>The slot of the parent of an allocation's child, or 0.</summary>
    internal int ParentOf(ref readonly Order order)
        => order.Parent != 0 && state.Orders[order.Parent].OrderId == order.ParentId ? order.Parent : 0;

    static void CountForParent(ref Order parent, ref readonly Order child, in Execution trade)
    {
        if (!child.Done) parent.Working -= trade.Quantity;
        parent.AddFill(trade.Price, trade.Quantity);
    }

    /// <summary>An order is filled; a parent ends with the last of its open children.</summary>
    internal void EndFilled<TOutbox>(int slot, int parent, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        desk.End(slot, OrdStatus.Filled);
        if (parent == 0 || state.Orders[parent].Done || state.Orders[parent].FirstChild != 0) return;
        if (state.Orders[parent].Cum >= state.Orders[parent].Quantity)
        {
            desk.End(parent, OrdStatus.Filled);
            return;
        }

        // Other children were cancelled before: what is left of the parent is nobody's any more.
        desk.End(parent, OrdStatus.Canceled);
        reports.Describe(parent, ExecType.Canceled, ref outbox).Unsolicited = true;
        outbox.Commit();
    }

    void Report<TOutbox>(int reported, ref readonly Order order, in Execution trade, long fee, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var report = ref reports.Describe(reported, ExecType.Trade, ref outbox);
        report.LastPrice = new Price(trade.Price);
        report.LastQuantity = new Quantity(trade.Quantity);
        report.TradeId = trade.TradeId;
        report.Liquidity = trade.Liquidity;
        report.Fee = new Money(fee);
        if (order.Parent != 0) report.AllocAccount = state.Registry.AccountNames[order.Account];
        outbox.Commit();
    }
}
