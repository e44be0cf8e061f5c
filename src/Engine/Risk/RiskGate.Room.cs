using System.Numerics;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>
/// Nearly every order has room under nearly every limit. One pass over its scopes, with each sum made once and in 64 bits, finds the rules that are
/// surely kept; the others are looked at in their order, exactly.
/// </summary>
sealed partial class RiskGate
{
    // Sums of four such amounts are far from the type's end.
    const int SmallBits = 60;

    const ulong Sums = 1UL << (int)Rule.OpenOrderValue | 1UL << (int)Rule.ExposureCap | 1UL << (int)Rule.RiskBudget | 1UL << (int)Rule.CreditLimit
                       | 1UL << (int)Rule.DailyTradedValue | 1UL << (int)Rule.LotLimit;

    const ulong Surveyed = Sums | 1UL << (int)Rule.StaleRequest | 1UL << (int)Rule.MaxOrderQuantity | 1UL << (int)Rule.MaxOrderNotional | 1UL << (int)Rule.MaxContractsInstrument
                           | 1UL << (int)Rule.MaxPositionNotional | 1UL << (int)Rule.MessageLimit | 1UL << (int)Rule.MaxOpenOrders | 1UL << (int)Rule.UnknownOutcomes;

    /// <summary>What an order brings to the limits of its scopes, the same at each of them; units as in <see cref="Terms"/>.</summary>
    readonly ref struct Demand
    {
        internal readonly long Age;
        internal readonly long Quantity;
        internal readonly long Notional;
        internal readonly long Lots;
        internal readonly long Position;
        internal readonly long PositionNotional;
        internal readonly long More;            // Of open notional.
        internal readonly long Opening;         // More of it.
        internal readonly long Leaves;

        internal Demand(EngineState state, in Candidate c)
        {
            ref readonly var instrument = ref state.Registry.Instruments[c.Instrument];
            Age = AgeOf(state, in c);
            (Quantity, Notional, Leaves) = (c.Quantity, c.Notional, c.Leaves);
            Lots = c.Quantity / instrument.LotSize;
            Position = WorstQuantity(in c);
            PositionNotional = c.Has(Rule.MaxPositionNotional) ? instrument.Worth(FixedMath.Notional(c.ValuationPrice, Position)) : 0;
            More = c.Notional - c.OldNotional;
            Opening = c.OpeningNotional - c.OldOpeningNotional;
        }
    }

    /// <summary>Takes what is surely kept from the rules in doubt.</summary>
    void Survey(ref Candidate c)
    {
        var demand = new Demand(state, in c);
        // A strategy's and a group's own part of a position is not the account's.
        const uint Shares = 1U << OrderScopes.StrategyPlace | 1U << OrderScopes.GroupPlace;
        var doubts = (c.Places(Rule.MaxPositionNotional) & Shares) != 0 ? 1UL << (int)Rule.MaxPositionNotional : 0;
        for (var places = c.Limited; places != 0; places &= places - 1)
        {
            var scope = c.Scopes[BitOperations.TrailingZeroCount(places)];
            doubts |= OfOrder(in demand, in state.Scopes.CapsOf(scope)) | OfUse(in demand, in state.Scopes.Usages[scope], in state.Scopes.CapsOf(scope));
        }

        c.Doubtful &= doubts | ~Surveyed;
    }

    static ulong OfOrder(in Demand demand, ref readonly Caps caps)
    {
        var doubts = 0UL;
        if (demand.Age > caps.Age) doubts |= 1UL << (int)Rule.StaleRequest;
        if (demand.Quantity > caps.Quantity) doubts |= 1UL << (int)Rule.MaxOrderQuantity;
        if (demand.Notional > caps.Notional) doubts |= 1UL << (int)Rule.MaxOrderNotional;
        if (demand.Lots > caps.Lots) doubts |= 1UL << (int)Rule.LotLimit;
        if (demand.Position > caps.Position) doubts |= 1UL << (int)Rule.MaxContractsInstrument;
        if (demand.PositionNotional > caps.PositionNotional) doubts |= 1UL << (int)Rule.MaxPositionNotional;
        return doubts;
    }

    static ulong OfUse(in Demand demand, ref readonly Usage usage, ref readonly Caps caps)
    {
        var doubts = 0UL;
        if (usage.MessagesToday >= caps.Messages) doubts |= 1UL << (int)Rule.MessageLimit;
        if (usage.OpenOrders >= caps.Orders) doubts |= 1UL << (int)Rule.MaxOpenOrders;
        if (usage.UnknownOrders > caps.Unknown) doubts |= 1UL << (int)Rule.UnknownOutcomes;
        if (!usage.Fits(SmallBits)) return doubts | Sums;
        var open = (long)usage.OpenNotional + demand.More;
        var held = (long)usage.LongCost + (long)usage.ShortCost;
        if (open > caps.Open) doubts |= 1UL << (int)Rule.OpenOrderValue;
        if (held + (long)usage.OpeningNotional + demand.Opening > caps.Exposure) doubts |= 1UL << (int)Rule.ExposureCap | 1UL << (int)Rule.RiskBudget;
        if (held + open > caps.Credit) doubts |= 1UL << (int)Rule.CreditLimit | 1UL << (int)Rule.ExposureCap;
        if ((long)usage.TradedNotional + open > caps.Traded) doubts |= 1UL << (int)Rule.DailyTradedValue;
        if ((long)usage.TradedQuantity + demand.Leaves > caps.TradedQuantity) doubts |= 1UL << (int)Rule.DailyTradedValue;
        if ((long)usage.OrderedLots + demand.Lots > caps.DayLots) doubts |= 1UL << (int)Rule.LotLimit;
        return doubts;
    }
}
