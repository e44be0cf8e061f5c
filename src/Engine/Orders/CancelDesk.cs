using Gateway.Engine.Positions;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Why an order is to be cancelled and who asked.</summary>
/// <param name="Reason">None when the client asked.</param>
/// <param name="Unsolicited">The client did not ask.</param>
/// <param name="Expires">Its time is over: it ends as expired, not as cancelled.</param>
readonly record struct CancelCause(RejectReason Reason, bool Unsolicited, bool Expires = false)
{
    internal OrdStatus Status => Expires ? OrdStatus.Expired : OrdStatus.Canceled;
}

/// <summary>Takes orders out of the book and ends them; orders at venues are only asked for.</summary>
sealed class CancelDesk(EngineState state, Ledger ledger, OrderDesk desk, TradeDesk trades, ParentDesk parents, ReportWriter reports, VenueRequests venues)
{
    int _sweeping; // The parent whose children are being cancelled one by one: it is told of once.

    /// <summary>Cancels an open order, at once in the own book, by request at a venue. An allocation's parent passes it on to its children.</summary>
    internal void Cancel<TOutbox>(int slot, in CancelCause cause, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        if (order.IsParent) CancelChildren(slot, in cause, in clOrdId, ref outbox);
        else if (order.VenueLeg != 0) venues.Cancel(slot, in cause, in clOrdId, ref outbox);
        else End(slot, in cause, in clOrdId, ref outbox, cause.Status);
    }

    /// <summary>The order is cancelled for good: out of the book, claims freed, reported.</summary>
    internal void End<TOutbox>(int slot, in CancelCause cause, in Text64 clOrdId, ref TOutbox outbox, OrdStatus status = OrdStatus.Canceled)
        where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        Unbook(ref order);
        var parent = trades.ParentOf(in order);
        desk.End(slot, status);
        if (order.Parent == 0) Report(slot, in cause, in clOrdId, ref outbox);
        else if (parent != 0)
        {
            trades.EndParentReplace(parent, default, ref outbox);
            EndParent(parent, in cause, in clOrdId, ref outbox);
        }
    }

    /// <summary>Takes a resting order out of the book.</summary>
    internal void Unbook(ref Order order)
    {
        if (order.Handle == 0) return;
        if (order.Waiting) state.Registry.Stops[order.Instrument]!.Cancel(order.Handle);
        else state.Registry.Books[order.Instrument]!.Cancel(order.Handle);
        order.Handle = 0;
    }

    /// <summary>Tells of an ended order.</summary>
    internal void Report<TOutbox>(int slot, in CancelCause cause, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        var type = order.Status == OrdStatus.Expired ? ExecType.Expired : order.Status == OrdStatus.Rejected ? ExecType.Rejected : ExecType.Canceled;
        ref var report = ref reports.Describe(slot, type, ref outbox);
        if (!FixedText.IsEmpty(in clOrdId))
        {
            report.OrigClOrdId = report.ClOrdId;
            report.ClOrdId = clOrdId;
        }

        report.Unsolicited = cause.Unsolicited && type != ExecType.Expired;
        // Of an order on its way into a book, the only table that can be full is that of the price trees.
        if (cause.Reason == RejectReason.TableFull) report.Rejection = EngineTable.BookNodes.Full(state.Registry.Store.NodesMax);
        else report.Rejection.Reason = cause.Reason;
        outbox.Commit();
    }

    /// <summary>Takes quantity off an order without a trade.</summary>
    internal void Shrink(int slot, long quantity)
    {
        ref var order = ref state.Orders[slot];
        order.Quantity -= quantity;
        ledger.Resize(ref order, order.Leaves, Math.Min(order.Opening, order.Leaves));
        var parent = trades.ParentOf(in order);
        if (parent == 0) return;
        state.Orders[parent].Quantity -= quantity;
        state.Orders[parent].Working -= quantity;
    }

    void CancelChildren<TOutbox>(int parent, in CancelCause cause, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        _sweeping = parent;
        if (state.Orders[parent].VenueLeg != 0) venues.BeginParentCancel(parent, in cause, in clOrdId, ref outbox);
        for (var child = state.Orders[parent].FirstChild; child != 0;)
        {
            var next = state.Orders[child].NextChild;
            Cancel(child, in cause, in clOrdId, ref outbox);
            child = next;
        }

        _sweeping = 0;
    }

    // The last child to end takes the parent with it.
    void EndParent<TOutbox>(int parent, in CancelCause cause, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[parent];
        if (order.Done) return;
        if (order.FirstChild != 0)
        {
            if (parent != _sweeping) parents.LoseChild(parent, cause.Reason, ref outbox);
            return;
        }

        var asked = order.VenueLeg == 0 || state.Legs[order.VenueLeg].Pending == PendingRequest.Cancel;
        var request = !asked ? default : order.VenueLeg != 0 ? state.Legs[order.VenueLeg].PendingClOrdId : clOrdId;
        desk.End(parent, cause.Status);
        Report(parent, in cause, in request, ref outbox);
    }
}
