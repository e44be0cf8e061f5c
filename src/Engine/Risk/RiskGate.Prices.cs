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
        var (reference, age, window) = (0L, 0L, -1L);
        for (var places = c.Places(Rule.PriceCollar); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref readonly var terms = ref TermsAt(in c, place, Rule.PriceCollar);
            // Most scopes ask for the same reference. A stop order trades where its trigger is.
            if (c.StopPrice != 0) reference = c.StopPrice;
            else if (terms.Window != window && !prices.TryReference(c.Instrument, window = terms.Window, out reference, out age)) reference = 0;
            if (reference == 0)
            {
                if ((terms.Value2 & 1) != 0 && c.Price != 0) continue;
                return At(in c, place, RejectReason.ReferencePriceStale, terms.Window, age);
            }

            // A market order's collar bounds the price that it may trade at.
            if (c.Price != 0 && OutsideCollar(in c, place, in terms, reference) is { IsRejected: true } outside) return outside;
        }

        return default;
    }

    Rejection OutsideCollar(in Candidate c, int place, in Terms terms, long reference)
    {
        var distance = FixedMath.Micros(reference, terms.Value);
        var (dear, far) = c.Direction == Side.Buy ? (reference + distance, reference - distance) : (reference - distance, reference + distance);
        if (IsBeyond(c.Price, dear, c.Direction)) return At(in c, place, RejectReason.PriceCollar, dear, c.Price);
        return (terms.Value2 & 2) != 0 && IsBeyond(far, c.Price, c.Direction) ? At(in c, place, RejectReason.PriceCollar, far, c.Price) : default;
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
