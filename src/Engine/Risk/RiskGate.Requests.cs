using System.Numerics;
using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Rates, counts of messages and duplicates.</summary>
sealed partial class RiskGate
{
    // R030: a token bucket per scope, new orders and replaces apart, kept as the theoretical arrival time of the next message that would be
    // exactly on rate; integers only.
    Rejection OrderRate(in Candidate c)
    {
        for (var places = c.Places(Rule.OrderRate); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.OrderRate);
            ref var usage = ref UsageAt(in c, place);
            var arrival = c.IsReplace ? usage.ReplaceTime : usage.NewOrderTime;
            if (terms.Value == 0) return At(in c, place, RejectReason.RateLimitExceeded, 0, 1);
            if (arrival - terms.Value3 > state.Now) return At(in c, place, RejectReason.RateLimitExceeded, terms.Value, (arrival - state.Now) / terms.Value2 + 1);
        }

        return default;
    }

    /// <summary>A request that came as far as the rates counts, whatever else was found.</summary>
    internal void Count(in Candidate c, bool passed)
    {
        if (!c.Counts) return;
        for (var place = 0; place < OrderScopes.Count; place++)
            if (c.Scopes[place] >= 0)
                UsageAt(in c, place).MessagesToday++;
        if (c.Has(Rule.OrderRate)) CountRate(in c);
        if (c.Has(Rule.OperationRatio)) CountOperation(in c.Scopes, c.Places(Rule.OperationRatio), !c.IsReplace);
        if (passed && !c.IsReplace && c.Has(Rule.DuplicateContent)) state.Recent.Add(c.ContentPlace, c.ContentKey, state.Now, DuplicateWindow(in c));
    }

    void CountRate(in Candidate c)
    {
        for (var places = c.Places(Rule.OrderRate); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.OrderRate);
            ref var usage = ref UsageAt(in c, place);
            ref var arrival = ref c.IsReplace ? ref usage.ReplaceTime : ref usage.NewOrderTime;
            if (arrival - terms.Value3 <= state.Now) arrival = Math.Max(arrival, state.Now) + terms.Value2;
        }
    }

    /// <summary>A cancel request is never refused, but it counts.</summary>
    internal void CountCancel(ref readonly Order order)
    {
        var scopes = new OrderScopes(state, in order);
        var places = 0U;
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (scopes[place] < 0) continue;
            state.Scopes.Usages[scopes[place]].MessagesToday++;
            places |= (uint)(state.Scopes.States[scopes[place]].Enabled >> (int)Rule.OperationRatio & 1) << place;
        }

        CountOperation(in scopes, places, isNew: false);
    }

    void CountOperation(in OrderScopes scopes, uint places, bool isNew)
    {
        for (; places != 0; places &= places - 1)
        {
            var scope = scopes[BitOperations.TrailingZeroCount(places)];
            ref var activity = ref state.Scopes.Activities[scope];
            var window = state.Scopes.TermsOf(scope, Rule.OperationRatio).Window;
            if (isNew) activity.NewOrders.Add(state.Now, window);
            else activity.Operations.Add(state.Now, window);
        }
    }

    // R038: replaces wait when there are too many cancels and replaces for each new order.
    Rejection OperationRatio(in Candidate c)
    {
        if (!c.IsReplace) return default;
        for (var places = c.Places(Rule.OperationRatio); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.OperationRatio);
            ref var activity = ref state.Scopes.Activities[c.Scopes[place]];
            long operations = activity.Operations.Of(state.Now, terms.Window) + 1;
            if (operations <= terms.Value2) continue;
            var allowed = (Int128)terms.Value * activity.NewOrders.Of(state.Now, terms.Window) / FixedPoint.One;
            if (operations > allowed) return At(in c, place, RejectReason.OperationRatio, allowed, operations);
        }

        return default;
    }

    // R031: messages a day; and, above a floor, messages for each trade.
    Rejection MessageLimit(in Candidate c)
    {
        for (var places = c.Places(Rule.MessageLimit); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            if (MessageLimit(c.Scopes[place]) is { IsRejected: true } over) return over;
        }

        return default;
    }

    internal Rejection MessageLimit(int scope)
    {
        ref readonly var terms = ref state.Scopes.TermsOf(scope, Rule.MessageLimit);
        ref var usage = ref state.Scopes.Usages[scope];
        var messages = usage.MessagesToday + 1;
        if (messages > terms.Value) return At(scope, RejectReason.MessageLimit, terms.Value, messages);
        if (terms.Value2 == 0 || messages <= terms.Value3) return default;
        var allowed = Int128.Max(terms.Value3, (Int128)terms.Value2 * usage.TradesToday / FixedPoint.One);
        return messages > allowed ? At(scope, RejectReason.MessageLimit, allowed, messages) : default;
    }

    // R034: also against ids of done and refused orders.
    Rejection DuplicateClOrdId(in Candidate c)
    {
        if (state.ClientIds.IsSeen(in c.ClientId))
            return Rejection.Of(RejectReason.DuplicateClOrdId).At(ScopeKind.Session, Reference.Texts.Narrow(in state.Registry.Sessions[c.Session].CompId));
        return state.ClientIds.IsFull ? EngineTable.ClOrdIds.Full(state.ClientIds.Capacity) : default;
    }

    // R035: equal in account, instrument, side, type, quantity and price. A session that may send equal orders says so with Value2.
    Rejection DuplicateContent(ref Candidate c)
    {
        if (c.IsReplace) return default;
        var places = c.Places(Rule.DuplicateContent);
        c.ContentPlace = state.Recent.Find(c.ContentKey);
        if ((places >> OrderScopes.SessionPlace & 1) != 0 && TermsAt(in c, OrderScopes.SessionPlace, Rule.DuplicateContent).Value2 != 0) return default;
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.DuplicateContent);
            if (terms.Value2 != 0) continue;
            var allowed = Math.Max(1, terms.Value);
            var seen = state.Recent.Count(c.ContentPlace, c.ContentKey, state.Now, terms.Window) + 1;
            if (seen > allowed) return At(in c, place, RejectReason.DuplicateOrder, allowed, seen);
        }

        return default;
    }

    // The longest that any scope of the order asks for.
    long DuplicateWindow(in Candidate c)
    {
        var longest = 0L;
        for (var places = c.Places(Rule.DuplicateContent); places != 0; places &= places - 1)
            longest = Math.Max(longest, TermsAt(in c, BitOperations.TrailingZeroCount(places), Rule.DuplicateContent).Window);
        return longest;
    }
}
