using System.Numerics;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>The price against what the instrument is worth. There is no made-up price: without a reference a rule refuses.</summary>
sealed partial class RiskGate
{
    // R025
    Rejection MissingReference(in Candidate c)
    {
        for (var places = c.Places(Rule.MissingReference); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var window = TermsAt(in c, place, Rule.MissingReference).Window;
            if (!prices.TryReference(c.Instrument, window, out _, out var age)) return At(in c, place, RejectReason.ReferencePriceStale, window, age);
        }

        return default;
    }

    // R022: Value is the greatest distance in percent on the dear side. Value2: 1 lets limit orders pass without a reference, 2 checks
    // the far side as well, 3 both. The window is the reference's greatest age, 0 for any.
    Rejection PriceCollar(in Candidate c)
    {
        for (var places = c.Places(Rule.PriceCollar); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.PriceCollar);
            var (reference, age) = (c.StopPrice, 0L); // A stop order trades where its trigger is.
            if (reference == 0 && !prices.TryReference(c.Instrument, terms.Window, out reference, out age))
            {
                if ((terms.Value2 & 1) != 0 && c.Price != 0) continue;
                return At(in c, place, RejectReason.ReferencePriceStale, terms.Window, age);
            }

            if (c.Price == 0) continue; // Its collar bounds the price that it may trade at.
            var bound = PriceReference.Collar(reference, terms.Value, c.Direction);
            if (IsBeyond(c.Price, bound, c.Direction)) return At(in c, place, RejectReason.PriceCollar, bound, c.Price);
            if ((terms.Value2 & 2) == 0) continue;
            var far = PriceReference.Collar(reference, terms.Value, c.Direction == Side.Buy ? Side.Sell : Side.Buy);
            if (IsBeyond(far, c.Price, c.Direction)) return At(in c, place, RejectReason.PriceCollar, far, c.Price);
        }

        return default;
    }

    // R023: the same around the average of the last trades, so that a price cannot walk away in small steps.
    Rejection PriceCollarWindow(in Candidate c)
    {
        if (c.Price == 0) return default;
        for (var places = c.Places(Rule.PriceCollarWindow); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.PriceCollarWindow);
            if (!prices.TryAverage(c.Instrument, terms.Window, out var average)) return At(in c, place, RejectReason.ReferencePriceStale, terms.Window, FixedMath.AmountMax);
            var bound = PriceReference.Collar(average, terms.Value, c.Direction);
            if (IsBeyond(c.Price, bound, c.Direction)) return At(in c, place, RejectReason.PriceCollarWindow, bound, c.Price);
        }

        return default;
    }

    // R024: what the venue would refuse is refused here: Value times the reference is the highest, Value2 times it the lowest price.
    Rejection PercentPrice(in Candidate c)
    {
        if (c.Price == 0) return default;
        for (var places = c.Places(Rule.PercentPrice); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            if (PercentPrice(in c, c.Scopes[place]) is { IsRejected: true } outside) return outside;
        }

        return default;
    }

    internal Rejection PercentPrice(in Candidate c, int scope)
    {
        ref readonly var terms = ref state.Scopes.TermsOf(scope, Rule.PercentPrice);
        if (!prices.TryReference(c.Instrument, 0, out var reference, out var age)) return At(scope, RejectReason.ReferencePriceStale, 0, age);
        var highest = FixedMath.Notional(reference, terms.Value);
        if (c.Price > highest) return At(scope, RejectReason.PercentPrice, highest, c.Price);
        var lowest = FixedMath.Notional(reference, terms.Value2);
        return c.Price < lowest ? At(scope, RejectReason.PercentPrice, lowest, c.Price) : default;
    }

    static bool IsBeyond(long price, long bound, Side direction) => direction == Side.Buy ? price > bound : price < bound;
}
