using Gateway.Engine.Risk;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Cancel requests. No limit, state or lockout stands in the way of a cancel.</summary>
sealed class CancelHandler(EngineState state, RiskGate gate, CancelDesk cancels, OrderLookup lookup, StatusHandler statuses, ReportWriter reports)
{
    internal void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.CancelOrder;
        if (request.PossResend && statuses.Repeats(in message, in request.ClOrdId, in request.OrigClOrdId, in request.Symbol, request.Side, ref outbox)) return;
        var slot = lookup.Find(message.Session, in request.OrigClOrdId, request.OrderId);
        var rejection = Check(in message, slot);
        lookup.Remember(message.Session, in request.ClOrdId);
        if (rejection.IsRejected)
            reports.RejectCancel(message.Session, in request.ClOrdId, in request.OrigClOrdId, slot, replace: false, in rejection, default, ref outbox);
        else
        {
            gate.CountCancel(in state.Orders[slot]);
            cancels.Cancel(slot, default, in request.ClOrdId, ref outbox);
        }
    }

    Rejection Check(ref readonly Inbound message, int slot)
    {
        ref readonly var request = ref message.CancelOrder;
        if (!lookup.MayTrade(message.Session)) return Rejection.Of(RejectReason.NotAuthorised);
        if (message.Fault != RejectReason.None) return Rejection.Of(message.Fault, 0, message.FaultObserved);
        if (FixedText.IsEmpty(in request.ClOrdId)) return Rejection.Of(RejectReason.ClOrdIdInvalid);
        if (slot == 0) return Rejection.Of(RejectReason.UnknownOrder);
        if (lookup.IsSeen(message.Session, in request.ClOrdId)) return Rejection.Of(RejectReason.DuplicateClOrdId);
        ref var order = ref state.Orders[slot];
        if (lookup.Differs(in order, in request.Symbol, request.Side)) return Rejection.Of(RejectReason.ReplaceChangesIdentity);
        if (order.Done) return Rejection.Of(RejectReason.TooLateToCancel);
        return lookup.IsPending(in order) ? Rejection.Of(RejectReason.AlreadyPending) : default;
    }
}
