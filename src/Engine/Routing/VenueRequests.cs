using Gateway.Engine.Orders;
using Gateway.Engine.Reference;
using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>Asks venues: new orders, cancels, replaces, queries. Each request of an order has its own running number, its revision.</summary>
sealed class VenueRequests(EngineState state, ReportWriter reports)
{
    internal void SendNew<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => Send(slot, VenueAction.New, state.Orders[slot].Price, state.Orders[slot].Quantity, ref outbox);

    /// <summary>Asks for a cancel; one that comes before the venue has told of the order, or during a replace, waits for its turn.</summary>
    internal void Cancel<TOutbox>(int slot, in CancelCause cause, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var leg = ref state.Legs[state.Orders[slot].VenueLeg];
        if (leg.Pending == PendingRequest.Cancel || leg.CancelQueued) return;
        leg.CancelUnsolicited = cause.Unsolicited;
        leg.CancelReason = cause.Reason;
        leg.CancelExpires = cause.Expires;
        leg.CancelQueued = !leg.Accepted || leg.Pending == PendingRequest.Replace;
        if (leg.Pending != PendingRequest.Replace) leg.PendingClOrdId = clOrdId;
        if (!leg.CancelQueued) leg.Pending = PendingRequest.Cancel;
        if (!cause.Unsolicited && state.Orders[slot].Parent == 0) ReportPending(slot, ExecType.PendingCancel, in clOrdId, ref outbox);
        if (!leg.CancelQueued) SendCancel(slot, ref outbox);
    }

    /// <summary>Sends the cancel that waits.</summary>
    internal void SendCancel<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var leg = ref state.Legs[order.VenueLeg];
        leg.CancelQueued = false;
        state.Legs.RetryAt(order.VenueLeg, 0);
        leg.Pending = PendingRequest.Cancel;
        leg.PendingRevision = ++leg.Revision;
        Send(slot, VenueAction.Cancel, order.Price, order.Quantity, ref outbox);
    }

    /// <summary>The parent of children at venues waits for their cancels.</summary>
    internal void BeginParentCancel<TOutbox>(int parent, in CancelCause cause, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var leg = ref state.Legs[state.Orders[parent].VenueLeg];
        if (leg.Pending == PendingRequest.Cancel) return;
        var replace = leg.Pending == PendingRequest.Replace;
        leg.Pending = PendingRequest.None;
        if (replace) RefuseParentReplace(parent, in leg.PendingClOrdId, ref outbox);
        leg.Pending = PendingRequest.Cancel;
        leg.PendingClOrdId = clOrdId;
        if (!cause.Unsolicited) ReportPending(parent, ExecType.PendingCancel, in clOrdId, ref outbox);
    }

    // What cancels everything does not wait for a replace; what venues still make of that shows in the quantity.
    void RefuseParentReplace<TOutbox>(int parent, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => reports.RejectCancel(
            state.Orders[parent].Session, in clOrdId, state.Orders.ClOrdId(parent), parent, replace: true, Rejection.Of(RejectReason.TooLateToCancel), default, ref outbox);

    /// <summary>The parent of children at venues waits for their replaces.</summary>
    internal void BeginParentReplace<TOutbox>(int parent, in Text64 clOrdId, long price, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var leg = ref state.Legs[state.Orders[parent].VenueLeg];
        leg.Pending = PendingRequest.Replace;
        leg.PendingClOrdId = clOrdId;
        leg.PendingPrice = price;
        leg.PendingRevision = 0; // Counts the children that were replaced.
        ReportPending(parent, ExecType.PendingReplace, in clOrdId, ref outbox);
    }

    internal void SendReplace<TOutbox>(int slot, in Text64 clOrdId, long price, long quantity, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var leg = ref state.Legs[state.Orders[slot].VenueLeg];
        leg.Pending = PendingRequest.Replace;
        leg.PendingRevision = ++leg.Revision;
        leg.PendingClOrdId = clOrdId;
        leg.PendingPrice = price;
        leg.PendingQuantity = quantity;
        if (state.Orders[slot].Parent == 0) ReportPending(slot, ExecType.PendingReplace, in clOrdId, ref outbox);
        Send(slot, VenueAction.Replace, price, quantity, ref outbox);
    }

    /// <summary>Asks for the state of an order whose outcome is open; the next question waits twice as long, up to about a minute.</summary>
    internal void SendQuery<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var leg = ref state.Legs[state.Orders[slot].VenueLeg];
        leg.QueryTime = state.Now + (1_000_000_000L << Math.Min(leg.Queries++, 6));
        Send(slot, VenueAction.Query, state.Orders[slot].Price, state.Orders[slot].Quantity, ref outbox);
    }

    void ReportPending<TOutbox>(int slot, ExecType type, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var report = ref reports.Describe(slot, type, ref outbox);
        if (!FixedText.IsEmpty(in clOrdId))
        {
            // A mass cancel has no id for each order.
            report.OrigClOrdId = report.ClOrdId;
            report.ClOrdId = clOrdId;
        }

        report.OrdStatus = type == ExecType.PendingCancel ? OrdStatus.PendingCancel : OrdStatus.PendingReplace;
        outbox.Commit();
    }

    void Send<TOutbox>(int slot, VenueAction action, long price, long quantity, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref var leg = ref state.Legs[order.VenueLeg];
        ref var message = ref reports.Begin(OutboundKind.VenueOrder, 0, order.Correlation, ref outbox);
        message.Venue = leg.Venue;
        VenueGate.Count(state, leg.Venue, action);
        ref var request = ref message.VenueOrder;
        request.Action = action;
        request.OrderId = order.OrderId;
        request.Revision = leg.Revision;
        request.OriginalRevision = leg.WorkingRevision;
        request.Symbol = state.Registry.Symbols[order.Instrument];
        request.VenueSymbol = state.Registry.Routes[leg.Route].VenueSymbol;
        request.VenueOrderId = leg.VenueOrderId;
        request.Account = state.Registry.AccountNames[order.Account];
        request.Price = new Price(price);
        request.Quantity = new Quantity(quantity);
        request.CumQuantity = new Quantity(order.Cum);
        request.Side = order.Side;
        // Triggers and dates are kept here; what goes out is a plain order.
        request.Type = price != 0 ? OrderType.Limit : OrderType.Market;
        request.TimeInForce = order.TimeInForce == TimeInForce.GoodTillDate ? TimeInForce.GoodTillCancel : order.TimeInForce;
        request.Flags = order.Flags;
        outbox.Commit();
    }
}
