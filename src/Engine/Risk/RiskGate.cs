using System.Runtime.CompilerServices;
using Gateway.Engine.Positions;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>
/// All checks of an order, in their fixed order: session, syntax and instrument, states and lockouts, static limits, price, rate,
/// duplicates, positions and exposure, balance. The first failure decides; a preview lists them all from the same list.
/// Looking changes nothing: what a passed order uses up is booked by those who act on it.
/// </summary>
sealed partial class RiskGate(EngineState state, Ledger ledger, PriceReference prices)
{
    internal void Run<TVerdict>(ref Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
    {
        if (!c.IsLeg && verdict.Ends(Session(in c))) return;
        if (!c.IsLeg && verdict.Ends(Parsed(in c))) return;
        if (!c.IsLeg && verdict.Ends(KnownInstrument(in c))) return;
        if (!c.IsBlock && verdict.Ends(KnownAccount(in c))) return;
        if (c.Instrument < 0 || (c.Account < 0 && !c.IsBlock) || !state.Registry.KnowsSession(c.Session)) return;
        FindScopes(ref c);
        if (verdict.Ends(Supported(in c))) return;
        if (verdict.Ends(PriceGiven(in c))) return;
        if (verdict.Ends(PriceIncrement(in c))) return;
        if (verdict.Ends(LotSize(in c))) return;
        if ((c.Flags & OrderFlags.PostOnly) != 0 && verdict.Ends(PostOnly(in c))) return;
        if (verdict.Ends(Appraise(ref c))) return;
        if (verdict.Ends(MinimumNotional(in c))) return;
        if (!c.IsLeg && verdict.Ends(StaleRequest(in c))) return;
        if (c.Restricted && verdict.Ends(TradingState(in c))) return;
        if (c.Restricted && verdict.Ends(Lockout(in c))) return;
        if (verdict.Ends(ReduceOnly(in c))) return;
        if (c.Rules != 0 && EndsOnStaticLimits(in c, ref verdict)) return;
        if (c.Rules != 0 && EndsOnPrice(in c, ref verdict)) return;
        if (!c.IsLeg && EndsOnRequest(ref c, ref verdict)) return;
        if (c.IsBlock) return;
        if (verdict.Ends(Room(in c))) return;
        if (verdict.Ends(ShortSell(in c))) return;
        if (c.Rules != 0 && EndsOnPosition(in c, ref verdict)) return;
        if (verdict.Ends(BuyingPower(in c))) return;
        if (c.Rules != 0) EndsOnBalance(in c, ref verdict);
    }

    bool EndsOnStaticLimits<TVerdict>(in Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
        => (c.Has(Rule.MaxOrderQuantity) && verdict.Ends(MaxOrderQuantity(in c)))
           || (c.Has(Rule.MaxOrderNotional) && verdict.Ends(MaxOrderNotional(in c)))
           || (c.Has(Rule.LotLimit) && verdict.Ends(LotLimit(in c)))
           || (c.Has(Rule.RestrictedList) && verdict.Ends(RestrictedList(in c)));

    bool EndsOnPrice<TVerdict>(in Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
        => (c.Has(Rule.MissingReference) && verdict.Ends(MissingReference(in c)))
           || (c.Has(Rule.PriceCollar) && verdict.Ends(PriceCollar(in c)))
           || (c.Has(Rule.MarketOrderBlock) && verdict.Ends(MarketOrderBlock(in c)));

    bool EndsOnRequest<TVerdict>(ref Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
    {
        c.Counts = true;
        return (c.Has(Rule.OrderRate) && verdict.Ends(OrderRate(in c)))
               || (c.Has(Rule.MessageLimit) && verdict.Ends(MessageLimit(in c)))
               || verdict.Ends(DuplicateClOrdId(in c));
    }

    bool EndsOnPosition<TVerdict>(in Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
        => (c.Has(Rule.MaxOpenOrders) && verdict.Ends(MaxOpenOrders(in c)))
           || (c.Has(Rule.UnknownOutcomes) && verdict.Ends(UnknownOutcomes(in c)))
           || (!c.Reduces
               && ((c.Has(Rule.OpenOrderValue) && verdict.Ends(OpenOrderValue(in c)))
                   || (c.Has(Rule.MaxContracts) && verdict.Ends(MaxContracts(in c)))
                   || (c.Has(Rule.MaxContractsInstrument) && verdict.Ends(MaxContractsInstrument(in c)))
                   || (c.Has(Rule.MaxPositionNotional) && verdict.Ends(MaxPositionNotional(in c)))
                   || (c.Has(Rule.ExposureCap) && verdict.Ends(ExposureCap(in c)))
                   || (c.Has(Rule.DailyTradedValue) && verdict.Ends(DailyTradedValue(in c)))));

    bool EndsOnBalance<TVerdict>(in Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
        => !c.Reduces
           && ((c.Has(Rule.MarginBuffer) && verdict.Ends(MarginBuffer(in c)))
               || (c.Has(Rule.CreditLimit) && verdict.Ends(CreditLimit(in c))));

    void FindScopes(ref Candidate c)
    {
        c.Scopes = new OrderScopes(state.Scopes, c.Session, c.Account, c.Strategy, c.Instrument);
        for (var i = 0; i < OrderScopes.Count; i++)
        {
            if (c.Scopes[i] < 0) continue;
            ref var scope = ref state.Scopes.States[c.Scopes[i]];
            c.Rules |= scope.Enabled;
            c.Restricted |= scope.IsRestricted;
        }

        // An account's limits are for its own part of an allocation, not for the whole.
        if (c.IsBlock) c.Rules &= 1UL << (int)Rule.StaleRequest | 1UL << (int)Rule.PriceCollar | 1UL << (int)Rule.OrderRate | 1UL << (int)Rule.MessageLimit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Applies(in Candidate c, int place, Rule rule)
        => c.Scopes[place] >= 0 && (state.Scopes.States[c.Scopes[place]].Enabled >> (int)rule & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref readonly Limit LimitAt(in Candidate c, int place, Rule rule) => ref state.Scopes.LimitOf(c.Scopes[place], rule);

    /// <summary>A refusal at the scope in this place.</summary>
    Rejection At(in Candidate c, int place, RejectReason reason, Int128 limit, Int128 observed)
    {
        var scope = c.Scopes[place];
        return Rejection.Of(reason, FixedMath.Clamp(limit), FixedMath.Clamp(observed))
            .At(state.Scopes.KindOf(scope), state.Scopes.KeyOf(scope, state.Registry));
    }

    /// <summary>The same observed value against the limit of each scope.</summary>
    Rejection Cap(in Candidate c, Rule rule, RejectReason reason, long observed)
    {
        for (var place = 0; place < OrderScopes.Count; place++)
            if (Applies(in c, place, rule) && observed > LimitAt(in c, place, rule).Value)
                return At(in c, place, reason, LimitAt(in c, place, rule).Value, observed);
        return default;
    }

    ref Usage UsageAt(in Candidate c, int place) => ref state.Scopes.Usages[c.Scopes[place]];
}
