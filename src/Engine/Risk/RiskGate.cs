using System.Numerics;
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
        if (c.Has(Rule.DuplicateContent)) state.Recent.Prefetch(c.ContentKey = RecentOrders.KeyOf(in c));
        if (verdict.Ends(Supported(in c))) return;
        if (!c.IsLeg && verdict.Ends(Admitted(in c))) return;
        if (verdict.Ends(PriceGiven(in c))) return;
        if (c.Type == OrderType.MarketToLimit) c.Price = prices.BestOpposite(c.Instrument, c.Direction);
        if (verdict.Ends(PriceIncrement(in c))) return;
        if (verdict.Ends(LotSize(in c))) return;
        if ((c.Flags & OrderFlags.PostOnly) != 0 && verdict.Ends(PostOnly(ref c))) return;
        if (verdict.Ends(Appraise(ref c))) return;
        if ((c.Rules & Surveyed) != 0) Survey(ref c);
        if (verdict.Ends(MinimumNotional(in c))) return;
        if (c.TimeInForce == TimeInForce.GoodTillDate && verdict.Ends(ExpireTime(in c))) return;
        if (!c.IsLeg && c.Doubts(Rule.StaleRequest) && verdict.Ends(StaleRequest(in c))) return;
        if (c.Restricted && verdict.Ends(TradingState(in c))) return;
        if (c.Restricted && verdict.Ends(Lockout(in c))) return;
        if (c.Rules != 0 && EndsOnCalendar(in c, ref verdict)) return;
        if ((state.Switches.Any || c.Has(Rule.StrategyEnabled)) && verdict.Ends(StrategyDisabled(in c))) return;
        if (verdict.Ends(ReduceOnly(in c))) return;
        if (c.Rules != 0 && EndsOnStaticLimits(in c, ref verdict)) return;
        if (c.Rules != 0 && EndsOnPrice(ref c, ref verdict)) return;
        if (!c.IsLeg && EndsOnRequest(ref c, ref verdict)) return;
        if (c.IsBlock) return;
        if (verdict.Ends(Room(in c))) return;
        if (verdict.Ends(ShortSell(in c))) return;
        if (c.Rules != 0 && EndsOnPosition(in c, ref verdict)) return;
        if (verdict.Ends(BuyingPower(in c))) return;
        if (c.Rules != 0) EndsOnBalance(in c, ref verdict);
    }

    bool EndsOnCalendar<TVerdict>(in Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
        => (c.Has(Rule.SessionHours) && verdict.Ends(SessionHours(in c)))
           || (c.Has(Rule.SquareOff) && verdict.Ends(SquareOff(in c)));

    bool EndsOnStaticLimits<TVerdict>(in Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
        => (c.Doubts(Rule.MaxOrderQuantity) && verdict.Ends(MaxOrderQuantity(in c)))
           || (c.Doubts(Rule.MaxOrderNotional) && verdict.Ends(MaxOrderNotional(in c)))
           || (c.Doubts(Rule.LotLimit) && verdict.Ends(LotLimit(in c)))
           || (c.Has(Rule.RestrictedList) && verdict.Ends(RestrictedList(in c)));

    bool EndsOnPrice<TVerdict>(ref Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
        => (c.Has(Rule.MissingReference) && verdict.Ends(MissingReference(in c)))
           || (c.Has(Rule.PriceCollar) && verdict.Ends(PriceCollar(in c)))
           || (c.Has(Rule.PriceCollarWindow) && verdict.Ends(PriceCollarWindow(in c)))
           || (c.Has(Rule.PercentPrice) && verdict.Ends(PercentPrice(in c)))
           || (c.Has(Rule.MarketOrderBlock) && verdict.Ends(MarketOrderBlock(ref c)));

    bool EndsOnRequest<TVerdict>(ref Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
    {
        c.Counts = true;
        return (c.Has(Rule.OrderRate) && verdict.Ends(OrderRate(in c)))
               || (c.Doubts(Rule.MessageLimit) && verdict.Ends(MessageLimit(in c)))
               || (c.Has(Rule.OperationRatio) && verdict.Ends(OperationRatio(in c)))
               || verdict.Ends(DuplicateClOrdId(in c))
               || (c.Has(Rule.DuplicateContent) && verdict.Ends(DuplicateContent(ref c)));
    }

    bool EndsOnPosition<TVerdict>(in Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
        => (c.Doubts(Rule.MaxOpenOrders) && verdict.Ends(MaxOpenOrders(in c)))
           || (c.Doubts(Rule.UnknownOutcomes) && verdict.Ends(UnknownOutcomes(in c)))
           || (!c.Reduces
               && ((c.Doubts(Rule.OpenOrderValue) && verdict.Ends(OpenOrderValue(in c)))
                   || (c.Has(Rule.MaxContracts) && verdict.Ends(MaxContracts(in c)))
                   || (c.Doubts(Rule.MaxContractsInstrument) && verdict.Ends(MaxContractsInstrument(in c)))
                   || (c.Doubts(Rule.MaxPositionNotional) && verdict.Ends(MaxPositionNotional(in c)))
                   || (c.Doubts(Rule.ExposureCap) && verdict.Ends(ExposureCap(in c)))
                   || (c.Doubts(Rule.DailyTradedValue) && verdict.Ends(DailyTradedValue(in c)))));

    bool EndsOnBalance<TVerdict>(in Candidate c, ref TVerdict verdict) where TVerdict : struct, IVerdict
        => !c.Reduces
           && ((c.Has(Rule.MarginBuffer) && verdict.Ends(MarginBuffer(in c)))
               || (c.Doubts(Rule.RiskBudget) && verdict.Ends(RiskBudget(in c)))
               || (c.Doubts(Rule.CreditLimit) && verdict.Ends(CreditLimit(in c))));

    // Of an allocated order as a whole, what is looked at: an account's limits are for its own part.
    const ulong BlockRules = 1UL << (int)Rule.StaleRequest | 1UL << (int)Rule.PriceCollar | 1UL << (int)Rule.PriceCollarWindow | 1UL << (int)Rule.PercentPrice
                             | 1UL << (int)Rule.OrderRate | 1UL << (int)Rule.MessageLimit | 1UL << (int)Rule.OperationRatio | 1UL << (int)Rule.DuplicateContent
                             | 1UL << (int)Rule.SessionHours;

    const ulong BlockRulesOfGroup = BlockRules | 1UL << (int)Rule.MaxOrderQuantity | 1UL << (int)Rule.MaxOrderNotional;

    void FindScopes(ref Candidate c)
    {
        var places = new RulePlaces.Collector();
        c.Scopes.Set(state, c.Session, c.Account, c.Strategy, c.Instrument, c.Group);
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (c.Scopes[place] < 0) continue;
            ref var scope = ref state.Scopes.States[c.Scopes[place]];
            c.Restricted |= scope.IsRestricted;
            var rules = !c.IsBlock ? scope.Enabled : scope.Enabled & (place == OrderScopes.GroupPlace ? BlockRulesOfGroup : BlockRules);
            if (rules == 0) continue;
            c.Rules |= rules;
            c.Limited |= 1U << place;
            places.Add(place, rules);
        }

        c.RulePlaces.Set(in places);
        c.Doubtful = c.Rules;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref readonly Terms TermsAt(in Candidate c, int place, Rule rule) => ref state.Scopes.TermsOf(c.Scopes[place], rule);

    /// <summary>A refusal at the scope in this place. Out of line, so that what passes carries nothing of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    Rejection At(in Candidate c, int place, RejectReason reason, Int128 limit, Int128 observed) => At(c.Scopes[place], reason, limit, observed);

    /// <summary>A refusal at a scope.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal Rejection At(int scope, RejectReason reason, Int128 limit, Int128 observed)
        => Rejection.Of(reason, FixedMath.Saturate(limit), FixedMath.Saturate(observed)).At(state.Scopes.KindOf(scope), state.Scopes.KeyOf(scope, state.Registry));

    /// <summary>The same observed value against the limit of each scope.</summary>
    Rejection Cap(in Candidate c, Rule rule, RejectReason reason, long observed)
    {
        for (var places = c.Places(rule); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var limit = TermsAt(in c, place, rule).Value;
            if (observed > limit) return At(in c, place, reason, limit, observed);
        }

        return default;
    }

    ref Usage UsageAt(in Candidate c, int place) => ref state.Scopes.Usages[c.Scopes[place]];
}
