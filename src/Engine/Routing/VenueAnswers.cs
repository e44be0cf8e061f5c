using Gateway.Engine.Orders;
using Gateway.Engine.Positions;
using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>How cancels, replaces and orders at venues end.</summary>
sealed class VenueAnswers(EngineState state, Ledger ledger, OrderDesk desk, TradeDesk trades, ParentDesk parents, CancelDesk cancels, VenueRequests requests, CancelRetries retries, ReportWriter reports)
{
    /// <summary>The order no longer works: cancelled, asked for or not, or expired.</summary>
    internal void Ended<TOutbox>(int slot, OrdStatus status, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        if (order.Done) return;
        ref var leg = ref state.Legs[order.VenueLeg];
        var asked = leg.Pending == PendingRequest.Cancel || leg.CancelQueued;
        var immediate = order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill || order.Price == 0;
        var clOrdId = asked && !leg.CancelUnsolicited && leg.Pending != PendingRequest.Replace ? leg.PendingClOrdId : default;
        var cause = new CancelCause(
            asked ? leg.CancelReason : RejectReason.None, asked ? leg.CancelUnsolicited : !immediate, status == OrdStatus.Expired || (asked && leg.CancelExpires));
        if (cause.Expires) status = OrdStatus.Expired;
        if (leg.Pending == PendingRequest.Replace) RejectPending(slot, RejectReason.TooLateToCancel, in report.Text, ref outbox);
        leg.Pending = PendingRequest.None;
        leg.CancelQueued = false;
        state.Legs.RetryAt(order.VenueLeg, 0);
        cancels.End(slot, in cause, in clOrdId, ref outbox, status);
    }

    /// <summary>The venue did not take the order.</summary>
    internal void Refused<TOutbox>(int slot, RejectReason reason, in Text40 words, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var leg = ref state.Legs[order.VenueLeg];
        if (leg.CancelQueued && !leg.CancelUnsolicited && order.Parent == 0) RejectPending(slot, RejectReason.TooLateToCancel, in words, ref outbox);
        leg.CancelQueued = false;
        leg.Pending = PendingRequest.None;
        if (order.Parent != 0)
        {
            cancels.End(slot, new CancelCause(reason, Unsolicited: true), default, ref outbox, OrdStatus.Rejected);
            return;
        }

        desk.End(slot, OrdStatus.Rejected);
        ref var report = ref reports.Describe(slot, ExecType.Rejected, ref outbox);
        report.Rejection.Reason = reason;
        report.Text = words;
        outbox.Commit();
    }

    /// <summary>The replace took effect.</summary>
    internal void Replaced<TOutbox>(int slot, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var leg = ref state.Legs[order.VenueLeg];
        if (order.Done || leg.Pending != PendingRequest.Replace || IsStale(in report, in leg)) return;
        leg.WorkingRevision = leg.PendingRevision;
        leg.Pending = PendingRequest.None;
        // What the venue says is in force counts, where it says so.
        order.Price = report.LastPrice.Raw > 0 ? report.LastPrice.Raw : leg.PendingPrice;
        var quantity = report.OrderQuantity.Raw > 0 ? report.OrderQuantity.Raw : leg.PendingQuantity;
        var parent = trades.ParentOf(in order);
        if (parent != 0)
        {
            quantity = Math.Max(quantity, order.Cum); // Filled in between: the parent is no less than what it has.
            trades.ResizeParent(parent, quantity - order.Quantity);
        }

        order.Quantity = quantity;
        Settle(ref order);
        if (parent == 0) TakeNewId(slot, ref outbox);
        else trades.EndParentReplace(parent, default, ref outbox);
        leg.PendingClOrdId = default; // Only a cancel that has no id can wait behind a replace.
        if (order.Cum >= order.Quantity) trades.EndFilled(slot, parent, ref outbox);
        else if (leg.CancelQueued) requests.SendCancel(slot, ref outbox);
    }

    /// <summary>
    /// The venue has changed price or quantity of its own accord. A replace that waits goes on; should it be refused, the order falls back to the new terms.
    /// </summary>
    /// <returns>False when it is no news.</returns>
    internal bool Restated<TOutbox>(int slot, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var leg = ref state.Legs[order.VenueLeg];
        var price = order.Price != 0 && report.LastPrice.Raw > 0 ? report.LastPrice.Raw : order.Price;
        var quantity = report.OrderQuantity.Raw > 0 ? Math.Max(report.OrderQuantity.Raw, order.Cum) : order.Quantity;
        if (order.Done || report.Revision < leg.WorkingRevision || (price == order.Price && quantity == order.Quantity)) return false;
        Revalue(ref order, ref leg, price, quantity);
        var change = quantity - order.Quantity;
        (order.Price, order.Quantity) = (price, quantity);
        if (order.Cum >= quantity) order.Status = OrdStatus.Filled;
        var parent = trades.ParentOf(in order);
        if (parent != 0) trades.ResizeParent(parent, change, isAnswer: false);
        if (parent == 0 || change != 0) reports.Restate(parent != 0 ? parent : slot, change < 0 ? RejectReason.VenueRejected : RejectReason.None, ref outbox);
        if (order.Cum >= quantity) trades.EndFilled(slot, parent, ref outbox);
        return true;
    }

