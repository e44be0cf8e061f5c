using System.Numerics;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Limits of a single order.</summary>
sealed partial class RiskGate
{
    // R020
    Rejection MaxOrderQuantity(in Candidate c) => Cap(in c, Rule.MaxOrderQuantity, RejectReason.QuantityExceedsMaximum, c.Quantity);

    // R021: at the price that the order is valued at.
    Rejection MaxOrderNotional(in Candidate c) => Cap(in c, Rule.MaxOrderNotional, RejectReason.MaxOrderNotional, c.Notional);

    // R054: Value per order, Value2 per day.
    Rejection LotLimit(in Candidate c)
    {
        var lots = c.Quantity / state.Registry.Instruments[c.Instrument].LotSize;
        for (var places = c.Places(Rule.LotLimit); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.LotLimit);
            if (terms.Value > 0 && lots > terms.Value) return At(in c, place, RejectReason.LotLimit, InLots(terms.Value), InLots(lots));
            var today = UsageAt(in c, place).OrderedLots + lots;
            if (terms.Value2 > 0 && !c.IsReplace && today > terms.Value2) return At(in c, place, RejectReason.LotLimit, InLots(terms.Value2), InLots(today));
        }

        return default;
    }

    static Int128 InLots(Int128 count) => count * FixedPoint.One;

    // R041: a limit at an instrument blocks it; what shrinks a position may leave.
    Rejection RestrictedList(in Candidate c)
        => c.Reduces || c.Places(Rule.RestrictedList) == 0 ? default : At(in c, OrderScopes.InstrumentPlace, RejectReason.SymbolBlocked, 0, 0);
}
