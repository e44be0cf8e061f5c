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

    void Refuse<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.StatusRequest;
        var rejection = message.Fault != RejectReason.None ? Rejection.Of(message.Fault, 0, message.FaultObserved)
            : Rejection.Of(lookup.MayTrade(message.Session) ? RejectReason.UnknownOrder : RejectReason.NotAuthorised);
        reports.RefuseStatus(message.Session, in request.Symbol, request.Side, in request.StatusRequestId, in rejection, ref outbox).ClOrdId = request.ClOrdId;
    }
}
