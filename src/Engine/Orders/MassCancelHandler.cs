using Gateway.Engine.Risk.Operators;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Cancels many orders: a mass cancel request, a lost session, a halt.</summary>
sealed class MassCancelHandler(EngineState state, CancelDesk cancels, OrderLookup lookup, SessionKill kill, ReportWriter reports)
{
    internal void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.MassCancel;
        var filter = OrderFilter.All;
        var rejection = Check(in message, ref filter);
        lookup.Remember(message.Session, in request.ClOrdId);
        ref var report = ref reports.Begin(OutboundKind.MassCancelReport, message.Session, state.Cause, ref outbox).MassCancelReport;
        report.ClOrdId = request.ClOrdId;
        report.Symbol = request.Symbol;
        report.Side = request.Side;
        report.All = request.All;
        report.ReportId = ++state.LastReportId;
        report.Rejection = rejection;
        if (!rejection.IsRejected) report.Affected = filter.Count(message.Session, state);
        outbox.Commit();
        if (rejection.IsRejected) return;
        if (request.Kill) kill.Run(message.Session, ref outbox); // Before the first cancel, so that nothing slips in between.
        CancelSession(message.Session, in filter, default, ref outbox);
    }

    Rejection Check(ref readonly Inbound message, ref OrderFilter filter)
    {
        ref readonly var request = ref message.MassCancel;
        if (!lookup.MayTrade(message.Session)) return Rejection.Of(RejectReason.NotAuthorised);
        if (message.Fault != RejectReason.None) return Rejection.Of(message.Fault, 0, message.FaultObserved);
        if (FixedText.IsEmpty(in request.ClOrdId)) return Rejection.Of(RejectReason.ClOrdIdInvalid);
        if (lookup.IsSeen(message.Session, in request.ClOrdId)) return Rejection.Of(RejectReason.DuplicateClOrdId);
        if (!request.All && FixedText.IsEmpty(in request.Symbol)) return Rejection.Of(RejectReason.SymbolInvalid);
        return OrderFilter.Narrow(ref filter, state, in request.Symbol, in request.Account, request.Side);
    }

    /// <summary>Cancels the matching orders of a session, oldest first. A parent takes its children along.</summary>
    internal void CancelSession<TOutbox>(ushort session, in OrderFilter filter, in CancelCause cause, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var slot = state.Registry.Sessions[session].FirstOrder; slot != 0;)
        {
            ref var order = ref state.Orders[slot];
            var means = Means(in order, in filter, cause.Unsolicited);
            // A parent takes its children along, so that none of them may be the next.
            var next = means ? NextOutside(slot) : state.Orders.Next(slot);
            if (means)
            {
                state.Outcome.Affected++;
                cancels.Cancel(slot, in cause, default, ref outbox);
            }

            slot = next;
        }
    }

    // A client's request means its orders; a halt of an account also means the account's part of an allocation.
    bool Means(ref readonly Order order, in OrderFilter filter, bool unsolicited)
        => (order.Parent == 0 || (unsolicited && (filter.Account >= 0 || filter.Venue >= 0))) && filter.Matches(in order, state);

    int NextOutside(int slot)
    {
        var next = state.Orders.Next(slot);
        if (state.Orders[slot].IsParent)
            while (next != 0 && state.Orders[next].Parent == slot)
                next = state.Orders.Next(next);
        return next;
    }

    /// <summary>The same over all sessions.</summary>
    internal void CancelAll<TOutbox>(in OrderFilter filter, in CancelCause cause, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var session = 0; session < state.Registry.Sessions.Length; session++)
            if (state.Registry.Sessions[session].FirstOrder != 0)
                CancelSession((ushort)session, in filter, in cause, ref outbox);
    }

    /// <summary>Cancels all that works in a scope, whoever sent it.</summary>
    internal void CancelScope<TOutbox>(int scope, in CancelCause cause, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var filter = OrderFilter.All;
        var number = state.Scopes.NumberOf(scope);
        switch (state.Scopes.KindOf(scope))
        {
            case ScopeKind.Session: filter.Owner = number; break;
            case ScopeKind.Account: filter.Account = number; break;
            case ScopeKind.Strategy: filter.Strategy = number; break;
            case ScopeKind.Instrument: filter.Instrument = number; break;
            case ScopeKind.Venue: filter.Venue = number; break;
            case ScopeKind.Group: filter.Group = number + 1; break;
        }

        CancelAll(in filter, in cause, ref outbox);
    }
}
