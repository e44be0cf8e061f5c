using Gateway.Engine.Allocation;
using Gateway.Engine.Matching;
using Gateway.Engine.Positions;
using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Guards;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>
/// Replace requests. Less quantity at the same price keeps the place in the queue; everything else goes to its end and may trade at
/// once. Checked is the difference to what the order has in use already; at a venue the worse of old and new is claimed until it answers.
/// </summary>
sealed class ReplaceHandler(
    EngineState state, CandidateFactory candidates, RiskGate gate, Ledger ledger, CancelDesk cancels, Matcher matcher,
    VenueRequests requests, Router router, ParentReplacer parents, StopDesk stops, OrderDesk desk, OrderLookup lookup, RefusalGuard refusals, StatusHandler statuses, ReportWriter reports)
{
    internal void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.ReplaceOrder;
        if ((request.Flags & OrderFlags.PossResend) != 0 && statuses.Repeats(in message, in request.ClOrdId, in request.OrigClOrdId, in request.Symbol, request.Side, ref outbox)) return;
        var slot = lookup.Find(message.Session, in request.OrigClOrdId, request.OrderId);
        var rejection = Identify(in message, slot);
        var c = default(Candidate);
        if (!rejection.IsRejected) rejection = Check(in message, slot, out c);
        lookup.Remember(message.Session, in request.ClOrdId);
        if (c.ExpireTime != 0 && !rejection.IsRejected) KeepUntil(slot, in c);
        if (rejection.IsRejected)
            reports.RejectCancel(message.Session, in request.ClOrdId, in request.OrigClOrdId, slot, replace: true, in rejection, default, ref outbox);
        else if (state.Orders[slot].IsParent)
            parents.Act(slot, in c, in request.ClOrdId, ref outbox);
        else if (state.Orders[slot].VenueLeg != 0)
            SendToVenue(slot, in c, in request.ClOrdId, ref outbox);
        else
            Apply(slot, in c, in request, ref outbox);
        refusals.AfterCheck(in c, in rejection, ref outbox);
    }

    Rejection Identify(ref readonly Inbound message, int slot)
    {
        ref readonly var request = ref message.ReplaceOrder;
        if (!lookup.MayTrade(message.Session)) return Rejection.Of(RejectReason.NotAuthorised);
        if (message.Fault != RejectReason.None) return Rejection.Of(message.Fault, 0, message.FaultObserved);
        if (FixedText.IsEmpty(in request.ClOrdId)) return Rejection.Of(RejectReason.ClOrdIdInvalid);
        if (slot == 0) return Rejection.Of(RejectReason.UnknownOrder);
        if (lookup.IsSeen(message.Session, in request.ClOrdId)) return Rejection.Of(RejectReason.DuplicateClOrdId);
        ref var order = ref state.Orders[slot];
        if (order.Done) return Rejection.Of(RejectReason.TooLateToCancel);
        if (lookup.IsPending(in order)) return Rejection.Of(RejectReason.AlreadyPending);
        if (order.VenueLeg != 0 && !order.IsParent && !state.Legs[order.VenueLeg].Accepted) return Rejection.Of(RejectReason.AlreadyPending);
        if (ChangesIdentity(in request, in order)) return Rejection.Of(RejectReason.ReplaceChangesIdentity);
        if (ChangesTrigger(in request, slot)) return Rejection.Of(RejectReason.StopTriggered, state.Orders.Terms(slot).StopPrice, request.StopPrice.Raw);
        return request.Quantity.Raw <= order.Cum ? Rejection.Of(RejectReason.ReplaceBelowFilled, order.Cum, request.Quantity.Raw) : default;
    }

    bool ChangesIdentity(ref readonly ReplaceOrder request, ref readonly Order order)
        => lookup.Differs(in order, in request.Symbol, request.Side)
           || (request.Type != OrderType.None && request.Type != order.Type && !IsNow(request.Type, in order))
           || (!FixedText.IsEmpty(in request.Account) && request.Account != reports.NameOf(in order));

    // A stop order may be called what it has become.
    static bool IsNow(OrderType type, ref readonly Order order)
        => !order.Waiting && (type, order.Type) is (OrderType.Limit, OrderType.StopLimit) or (OrderType.Market, OrderType.Stop);

    bool ChangesTrigger(ref readonly ReplaceOrder request, int slot)
        => request.StopPrice.Raw != 0 && !state.Orders[slot].Waiting && request.StopPrice.Raw != state.Orders.Terms(slot).StopPrice;

    Rejection Check(ref readonly Inbound message, int slot, out Candidate c)
    {
        c = candidates.Of(in message, slot);
        c.IsBlock = state.Orders[slot].IsParent;
        var verdict = new FirstFailure();
        gate.Run(ref c, ref verdict);
        if (!verdict.Failure.IsRejected && c.IsBlock) verdict.Failure = parents.Claim(slot, in c);
        if (!verdict.Failure.IsRejected && !c.IsBlock && state.Orders[slot].VenueLeg != 0) verdict.Failure = router.CheckReplace(in state.Orders[slot]);
        gate.Count(in c, !verdict.Failure.IsRejected);
        return verdict.Failure;
    }

    void Apply<TOutbox>(int slot, in Candidate c, ref readonly ReplaceOrder request, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[slot];
        ref readonly var terms = ref state.Orders.Terms(slot);
        var old = state.Orders.ClOrdId(slot);
        var keepsPlace = c.Price == order.Price && c.Quantity <= order.Quantity && c.DisplayQuantity == terms.DisplayQuantity
                         && c.StopPrice == (order.Waiting ? terms.StopPrice : 0);
        Move(slot, in c, keepsPlace);
        if (c.DisplayQuantity != terms.DisplayQuantity) state.Orders.ChangeTerms(slot).DisplayQuantity = c.DisplayQuantity;
        if (order.Waiting) state.Orders.ChangeTerms(slot).StopPrice = c.StopPrice;
        state.Orders.Name(slot, in request.ClOrdId);
        state.ClientIds.Set(ClientIdKey.Of(order.Session, in old), 0);
        state.ClientIds.Set(ClientIdKey.Of(order.Session, in request.ClOrdId), order.OrderId);
        reports.Describe(slot, ExecType.Replaced, ref outbox).OrigClOrdId = old;
        outbox.Commit();
        if (keepsPlace) return;
        if (order.Waiting) stops.Hold(slot, ref outbox);
        else matcher.Execute(slot, c.WorstPrice, ref outbox);
    }

    void KeepUntil(int slot, in Candidate c)
    {
        ref var terms = ref state.Orders.ChangeTerms(slot);
        (terms.ExpireTime, terms.ExpireDate) = (c.ExpireTime, c.ExpireDate);
        desk.KeepUntil(slot, terms.EndsAt);
    }

    /// <summary>Gives a resting order its new price and quantity; out of the book unless it keeps its place.</summary>
    internal void Move(int slot, in Candidate c, bool keepsPlace)
    {
        ref var order = ref state.Orders[slot];
        if (!keepsPlace) cancels.Unbook(ref order);
        else if (c.Quantity < order.Quantity && !order.Waiting)
            state.Registry.Books[order.Instrument]!.Reduce(order.Handle, (order.Quantity - c.Quantity) / state.Registry.Instruments[order.Instrument].LotSize);
        order.Price = c.Price;
        order.Quantity = c.Quantity;
        order.ValuationPrice = c.ValuationPrice;
        ledger.Resize(ref order, order.Quantity - order.Cum, c.Opening);
    }

    void SendToVenue<TOutbox>(int slot, in Candidate c, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        parents.ClaimWorst(slot, in c);
        requests.SendReplace(slot, in clOrdId, c.Price, c.Quantity, ref outbox);
    }
}
