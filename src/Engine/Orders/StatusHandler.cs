using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Order status requests: the present state of an open or recently done order.</summary>
sealed class StatusHandler(OrderLookup lookup, ReportWriter reports)
{
    internal void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.StatusRequest;
        var slot = lookup.MayTrade(message.Session) && message.Fault == RejectReason.None
            ? lookup.Find(message.Session, in request.ClOrdId, request.OrderId) : 0;
        if (slot != 0) reports.Describe(slot, ExecType.OrderStatus, ref outbox).Text = request.StatusRequestId;
        else Refuse(in message, ref outbox);
        outbox.Commit();
    }

    /// <summary>
    /// A request that its client may have sent before: when its id is known it is not carried out again, and the order's status is the
    /// answer. False when it is new and has to go its way.
    /// </summary>
    internal bool Repeats<TOutbox>(ref readonly Inbound message, in Text64 clOrdId, in Text64 origClOrdId, in Text24 symbol, Side side, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        if (message.Fault != RejectReason.None || !lookup.MayTrade(message.Session) || !lookup.IsSeen(message.Session, in clOrdId)) return false;
        var slot = lookup.Find(message.Session, in clOrdId, 0);
        // The id of a cancel is borne by no order.
        if (slot == 0 && !FixedText.IsEmpty(in origClOrdId)) slot = lookup.Find(message.Session, in origClOrdId, 0);
        if (slot != 0) reports.Describe(slot, ExecType.OrderStatus, ref outbox);
        else reports.RefuseStatus(message.Session, in symbol, side, default, Rejection.Of(RejectReason.DuplicateClOrdId), ref outbox).ClOrdId = clOrdId;
        outbox.Commit();
        return true;
    }

    void Refuse<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.StatusRequest;
        var rejection = message.Fault != RejectReason.None ? Rejection.Of(message.Fault, 0, message.FaultObserved)
            : Rejection.Of(lookup.MayTrade(message.Session) ? RejectReason.UnknownOrder : RejectReason.NotAuthorised);
        reports.RefuseStatus(message.Session, in request.Symbol, request.Side, in request.StatusRequestId, in rejection, ref outbox).ClOrdId = request.ClOrdId;
    }
}