    // What is claimed follows the terms; while a replace waits, no less than the worse of both.
    void Revalue(ref Order order, ref VenueLeg leg, long price, long quantity)
    {
        var valuation = order.ValuationPrice == order.Price ? price : Math.Max(order.ValuationPrice, price);
        var (leaves, more) = (quantity - order.Cum, Math.Max(0, quantity - order.Quantity));
        var opening = Math.Min(leaves, order.Opening + more);
        if (leg.Pending == PendingRequest.Replace)
        {
            (leg.OldValuation, leg.OldOpening) = (valuation, Math.Min(leaves, leg.OldOpening + more));
            (valuation, leaves, opening) = (Math.Max(order.ValuationPrice, valuation), Math.Max(order.Working, leaves), Math.Max(order.Opening, opening));
        }

        order.ValuationPrice = valuation;
        ledger.Resize(ref order, leaves, opening);
    }

    // Of a request before the one that waits: after a reconnection venues tell again what they have told.
    static bool IsStale(ref readonly VenueReport report, ref readonly VenueLeg leg) => report.Revision != 0 && report.Revision < leg.PendingRevision;

    void TakeNewId<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        if (order.Cum >= order.Quantity) order.Status = OrdStatus.Filled;
        trades.TakeNewId(slot, ref outbox);
    }

    /// <summary>The cancel or replace was refused: the order stands as it was. A cancel of our own is tried again.</summary>
    internal void RequestRejected<TOutbox>(int slot, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var leg = ref state.Legs[state.Orders[slot].VenueLeg];
        if (leg.Pending == PendingRequest.None || IsStale(in report, in leg)) return;
        if (state.Orders[slot].Done || !retries.TryLater(slot, ref outbox)) Stand(slot, in report.Text, ref outbox);
    }

    void Stand<TOutbox>(int slot, in Text40 words, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var leg = ref state.Legs[state.Orders[slot].VenueLeg];
        RejectPending(slot, state.Orders[slot].Done ? RejectReason.TooLateToCancel : RejectReason.VenueRejected, in words, ref outbox);
        if (leg.CancelQueued && !state.Orders[slot].Done) requests.SendCancel(slot, ref outbox);
        else parents.RefuseCancel(trades.ParentOf(in state.Orders[slot]), in words, ref outbox);
    }

    /// <summary>The venue says that the order works while a cancel or replace is open: the request did not get there, or it took effect.</summary>
    internal void StillWorking<TOutbox>(int slot, ref readonly VenueReport report, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var leg = ref state.Legs[state.Orders[slot].VenueLeg];
        if (report.Revision < leg.PendingRevision) return; // Said before the request.
        if (leg.Pending == PendingRequest.Cancel) Repeat(slot, in report.Text, ref outbox);
        else if (report.OrderQuantity.Raw == leg.PendingQuantity) Replaced(slot, in report, ref outbox);
        else RequestRejected(slot, in report, ref outbox);
    }

    void Repeat<TOutbox>(int slot, in Text40 words, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (retries.MayRepeat(slot, ref outbox)) requests.SendCancel(slot, ref outbox);
        else Stand(slot, in words, ref outbox);
    }

    void RejectPending<TOutbox>(int slot, RejectReason reason, in Text40 words, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var leg = ref state.Legs[order.VenueLeg];
        var replace = leg.Pending == PendingRequest.Replace;
        var unsolicited = !replace && leg.CancelUnsolicited;
        var clOrdId = leg.PendingClOrdId;
        leg.Pending = PendingRequest.None;
        leg.PendingClOrdId = default;
        leg.CancelTries = 0;
        state.Legs.RetryAt(order.VenueLeg, 0);
        if (!leg.CancelQueued) leg.CancelUnsolicited = false;
        if (replace && !order.Done)
        {
            Settle(ref order);
            if (trades.ParentOf(in order) is > 0 and var parent) trades.EndParentReplace(parent, in words, ref outbox);
        }

        if (order.Parent != 0 || (unsolicited && order.Done)) return;
        // Of a mass cancel or a halt: no request of its own to be answered, but the pending state has been seen.
        if (unsolicited || FixedText.IsEmpty(in clOrdId)) reports.Change(slot, ExecType.Restated, ref outbox);
        else
            reports.RejectCancel(order.Session, in clOrdId, state.Orders.ClOrdId(slot), slot, replace, Rejection.Of(reason), in words, ref outbox);
    }

    // What was claimed for the worse of old and new comes down to what is in force.
    void Settle(ref Order order)
    {
        ref var leg = ref state.Legs[order.VenueLeg];
        var replaced = leg.WorkingRevision == leg.PendingRevision;
        var leaves = Math.Max(0, order.Quantity - order.Cum);
        order.ValuationPrice = replaced ? leg.PendingValuation : leg.OldValuation;
        ledger.Resize(ref order, leaves, Math.Min(leaves, replaced ? leg.PendingOpening : leg.OldOpening));
    }
}
