using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Mass status requests: one report for each open order of the session that the request means, oldest first.</summary>
sealed class MassStatusHandler(EngineState state, OrderLookup lookup, ReportWriter reports)
{
    internal void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.MassStatusRequest;
        var filter = OrderFilter.All;
        var rejection = Check(in message, ref filter);
        var left = rejection.IsRejected ? 0 : filter.Count(message.Session, state);
        if (left == 0) Refuse(in message, rejection.IsRejected ? rejection : Rejection.Of(RejectReason.UnknownOrder), ref outbox);
        for (var slot = state.Registry.Sessions[message.Session].FirstOrder; left > 0; slot = state.Orders.Next(slot))
        {
            if (!filter.MatchesOwn(slot, state)) continue;
            ref var report = ref reports.Describe(slot, ExecType.OrderStatus, ref outbox);
            report.Text = request.RequestId;
            report.StatusAnswer = --left == 0 ? StatusAnswer.Last : StatusAnswer.Part;
            outbox.Commit();
        }
    }

    Rejection Check(ref readonly Inbound message, ref OrderFilter filter)
    {
        ref readonly var request = ref message.MassStatusRequest;
        if (!lookup.MayTrade(message.Session)) return Rejection.Of(RejectReason.NotAuthorised);
        if (message.Fault != RejectReason.None) return Rejection.Of(message.Fault, 0, message.FaultObserved);
        return OrderFilter.Narrow(ref filter, state, in request.Symbol, in request.Account, request.Side);
    }

    void Refuse<TOutbox>(ref readonly Inbound message, in Rejection rejection, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.MassStatusRequest;
        ref var report = ref reports.RefuseStatus(message.Session, in request.Symbol, request.Side, in request.RequestId, in rejection, ref outbox);
        report.Account = request.Account;
        report.StatusAnswer = StatusAnswer.Last;
        outbox.Commit();
    }
}
