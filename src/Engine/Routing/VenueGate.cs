using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>
/// The checks that a venue adds, once per way that an order could take: its state and what rules imposed on it, its health, its budget and
/// rates, the age of its quote. A way that fails one is passed over; when none is left, the first failure is the answer.
/// </summary>
sealed class VenueGate(EngineState state, RiskGate gate)
{
    /// <summary>Whether a new order may go this way.</summary>
    internal Rejection Check(in Candidate c, ref readonly Route route)
    {
        var scope = state.Scopes.Of(ScopeKind.Venue, route.Venue);
        ref var present = ref state.Scopes.States[scope];
        if (!route.Enabled || state.Registry.Venues[route.Venue].State != VenueState.Up) return gate.At(scope, RejectReason.VenueDown, 0, 0);
        if (present.IsRestricted && StateOf(in c, scope, ref present) is { IsRejected: true } closed) return closed;
        var quote = QuoteAge(in c, in route, scope);
        if (quote.IsRejected) return quote;
        return present.Enabled == 0 ? default : Limits(in c, scope, ref present);
    }

    Rejection StateOf(in Candidate c, int scope, ref readonly ScopeState present)
    {
        if (present.Strictest >= TradingState.CancelOnly) return gate.At(scope, present.Reason, 0, 0);
        if (c.Reduces) return default;
        if (present.Strictest == TradingState.ReduceOnly)
            return gate.At(scope, present.State == TradingState.ReduceOnly ? RejectReason.ReduceOnlyWouldIncrease : present.Reason, c.Leaves - c.Opening, c.Leaves);
        return present.LockedUntil > state.Now ? gate.At(scope, RejectReason.LockedOut, present.LockedUntil, state.Now) : default;
    }

    // R093: what takes at once needs to know what it takes; at firm, instrument and venue.
    Rejection QuoteAge(in Candidate c, ref readonly Route route, int venue)
    {
        var instrument = c.Scopes[OrderScopes.InstrumentPlace];
        if (((state.Scopes.States[0].Enabled | state.Scopes.States[instrument].Enabled | state.Scopes.States[venue].Enabled) >> (int)Rule.MarketDataStale & 1) == 0) return default;
        if (!IsAggressive(in c, in route)) return default;
        if (QuoteAge(0, in route) is { IsRejected: true } firm) return firm;
        return QuoteAge(instrument, in route) is { IsRejected: true } own ? own : QuoteAge(venue, in route);
    }

    Rejection QuoteAge(int scope, ref readonly Route route)
    {
        if (!IsSet(scope, Rule.MarketDataStale)) return default;
        var window = state.Scopes.TermsOf(scope, Rule.MarketDataStale).Window;
        var age = route.QuoteTime == 0 ? FixedMath.AmountMax : state.Now - route.QuoteTime;
        return age > window ? gate.At(scope, RejectReason.MarketDataStale, window, age) : default;
    }

    static bool IsAggressive(in Candidate c, ref readonly Route route)
    {
        if (c.Type == OrderType.Market || c.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill) return true;
        var best = c.Direction == Side.Buy ? route.AskPrice : route.BidPrice;
        return best == 0 || (c.Direction == Side.Buy ? c.Price >= best : c.Price <= best);
    }

    bool IsSet(int scope, Rule rule) => (state.Scopes.States[scope].Enabled >> (int)rule & 1) != 0;

