using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Order status requests: the present state of an open or recently done order.</summary>
sealed class StatusHandler(EngineState state, OrderLookup lookup, ReportWriter reports)
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

    // An unknown order is told as FIX does it: a status report that says rejected.
    void Refuse<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.StatusRequest;
        ref var report = ref reports.Begin(OutboundKind.ExecutionReport, message.Session, state.Cause, ref outbox).ExecutionReport;
        report.ClOrdId = request.ClOrdId;
        report.Symbol = request.Symbol;
        report.Side = request.Side;
        report.ExecId = ++state.LastExecId;
        report.ExecType = ExecType.OrderStatus;
        report.OrdStatus = OrdStatus.Rejected;
        report.Text = request.StatusRequestId;
        report.Rejection = message.Fault != RejectReason.None ? Rejection.Of(message.Fault, 0, message.FaultObserved)
            : Rejection.Of(lookup.MayTrade(message.Session) ? RejectReason.UnknownOrder : RejectReason.NotAuthorised);
    }
}
