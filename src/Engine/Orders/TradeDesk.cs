using Gateway.Engine.Positions;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Guards;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>One side of one trade.</summary>
/// <param name="Price">Units of 1e-8.</param>
/// <param name="Quantity">Units of 1e-8.</param>
/// <param name="TradeId">The same on both sides.</param>
/// <param name="Liquidity">Maker or taker.</param>
readonly record struct Execution(long Price, long Quantity, long TradeId, Liquidity Liquidity);

/// <summary>Books executions and tells of them; an order that is filled ends here.</summary>
sealed class TradeDesk(EngineState state, Ledger ledger, OrderDesk desk, ParentDesk parents, ReportWriter reports, FillGuard guard)
{
    /// <summary>Books one execution of one order and reports it to the order's session, for a child to its parent's.</summary>
    internal void Book<TOutbox>(int slot, in Execution trade, in FeeCharge charge, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        var fee = ledger.Fill(slot, trade.Price, trade.Quantity, trade.Liquidity, in charge);
        var parent = ParentOf(in order);
        if (parent != 0) CountForParent(ref state.Orders[parent], in order, in trade);
        ForgetUnasked(parent != 0 ? parent : slot);
        Report(parent != 0 ? parent : slot, in order, in trade, fee, ref outbox);
        if (!order.Done && order.Cum >= order.Quantity) EndFilled(slot, parent, ref outbox);
        guard.AfterFill(in order, ref outbox);
    }

    /// <summary>The slot of the parent of an allocation's child, or 0.</summary>
    internal int ParentOf(ref readonly Order order)
        => order.Parent != 0 && state.Orders[order.Parent].OrderId == order.ParentId ? order.Parent : 0;

    static void CountForParent(ref Order parent, ref readonly Order child, in Execution trade)
    {
        // A venue may fill more than it was asked for: what worked of the child is all that the parent can lose by it.
        if (!child.Done) parent.Working -= Math.Min(trade.Quantity, Math.Max(0, child.Quantity - (child.Cum - trade.Quantity)));
        parent.AddFill(trade.Price, trade.Quantity);
    }

    /// <summary>An order is filled; a parent ends with the last of its open children.</summary>
    internal void EndFilled<TOutbox>(int slot, int parent, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        desk.End(slot, OrdStatus.Filled);
        RefusePending(slot, ref outbox);
        if (parent == 0 || state.Orders[parent].Done) return;
        if (state.Orders[parent].FirstChild != 0)
        {
            parents.RefuseCancel(parent, default, ref outbox);
            return;
        }

        if (state.Orders[parent].Cum >= state.Orders[parent].Quantity)
        {
            desk.End(parent, OrdStatus.Filled);
            RefusePending(parent, ref outbox);
            return;
        }

        // Other children were cancelled before: what is left of the parent is nobody's any more.
        desk.End(parent, OrdStatus.Canceled);
        ref var report = ref reports.Describe(parent, ExecType.Canceled, ref outbox);
        report.Unsolicited = !TakeRequest(in state.Orders[parent], ref report);
        outbox.Commit();
    }

    // Whoever waits for a cancel or a replace is too late, and is told so here: after a restart no venue answers a request of the run before.
    void RefusePending<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        if (order.VenueLeg == 0) return;
        ref var leg = ref state.Legs[order.VenueLeg];
        var replace = leg.Pending == PendingRequest.Replace;
        var waits = replace || ((leg.Pending == PendingRequest.Cancel || leg.CancelQueued) && !leg.CancelUnsolicited);
        leg.Pending = PendingRequest.None;
        leg.CancelQueued = false;
        if (replace && ParentOf(in order) is > 0 and var parent) EndParentReplace(parent, default, ref outbox);
        if (!waits || order.Parent != 0 || FixedText.IsEmpty(in leg.PendingClOrdId)) return;
        var rejection = Rejection.Of(RejectReason.TooLateToCancel);
        reports.RejectCancel(order.Session, in leg.PendingClOrdId, state.Orders.ClOrdId(slot), slot, replace, in rejection, default, ref outbox);
    }

    // A cancel of many that nobody awaits by its id does not show on an order that is filled: nothing would ever take the pending state back.
    void ForgetUnasked(int slot)
    {
        ref var order = ref state.Orders[slot];
        if (order.VenueLeg == 0 || order.Cum < order.Quantity) return;
        ref var leg = ref state.Legs[order.VenueLeg];
        if (leg.Pending == PendingRequest.Replace || !FixedText.IsEmpty(in leg.PendingClOrdId)) return;
        leg.Pending = PendingRequest.None;
        leg.CancelQueued = false;
    }

    /// <summary>A child at a venue has another quantity.</summary>
    internal void ResizeParent(int parent, long change, bool isAnswer = true)
    {
        ref var order = ref state.Orders[parent];
        if (order.Done) return;
        order.Quantity += change;
        order.Working += change;
        if (order.Cum > 0 && order.Cum < order.Quantity) order.Status = OrdStatus.PartiallyFilled;
        if (isAnswer && order.VenueLeg != 0 && state.Legs[order.VenueLeg].Pending == PendingRequest.Replace) state.Legs[order.VenueLeg].PendingRevision++;
    }

    /// <summary>A replace of a parent ends when none of its children waits for one any more: with what the venues made of it, refused if that is nothing.</summary>
    internal void EndParentReplace<TOutbox>(int parent, in Text40 words, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[parent];
        if (order.Done || order.VenueLeg == 0 || state.Legs[order.VenueLeg].Pending != PendingRequest.Replace) return;
        for (var child = order.FirstChild; child != 0; child = state.Orders[child].NextChild)
            if (state.Legs[state.Orders[child].VenueLeg].Pending == PendingRequest.Replace) return;
        ref var leg = ref state.Legs[order.VenueLeg];
        leg.Pending = PendingRequest.None;
        if (leg.PendingRevision > 0)
        {
            order.Price = leg.PendingPrice;
            TakeNewId(parent, ref outbox);
            return;
        }

        var rejection = Rejection.Of(order.FirstChild == 0 ? RejectReason.TooLateToCancel : RejectReason.VenueRejected);
        reports.RejectCancel(order.Session, in leg.PendingClOrdId, state.Orders.ClOrdId(parent), parent, replace: true, in rejection, in words, ref outbox);
    }

    /// <summary>The replace of an order at venues has taken effect: it goes by its new ClOrdID.</summary>
    internal void TakeNewId<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var leg = ref state.Legs[order.VenueLeg];
        var old = state.Orders.ClOrdId(slot);
        state.ClientIds.Set(ClientIdKey.Of(order.Session, in old), 0);
        state.ClientIds.Set(ClientIdKey.Of(order.Session, in leg.PendingClOrdId), order.OrderId);
        state.Orders.Name(slot, in leg.PendingClOrdId);
        reports.Describe(slot, ExecType.Replaced, ref outbox).OrigClOrdId = old;
        outbox.Commit();
    }

    /// <summary>The end of a parent answers the cancel that waits for it; false when none does.</summary>
    bool TakeRequest(ref readonly Order parent, ref ExecutionReport report)
    {
        if (parent.VenueLeg == 0) return false;
        ref var leg = ref state.Legs[parent.VenueLeg];
        if (leg.Pending != PendingRequest.Cancel || FixedText.IsEmpty(in leg.PendingClOrdId)) return false;
        leg.Pending = PendingRequest.None;
        report.OrigClOrdId = report.ClOrdId;
        report.ClOrdId = leg.PendingClOrdId;
        return true;
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
