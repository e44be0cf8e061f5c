using System.Numerics;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>What pays for the order: balance, margin, budget and credit.</summary>
sealed partial class RiskGate
{
    // R060: a balance that was never set is zero.
    Rejection BuyingPower(in Candidate c)
    {
        var more = c.Claim - c.OldClaim;
        if (more <= 0) return default;
        var spot = state.Registry.Instruments[c.Instrument].Settlement == Settlement.Spot;
        if (c.Reduces && !spot) return default;
        var free = state.Balances.Of(c.Account, ledger.AssetOf(c.Instrument, c.Direction)).Free;
        return more > free ? At(in c, OrderScopes.AccountPlace, RejectReason.InsufficientBalance, free, more) : default;
    }

    // R061: what stays free after the order, in percent (Value) of the total; and positions and orders as a factor (Value2) of it.
    Rejection MarginBuffer(in Candidate c)
    {
        const int Place = OrderScopes.AccountPlace;
        if (c.Places(Rule.MarginBuffer) == 0) return default;
        ref readonly var terms = ref TermsAt(in c, Place, Rule.MarginBuffer);
        ref var balance = ref state.Balances.Of(c.Account, ledger.AssetOf(c.Instrument, c.Direction));
        var buffer = FixedMath.Micros(balance.Total, terms.Value);
        var left = balance.Free - (c.Claim - c.OldClaim);
        if (left < buffer) return At(in c, Place, RejectReason.MarginBuffer, buffer, left);
        if (terms.Value2 == 0) return default;
        ref var usage = ref UsageAt(in c, Place);
        var exposure = usage.Exposure - c.OldOpeningNotional + c.OpeningNotional;
        ref readonly var instrument = ref state.Registry.Instruments[c.Instrument];
        var cap = instrument.Worth(FixedMath.Notional(state.Balances.Of(c.Account, instrument.Cash).Total, terms.Value2));
        return exposure > cap ? At(in c, Place, RejectReason.MarginBuffer, cap, exposure) : default;
    }

    // R062: claimed by open orders and used by positions.
    Rejection RiskBudget(in Candidate c)
    {
        for (var places = c.Places(Rule.RiskBudget); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var budget = TermsAt(in c, place, Rule.RiskBudget).Value;
            ref var usage = ref UsageAt(in c, place);
            var needed = usage.Exposure - c.OldOpeningNotional + c.OpeningNotional;
            if (needed > budget) return At(in c, place, RejectReason.RiskBudget, budget, needed);
        }

        return default;
    }

    // R063: positions at cost and all open orders against the credit line.
    Rejection CreditLimit(in Candidate c)
    {
        for (var places = c.Places(Rule.CreditLimit); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var limit = TermsAt(in c, place, Rule.CreditLimit).Value;
            ref var usage = ref UsageAt(in c, place);
            var used = usage.Credit - c.OldNotional + c.Notional;
            if (used > limit) return At(in c, place, RejectReason.CreditLimit, limit, used);
        }

        return default;
    }
}
