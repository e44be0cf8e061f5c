using Gateway.Engine.Reference;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Says what happened to orders: execution reports, cancel rejects, mass cancel reports.</summary>
sealed class ReportWriter(EngineState state)
{
    internal long Cause => state.Cause;

    /// <summary>A claimed slot with its header; the payload is zero.</summary>
    internal ref Outbound Begin<TOutbox>(OutboundKind kind, ushort session, long correlation, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        ref var message = ref outbox.Claim();
        message.Kind = kind;
        message.Session = session;
        message.Time = new Timestamp(state.Now);
        message.Cause = state.Cause;
        message.Correlation = correlation;
        return ref message;
    }

    /// <summary>The present state of an order as an execution report; the caller adds what is special and commits.</summary>
    internal ref ExecutionReport Describe<TOutbox>(int slot, ExecType type, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref readonly var terms = ref state.Orders.Terms(slot);
        ref var report = ref Begin(OutboundKind.ExecutionReport, order.Session, order.Correlation, ref outbox).ExecutionReport;
        state.Orders.ClOrdId(slot, out report.ClOrdId);
        report.Symbol = state.Registry.Symbols[order.Instrument];
        report.Account = NameOf(in order);
        report.Strategy = state.Registry.StrategyOf(in order);
        report.Signal = terms.Signal;
        report.OrderId = order.OrderId;
        report.ExecId = ++state.LastExecId;
        report.Price = new Price(order.Price);
        report.StopPrice = new Price(terms.StopPrice);
        report.OrderQuantity = new Quantity(order.Quantity);
        report.LeavesQuantity = new Quantity(order.ReportedLeaves);
        report.CumQuantity = new Quantity(order.Cum);
        report.AveragePrice = new Price(order.AveragePrice);
        report.DisplayQuantity = new Quantity(terms.DisplayQuantity);
        report.ExpireTime = new Timestamp(terms.ExpireTime);
        report.Side = order.Side;
        report.Type = order.Type;
        report.TimeInForce = order.TimeInForce;
        report.Flags = order.Flags;
        report.OrdStatus = StatusOf(in order);
        report.ExecType = type;
        return ref report;
    }

    /// <summary>FIX's OrdStatus: a pending cancel or replace hides what the order is otherwise.</summary>
    internal OrdStatus StatusOf(ref readonly Order order)
    {
        if (order.Done || order.VenueLeg == 0) return order.Status;
        ref var leg = ref state.Legs[order.VenueLeg];
        if (leg.Pending == PendingRequest.Cancel || leg.CancelQueued) return OrdStatus.PendingCancel;
        return leg.Pending == PendingRequest.Replace ? OrdStatus.PendingReplace : order.Status;
    }

    /// <summary>A change without more to tell: New, PendingNew, …</summary>
    internal void Change<TOutbox>(int slot, ExecType type, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        Describe(slot, type, ref outbox);
        outbox.Commit();
    }

    /// <summary>The gateway itself has changed price or quantity of an order.</summary>
    internal void Restate<TOutbox>(int slot, RejectReason reason, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var report = ref Describe(slot, ExecType.Restated, ref outbox);
        report.Unsolicited = true;
        report.Rejection.Reason = reason;
        outbox.Commit();
    }

    /// <summary>A new order is refused: it never came into being.</summary>
    internal void Reject<TOutbox>(ushort session, ref readonly NewOrder request, in Rejection rejection, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        ref var report = ref Begin(OutboundKind.ExecutionReport, session, state.Cause, ref outbox).ExecutionReport;
        report.ClOrdId = request.ClOrdId;
        report.Symbol = request.Symbol;
        report.Account = request.Account;
        report.Strategy = request.Strategy;
        report.Signal = request.Signal;
        report.ExecId = ++state.LastExecId;
        report.Price = request.Price;
        report.StopPrice = request.StopPrice;
        report.OrderQuantity = request.Quantity;
        report.DisplayQuantity = request.DisplayQuantity;
        report.ExpireTime = request.ExpireTime;
        report.Side = request.Side;
        report.Type = request.Type;
        report.TimeInForce = request.TimeInForce;
        report.Flags = request.Flags;
        report.OrdStatus = OrdStatus.Rejected;
        report.ExecType = ExecType.Rejected;
        report.Rejection = rejection;
        outbox.Commit();
    }

    /// <summary>
    /// No order is meant by a status request: told as FIX does it, by a status report that says rejected. The caller adds what it knows and commits.
    /// </summary>
    internal ref ExecutionReport RefuseStatus<TOutbox>(ushort session, in Text24 symbol, Side side, in Text40 requestId, in Rejection rejection, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        ref var report = ref Begin(OutboundKind.ExecutionReport, session, state.Cause, ref outbox).ExecutionReport;
        report.Symbol = symbol;
        report.Side = side;
        report.ExecId = ++state.LastExecId;
        report.ExecType = ExecType.OrderStatus;
        report.OrdStatus = OrdStatus.Rejected;
        report.Text = requestId;
        report.Rejection = rejection;
        return ref report;
    }

    /// <summary>A cancel or replace request is refused; the order, if there is one, stands as it was.</summary>
    internal void RejectCancel<TOutbox>(
        ushort session, in Text64 clOrdId, in Text64 origClOrdId, int slot, bool replace, in Rejection rejection, in Text40 words, ref TOutbox outbox)
        where TOutbox : struct, IOutbox
    {
        ref var message = ref Begin(OutboundKind.CancelReject, session, slot == 0 ? state.Cause : state.Orders[slot].Correlation, ref outbox);
        ref var reject = ref message.CancelReject;
        reject.ClOrdId = clOrdId;
        reject.OrigClOrdId = origClOrdId;
        reject.Rejection = rejection;
        reject.Text = words;
        reject.Replace = replace;
        reject.OrdStatus = OrdStatus.Rejected;
        if (slot != 0)
        {
            ref var order = ref state.Orders[slot];
            reject.Symbol = state.Registry.Symbols[order.Instrument];
            reject.Account = NameOf(in order);
            reject.OrderId = order.OrderId;
            reject.OrdStatus = StatusOf(in order);
        }

        outbox.Commit();
    }

    /// <summary>The account, or the group of an allocation's parent.</summary>
    internal ref readonly Text16 NameOf(ref readonly Order order)
    {
        if (order.Account >= 0) return ref state.Registry.AccountNames[order.Account];
        return ref order.Group > 0 ? ref state.Registry.GroupNames[order.Group - 1] : ref s_noName;
    }

    static readonly Text16 s_noName;
}
