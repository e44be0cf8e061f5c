using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>What an allocation's parent says when some of its children end or refuse to while others work.</summary>
sealed class ParentDesk(EngineState state, ReportWriter reports)
{
    /// <summary>
    /// A child has ended without a trade while others work: what is open of the parent has become less. A cancel of the parent that none of
    /// the others waits for any more has failed.
    /// </summary>
    internal void LoseChild<TOutbox>(int parent, RejectReason reason, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[parent];
        if (IsCanceling(in order)) RefuseCancel(parent, default, ref outbox);
        else if (order.TimeInForce is not (TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)) reports.Restate(parent, reason, ref outbox);
    }

    /// <summary>A parent's cancel has failed when none of its children waits for one any more and some still work.</summary>
    internal void RefuseCancel<TOutbox>(int parent, in Text40 words, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (parent == 0 || !IsCanceling(in state.Orders[parent])) return;
        ref var order = ref state.Orders[parent];
        for (var child = order.FirstChild; child != 0; child = state.Orders[child].NextChild)
            if (state.Legs[state.Orders[child].VenueLeg] is { Pending: PendingRequest.Cancel } or { CancelQueued: true }) return;
        ref var leg = ref state.Legs[order.VenueLeg];
        leg.Pending = PendingRequest.None;
        var asked = !FixedText.IsEmpty(in leg.PendingClOrdId);
        if (asked)
            reports.RejectCancel(
                order.Session, in leg.PendingClOrdId, state.Orders.ClOrdId(parent), parent, false, Rejection.Of(RejectReason.VenueRejected), in words, ref outbox);
        // Nobody's request of its own to be answered, or some children did end: the order is told as it is now.
        if (!asked || order.ReportedLeaves != order.Quantity - order.Cum) reports.Change(parent, ExecType.Restated, ref outbox);
    }

    bool IsCanceling(ref readonly Order order) => order.VenueLeg != 0 && state.Legs[order.VenueLeg].Pending == PendingRequest.Cancel;
}
