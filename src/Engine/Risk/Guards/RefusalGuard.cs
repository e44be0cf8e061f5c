using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>Looks at requests that have been checked: too many refusals in a window stop a strategy, an account or a venue (R077); some deserve an alert.</summary>
sealed class RefusalGuard(EngineState state, Breaches breaches)
{
    const ulong Watched = 1UL << (int)Rule.RejectStorm | 1UL << (int)Rule.PriceCollarWindow | 1UL << (int)Rule.MessageLimit
                           | 1UL << (int)Rule.CreditLimit;

    /// <summary>A request has been checked.</summary>
    internal void AfterCheck<TOutbox>(in Candidate c, in Rejection rejection, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if ((c.Doubtful & Watched) == 0) return;
        if (rejection.IsRejected) AfterRefusal(in c, in rejection, ref outbox);
        else if (c.Doubts(Rule.CreditLimit)) WarnOfCredit(in c, ref outbox);
        if (c.Counts && c.Doubts(Rule.MessageLimit)) WarnOfMessages(in c, ref outbox);
    }

    // R063: once, when an order brings the line to four fifths.
    void WarnOfCredit<TOutbox>(in Candidate c, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var places = c.Places(Rule.CreditLimit); places != 0; places &= places - 1)
        {
            var scope = c.Scopes[System.Numerics.BitOperations.TrailingZeroCount(places)];
            var limit = state.Scopes.TermsOf(scope, Rule.CreditLimit).Value;
            var quiet = Caps.BelowAlert(limit);
            var used = state.Scopes.Usages[scope].Credit;
            if (used > quiet && used - c.Notional + c.OldNotional <= quiet) breaches.Alert(scope, RejectReason.CreditLimit, limit, used, ref outbox);
        }
    }

    void AfterRefusal<TOutbox>(in Candidate c, in Rejection rejection, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (rejection.Reason == RejectReason.PriceCollarWindow)
            breaches.Alert(c.Scopes[OrderScopes.InstrumentPlace], rejection.Reason, rejection.Limit, rejection.Observed, ref outbox);
        // What a restriction refuses does not keep it going.
        if (!c.Has(Rule.RejectStorm) || rejection.Reason is RejectReason.RejectStorm or RejectReason.TradingHalted or RejectReason.KillSwitch) return;
        Count(c.Scopes[OrderScopes.AccountPlace], ref outbox);
        Count(c.Scopes[OrderScopes.StrategyPlace], ref outbox);
    }

    /// <summary>A venue has refused an order.</summary>
    internal void AfterVenueRefusal<TOutbox>(ref readonly Order order, int venue, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        Count(order.Account < 0 ? -1 : state.Scopes.Of(ScopeKind.Account, order.Account), ref outbox);
        Count(order.Strategy < 0 ? -1 : state.Scopes.Of(ScopeKind.Strategy, order.Strategy), ref outbox);
        Count(state.Scopes.Of(ScopeKind.Venue, venue), ref outbox);
    }

    // R077
    void Count<TOutbox>(int scope, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (scope < 0 || !breaches.IsSet(scope, Rule.RejectStorm, out var terms) || terms.Value2 == 0) return;
        var window = terms.Window == 0 ? 60_000_000_000 : terms.Window;
        ref var refusals = ref state.Scopes.Activities[scope].Refusals;
        refusals.Add(state.Now, window);
        var count = refusals.Of(state.Now, window);
        if (count < terms.Value2) return;
        breaches.Restrict(scope, Restriction.RejectStorm, RejectReason.RejectStorm, terms.Value2, count, ref outbox);
        refusals = default;
    }

    // R031: once, at four fifths.
    void WarnOfMessages<TOutbox>(in Candidate c, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var places = c.Places(Rule.MessageLimit); places != 0; places &= places - 1)
        {
            var scope = c.Scopes[System.Numerics.BitOperations.TrailingZeroCount(places)];
            var limit = state.Scopes.TermsOf(scope, Rule.MessageLimit).Value;
            var messages = state.Scopes.Usages[scope].MessagesToday;
            if (messages == Caps.BelowAlert(limit) + 1) breaches.Alert(scope, RejectReason.MessageLimit, limit, messages, ref outbox);
        }
    }
}
