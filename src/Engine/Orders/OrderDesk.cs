using System.Numerics;
using Gateway.Engine.Positions;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Opens orders that passed the checks and ends those that are done; between the two they claim and count.</summary>
sealed class OrderDesk(EngineState state, Ledger ledger)
{
    /// <summary>Gives the order's strategy a number; a full table is a fault of the request.</summary>
    internal void FindStrategy(ref Candidate c, ref readonly NewOrder request)
    {
        if (c.Strategy >= 0 || FixedText.IsEmpty(in request.Strategy) || !state.Registry.KnowsSession(c.Session)) return;
        c.Strategy = state.Registry.Strategies.FindOrAdd(in request.Strategy);
        if (c.Strategy >= 0) state.Scopes.Use(ScopeKind.Strategy, c.Strategy);
        else if (c.Fault == RejectReason.None) (c.Fault, c.FaultObserved) = (RejectReason.TableFull, state.Registry.Strategies.Capacity);
    }

    /// <summary>An id that was seen stays used, whatever became of its request.</summary>
    internal void Remember(in Candidate c)
    {
        if (!c.HasClientId || !state.Registry.KnowsSession(c.Session) || state.ClientIds.IsFull || state.ClientIds.IsSeen(in c.ClientId)) return;
        state.ClientIds.Set(in c.ClientId, 0);
    }

    /// <summary>The order comes into being: slot, id, claim.</summary>
    internal int Open(in Candidate c, ref readonly NewOrder request)
    {
        var slot = Create(in c, in request);
        state.ClientIds.Set(in c.ClientId, state.Orders[slot].OrderId);
        Claim(slot, in c);
        if (c.ExpireTime != 0) KeepUntil(slot, state.Orders.Terms(slot).EndsAt);
        return slot;
    }

    /// <summary>The order ends at this instant; 0 for none. A child of an allocation ends with its parent.</summary>
    internal void KeepUntil(int slot, long time)
    {
        if (time == 0) return;
        state.Expiries.Set(slot, state.Orders[slot].OrderId, time);
        state.Due = Math.Min(state.Due, time);
    }

    internal int Create(in Candidate c, ref readonly NewOrder request)
    {
        var slot = state.Orders.Take(++state.LastOrderId, c.Session);
        ref var order = ref state.Orders[slot];
        order.Correlation = state.Cause;
        order.Price = c.Price;
        order.Quantity = c.Quantity;
        order.Account = c.Account;
        order.Instrument = c.Instrument;
        order.Strategy = c.Strategy;
        order.Group = c.Group;
        order.Side = c.Side;
        order.Type = c.Type;
        order.TimeInForce = c.TimeInForce;
        order.Flags = c.Flags;
        order.SelfTradePrevention = request.SelfTradePrevention;
        order.Status = OrdStatus.New;
        state.Orders.Name(slot, in request.ClOrdId);
        var terms = new OrderTerms
        {
            Signal = request.Signal, StopPrice = c.StopPrice, DisplayQuantity = c.DisplayQuantity, MinQuantity = c.MinQuantity,
            ExpireTime = c.ExpireTime, ExpireDate = c.ExpireDate,
        };
        if (!terms.IsEmpty) state.Orders.ChangeTerms(slot) = terms;
        return slot;
    }

    /// <summary>An order that was created begins to count and to claim.</summary>
    internal void Claim(int slot, in Candidate c)
    {
        ref var order = ref state.Orders[slot];
        order.Position = c.Position >= 0 ? c.Position : state.Positions.FindOrAdd(c.Account, c.Instrument);
        if (c.Strategy >= 0) order.StrategyShare = state.Shares.FindOrAdd(c.Scopes[OrderScopes.StrategyPlace], c.Account, c.Instrument) + 1;
        if (c.Group != 0) order.GroupShare = state.Shares.FindOrAdd(c.Scopes[OrderScopes.GroupPlace], Share.Everyone, c.Instrument) + 1;
        order.ValuationPrice = c.ValuationPrice;
        CountLots(in order, 1);
        ledger.Open(slot, c.Opening);
        if (c.Has(Rule.RiskBudget)) LimitClaim(slot, in c);
    }

    // R062: a claim on a budget ends with its time, and the order with it.
    void LimitClaim(int slot, in Candidate c)
    {
        var shortest = 0L;
        for (var places = c.Places(Rule.RiskBudget); places != 0; places &= places - 1)
        {
            var window = state.Scopes.TermsOf(c.Scopes[BitOperations.TrailingZeroCount(places)], Rule.RiskBudget).Window;
            if (window != 0 && (shortest == 0 || window < shortest)) shortest = window;
        }

        if (shortest == 0) return;
        ref var terms = ref state.Orders.ChangeTerms(slot);
        terms.ClaimUntil = state.Now + shortest;
        state.Orders[slot].ClaimEnds = true;
        KeepUntil(slot, terms.EndsAt);
    }

    /// <summary>The order is done: it claims nothing any more.</summary>
    internal void End(int slot, OrdStatus status)
    {
        ref var order = ref state.Orders[slot];
        if (order.Parent != 0) LeaveParent(slot);
        if (!order.IsParent) ledger.Close(slot);
        if (order.VenueLeg != 0) LeaveVenue(in order);
        if (order.TimeInForce == TimeInForce.GoodTillDate || order.ClaimEnds) state.Expiries.Remove(slot);
        order.Status = status;
        state.Orders.Retire(slot);
    }

    /// <summary>A created order that nobody was told of is taken back.</summary>
    internal void Undo(int slot)
    {
        ref var order = ref state.Orders[slot];
        if (order.Parent != 0) LeaveParent(slot);
        if (order.VenueLeg != 0) LeaveVenue(in order);
        if (order.TimeInForce == TimeInForce.GoodTillDate || order.ClaimEnds) state.Expiries.Remove(slot);
        if (!order.IsParent)
        {
            ledger.Close(slot);
            CountLots(in order, -1);
        }

        state.Orders.Undo(slot);
    }

    void LeaveVenue(ref readonly Order order)
    {
        state.Legs.OpenCount--;
        if (!order.IsParent) state.Scopes.Usages[state.Scopes.Of(ScopeKind.Venue, state.Legs[order.VenueLeg].Venue)].OpenOrders--;
    }

    // A parent knows its open children only, so that slots of done ones may be used anew.
    void LeaveParent(int slot)
    {
        ref var order = ref state.Orders[slot];
        ref var parent = ref state.Orders[order.Parent];
        parent.Working -= Math.Max(0, order.Quantity - order.Cum);
        ref var link = ref parent.FirstChild;
        while (link != slot) link = ref state.Orders[link].NextChild;
        link = order.NextChild;
    }

    void CountLots(ref readonly Order order, int sign)
    {
        var lots = order.Quantity / state.Registry.Instruments[order.Instrument].LotSize;
        var scopes = new OrderScopes(state, in order);
        for (var place = 0; place < OrderScopes.Count; place++)
            if (scopes[place] >= 0)
                state.Scopes.Usages[scopes[place]].OrderedLots += sign * lots;
    }
}
