using Gateway.Engine.Orders;
using Gateway.Engine.Positions;
using Gateway.Engine.Risk;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Allocation;

/// <summary>
/// The replace of an allocated order: the new quantity is shared over the open children in the proportion of their present
/// quantities, all are checked and claim, then all are changed. If one is refused, none is.
/// </summary>
sealed class ParentReplacer(
    EngineState state, RiskGate gate, Ledger ledger, CancelDesk cancels, Matcher matcher, VenueRequests requests, Targets targets,
    ReportWriter reports)
{
    readonly int[] _slots = new int[state.Limits.LegsMax];
    readonly long[] _quantities = new long[state.Limits.LegsMax];
    readonly Candidate[] _children = new Candidate[state.Limits.LegsMax];
    readonly long[] _oldValuations = new long[state.Limits.LegsMax];
    readonly long[] _oldOpenings = new long[state.Limits.LegsMax];
    readonly long[] _oldWorkings = new long[state.Limits.LegsMax];
    int _count;

    /// <summary>Checks the children one after the other, each against what those before it claim; refused, everything is as before.</summary>
    internal Rejection Claim(int parent, in Candidate block)
    {
        CollectChildren(parent);
        var lot = state.Registry.Instruments[block.Instrument].LotSize;
        var fixedPart = state.Orders[parent].Cum;
        for (var i = 0; i < _count; i++) fixedPart -= state.Orders[_slots[i]].Cum;
        if (!targets.Reshare(_quantities.AsSpan(0, _count), (block.Quantity - fixedPart) / lot))
            return Rejection.Of(RejectReason.TooLateToCancel);
        for (var i = 0; i < _count; i++)
        {
            var rejection = ClaimChild(i, in block, targets.LotsOf(i) * lot);
            if (!rejection.IsRejected) continue;
            for (var done = i - 1; done >= 0; done--) TakeBack(done);
            return rejection;
        }

        return default;
    }

    void CollectChildren(int parent)
    {
        _count = 0;
        for (var child = state.Orders[parent].FirstChild; child != 0; child = state.Orders[child].NextChild)
        {
            _slots[_count] = child;
            _quantities[_count++] = state.Orders[child].Quantity;
        }
    }

    Rejection ClaimChild(int i, in Candidate block, long quantity)
    {
        ref var order = ref state.Orders[_slots[i]];
        var key = Reference.Texts.Widen(in state.Registry.AccountNames[order.Account]);
        if (quantity <= order.Cum) return Rejection.Of(RejectReason.ReplaceBelowFilled, order.Cum, quantity).At(ScopeKind.Account, key);
        if (order.VenueLeg != 0 && (!state.Legs[order.VenueLeg].Accepted || state.Legs[order.VenueLeg].Pending != PendingRequest.None))
            return Rejection.Of(RejectReason.AlreadyPending).At(ScopeKind.Account, key);
        ref var c = ref _children[i];
        c = CandidateFactory.LegOf(in block, order.Account, quantity);
        CandidateFactory.CopyIdentity(ref c, in order);
        c.Replaced = _slots[i];
        var verdict = new FirstFailure();
        gate.Run(ref c, ref verdict);
        if (verdict.Failure.IsRejected) return verdict.Failure;
        (_oldValuations[i], _oldOpenings[i], _oldWorkings[i]) = (order.ValuationPrice, order.Opening, order.Working);
        ClaimWorst(_slots[i], in c);
        return default;
    }

    void TakeBack(int i)
    {
        ref var order = ref state.Orders[_slots[i]];
        order.ValuationPrice = _oldValuations[i];
        ledger.Resize(ref order, _oldWorkings[i], _oldOpenings[i]);
    }

    /// <summary>Claims for the worse of an order as it is and as it would be replaced, and notes both.</summary>
    internal void ClaimWorst(int slot, in Candidate c)
    {
        ref var order = ref state.Orders[slot];
        if (order.VenueLeg != 0)
        {
            ref var leg = ref state.Legs[order.VenueLeg];
            (leg.OldValuation, leg.OldOpening) = (order.ValuationPrice, order.Opening);
            (leg.PendingValuation, leg.PendingOpening) = (c.ValuationPrice, c.Opening);
        }

        order.ValuationPrice = Math.Max(order.ValuationPrice, c.ValuationPrice);
        ledger.Resize(ref order, Math.Max(order.Working, c.Leaves), Math.Max(order.Opening, c.Opening));
    }

    /// <summary>Changes parent and children after <see cref="Claim"/> passed.</summary>
    internal void Act<TOutbox>(int parent, in Candidate block, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        // Children at venues: the order is what they are, and has its new id when the last of them has answered.
        if (state.Orders[parent].VenueLeg != 0) requests.BeginParentReplace(parent, in clOrdId, block.Price, ref outbox);
        else Rename(parent, in block, in clOrdId, ref outbox);
        for (var i = 0; i < _count; i++)
        {
            if (state.Orders[_slots[i]].VenueLeg != 0)
            {
                requests.SendReplace(_slots[i], in clOrdId, _children[i].Price, _children[i].Quantity, ref outbox);
                continue;
            }

            ref var order = ref state.Orders[_slots[i]];
            cancels.Unbook(ref order);
            order.Price = _children[i].Price;
            order.Quantity = _children[i].Quantity;
            order.ValuationPrice = _children[i].ValuationPrice;
            ledger.Resize(ref order, order.Quantity - order.Cum, _children[i].Opening);
        }

        for (var i = 0; i < _count; i++)
            if (state.Orders[_slots[i]].VenueLeg == 0)
                matcher.Execute(_slots[i], 0, ref outbox);
    }

    void Rename<TOutbox>(int parent, in Candidate block, in Text64 clOrdId, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var order = ref state.Orders[parent];
        var old = state.Orders.ClOrdId(parent);
        for (var i = 0; i < _count; i++)
            order.Working += _children[i].Quantity - state.Orders[_slots[i]].Quantity;
        order.Price = block.Price;
        order.Quantity = block.Quantity;
        state.Orders.Name(parent, in clOrdId);
        state.ClientIds.Set(ClientIdKey.Of(order.Session, in old), 0);
        state.ClientIds.Set(ClientIdKey.Of(order.Session, in clOrdId), order.OrderId);
        reports.Describe(parent, ExecType.Replaced, ref outbox).OrigClOrdId = old;
        outbox.Commit();
    }
}
