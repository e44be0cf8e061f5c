using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Limits of a single order, and its price.</summary>
sealed partial class RiskGate
{
    // R020
    Rejection MaxOrderQuantity(in Candidate c) => Cap(in c, Rule.MaxOrderQuantity, RejectReason.QuantityExceedsMaximum, c.Quantity);

    // R021: at the price that the order is valued at.
    Rejection MaxOrderNotional(in Candidate c) => Cap(in c, Rule.MaxOrderNotional, RejectReason.MaxOrderNotional, c.Notional);

    // R054: Value per order, Value2 per day.
    Rejection LotLimit(in Candidate c)
    {
        var lot = state.Registry.Instruments[c.Instrument].LotSize;
        var lots = (Int128)(c.Quantity / lot) * FixedPoint.One;
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.LotLimit)) continue;
            ref readonly var limit = ref LimitAt(in c, place, Rule.LotLimit);
            if (limit.Value > 0 && lots > limit.Value) return At(in c, place, RejectReason.LotLimit, limit.Value, lots);
            var today = UsageAt(in c, place).OrderedLots * FixedPoint.One + lots;
            if (limit.Value2 > 0 && !c.IsReplace && today > limit.Value2) return At(in c, place, RejectReason.LotLimit, limit.Value2, today);
        }

        return default;
    }

    // R041: a limit at an instrument blocks it; what shrinks a position may leave.
    Rejection RestrictedList(in Candidate c)
        => c.Reduces || !Applies(in c, OrderScopes.InstrumentPlace, Rule.RestrictedList) ? default
            : At(in c, OrderScopes.InstrumentPlace, RejectReason.SymbolBlocked, 0, 0);

    // R025
    Rejection MissingReference(in Candidate c)
    {
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.MissingReference)) continue;
            var window = LimitAt(in c, place, Rule.MissingReference).WindowNanos;
            if (!prices.TryReference(c.Instrument, window, out _, out var age))
                return At(in c, place, RejectReason.ReferencePriceStale, window, age);
        }

        return default;
    }

    // R022: Value is the greatest distance in percent on the dear side. Value2: 1 lets limit orders pass without a reference, 2 checks
    // the far side as well, 3 both. The window is the reference's greatest age, 0 for any.
    Rejection PriceCollar(in Candidate c)
    {
        for (var place = 0; place < OrderScopes.Count; place++)
        {
            if (!Applies(in c, place, Rule.PriceCollar)) continue;
            ref readonly var limit = ref LimitAt(in c, place, Rule.PriceCollar);
            var options = limit.Value2 / FixedPoint.One;
            if (!prices.TryReference(c.Instrument, limit.WindowNanos, out var reference, out var age))
            {
                if ((options & 1) != 0 && c.Type == OrderType.Limit) continue;
                return At(in c, place, RejectReason.ReferencePriceStale, limit.WindowNanos, age);
            }

            if (c.Type != OrderType.Limit) continue; // Its collar bounds the price that it may trade at.
            var bound = PriceReference.Collar(reference, limit.Value, c.Direction);
            if (IsBeyond(c.Price, bound, c.Direction)) return At(in c, place, RejectReason.PriceCollar, bound, c.Price);
            var far = PriceReference.Collar(reference, limit.Value, c.Direction == Side.Buy ? Side.Sell : Side.Buy);
            if ((options & 2) != 0 && IsBeyond(far, c.Price, c.Direction)) return At(in c, place, RejectReason.PriceCollar, far, c.Price);
        }

        return default;
    }

    static bool IsBeyond(long price, long bound, Side direction) => direction == Side.Buy ? price > bound : price < bound;

    // R026
    Rejection MarketOrderBlock(in Candidate c)
    {
        if (c.Type != OrderType.Market) return default;
        for (var place = 0; place < OrderScopes.Count; place++)
            if (Applies(in c, place, Rule.MarketOrderBlock))
                return At(in c, place, RejectReason.MarketOrderRestricted, 0, 0);
        return default;
    }
}