    Rejection Limits(in Candidate c, int scope, ref readonly ScopeState present)
    {
        ref var usage = ref state.Scopes.Usages[scope];
        if (IsSet(scope, Rule.SessionHours) && !state.Scopes.SessionOf(scope).IsOpen(state.Now))
            return gate.At(scope, RejectReason.OutsideSession, state.Scopes.SessionOf(scope).OpensAt, state.Now);
        if (IsSet(scope, Rule.PercentPrice) && c.Price != 0 && gate.PercentPrice(in c, scope) is { IsRejected: true } outside) return outside;
        if (Rates(scope, replace: false) is { IsRejected: true } rate) return rate;
        if (IsSet(scope, Rule.MaxOpenOrders) && state.Scopes.TermsOf(scope, Rule.MaxOpenOrders).Value is var open && usage.OpenOrders + 1L > open)
            return gate.At(scope, RejectReason.MaxOpenOrders, open, usage.OpenOrders + 1L);
        if (IsSet(scope, Rule.UnknownOutcomes) && state.Scopes.TermsOf(scope, Rule.UnknownOutcomes).Value is var unknown && usage.UnknownOrders > unknown)
            return gate.At(scope, RejectReason.UnknownOutcomes, unknown, usage.UnknownOrders);
        return Health(scope, in usage);
    }

    // R094
    Rejection Health(int scope, ref readonly Usage usage)
    {
        if (!IsSet(scope, Rule.VenueHealth)) return default;
        ref readonly var terms = ref state.Scopes.TermsOf(scope, Rule.VenueHealth);
        var failures = state.Scopes.Activities[scope].Refusals.Of(state.Now, terms.Window);
        if (failures >= terms.Value) return gate.At(scope, RejectReason.VenueDown, terms.Value, failures);
        return terms.Value2 > 0 && usage.UnknownOrders >= terms.Value2 ? gate.At(scope, RejectReason.VenueDown, terms.Value2, usage.UnknownOrders) : default;
    }

    /// <summary>R030, R031 and R032 of a venue, for a new order or a replace; cancels always pass and have what R032 keeps for them.</summary>
    internal Rejection Rates(int scope, bool replace)
    {
        ref var usage = ref state.Scopes.Usages[scope];
        if (IsSet(scope, Rule.OrderRate))
        {
            ref readonly var terms = ref state.Scopes.TermsOf(scope, Rule.OrderRate);
            var arrival = replace ? usage.ReplaceTime : usage.NewOrderTime;
            if (terms.Value == 0 || arrival - terms.Value3 > state.Now) return gate.At(scope, RejectReason.RateLimitExceeded, terms.Value, Ahead(arrival, in terms));
        }

        if (IsSet(scope, Rule.MessageLimit) && gate.MessageLimit(scope) is { IsRejected: true } over) return over;
        if (!IsSet(scope, Rule.VenueRate)) return default;
        ref readonly var budget = ref state.Scopes.TermsOf(scope, Rule.VenueRate);
        var request = state.Scopes.Activities[scope].RequestTime;
        return budget.Value == 0 || request - budget.Value3 > state.Now ? gate.At(scope, RejectReason.VenueRateLimit, budget.Value, Ahead(request, in budget)) : default;
    }

    long Ahead(long arrival, in Terms terms) => terms.Value2 == 0 ? 1 : Math.Max(0, arrival - state.Now) / terms.Value2 + 1;

    /// <summary>A request leaves for a venue.</summary>
    internal static void Count(EngineState state, int venue, VenueAction action)
    {
        var scope = state.Scopes.Of(ScopeKind.Venue, venue);
        var enabled = state.Scopes.States[scope].Enabled;
        if (enabled == 0) return;
        ref var usage = ref state.Scopes.Usages[scope];
        usage.MessagesToday++;
        if ((enabled >> (int)Rule.VenueRate & 1) != 0) Advance(ref state.Scopes.Activities[scope].RequestTime, state.Now, in state.Scopes.TermsOf(scope, Rule.VenueRate));
        if ((enabled >> (int)Rule.OrderRate & 1) == 0) return;
        if (action == VenueAction.New) Advance(ref usage.NewOrderTime, state.Now, in state.Scopes.TermsOf(scope, Rule.OrderRate));
        else if (action == VenueAction.Replace) Advance(ref usage.ReplaceTime, state.Now, in state.Scopes.TermsOf(scope, Rule.OrderRate));
    }

    static void Advance(ref long arrival, long now, in Terms terms) => arrival = Math.Max(arrival, now) + terms.Value2;
}
