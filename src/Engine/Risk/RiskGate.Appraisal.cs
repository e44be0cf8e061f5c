using System.Numerics;
using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>What an order would mean: its value, the part that opens, what it would claim.</summary>
sealed partial class RiskGate
{
    /// <summary>An order of the gateway itself that closes a position: what it means and claims, without the rules for strategies' orders.</summary>
    internal Rejection AppraiseClosing(ref Candidate c)
    {
        FindScopes(ref c);
        return Appraise(ref c);
    }

    Rejection Appraise(ref Candidate c)
    {
        if (c.Type is OrderType.Market or OrderType.Stop) FindCollar(ref c);
        c.Leaves = c.Quantity - c.Filled;
        c.ValuationPrice = Valuation(in c);
        ref readonly var instrument = ref state.Registry.Instruments[c.Instrument];
        c.Notional = instrument.Worth(FixedMath.Notional(c.ValuationPrice, c.Leaves));
        if (c.Notional >= FixedMath.AmountMax) return Rejection.Of(RejectReason.Overflow);
        if (c.Type == OrderType.Market && c.ValuationPrice == 0 && IsRouted(in c))
            return Rejection.Of(RejectReason.ReferencePriceStale).At(ScopeKind.Instrument, state.Registry.Symbols[c.Instrument]);
        if (c.IsBlock) return default;
        FindPosition(ref c);
        c.Opening = c.Leaves - Math.Min(c.Leaves, Reducible(in c));
        c.OpeningNotional = c.Opening == c.Leaves ? c.Notional : instrument.Worth(FixedMath.Notional(c.ValuationPrice, c.Opening));
        c.Claim = ledger.ClaimFor(c.Instrument, c.Account, c.Direction, c.ValuationPrice, c.Leaves, c.Opening);
        return c.Claim < FixedMath.AmountMax ? default : Rejection.Of(RejectReason.Overflow);
    }

    bool IsRouted(in Candidate c) => state.Registry.Instruments[c.Instrument].Matching == MatchingPlace.Routed;

    void FindPosition(ref Candidate c)
    {
        c.Position = state.Positions.Find(c.Account, c.Instrument);
        if (c.Position < 0) return;
        ref var position = ref state.Positions[c.Position];
        c.Held = position.Quantity;
        c.WorkingBuys = position.WorkingBuys;
        c.WorkingSells = position.WorkingSells;
        if (position.StopOrderId == 0) return;
        c.WorkingBuys -= state.YieldingStop(in position, Side.Buy);
        c.WorkingSells -= state.YieldingStop(in position, Side.Sell);
    }

    // What is held less what other working orders of the side already take: never more, so that no order can flip the position.
    static long Reducible(in Candidate c)
        => Math.Max(0, c.Direction == Side.Buy ? -c.Held - c.WorkingBuys + c.OldWorking : c.Held - c.WorkingSells + c.OldWorking);

    // The tightest collar of the scopes bounds what a market order may pay.
    void FindCollar(ref Candidate c)
    {
        if (!c.Has(Rule.PriceCollar)) return;
        for (var places = c.Places(Rule.PriceCollar); places != 0; places &= places - 1)
        {
            ref readonly var terms = ref TermsAt(in c, BitOperations.TrailingZeroCount(places), Rule.PriceCollar);
            var reference = c.StopPrice; // A stop order trades where its trigger is.
            if (reference == 0 && !prices.TryReference(c.Instrument, terms.Window, out reference, out _)) continue;
            var bound = PriceReference.Collar(reference, terms.Value, c.Direction);
            var tick = state.Registry.Instruments[c.Instrument].TickAt(bound);
            // Onto the grid, toward the reference.
            bound = c.Direction == Side.Buy ? bound / tick * tick : (bound + tick - 1) / tick * tick;
            if (c.WorstPrice == 0 || IsBeyond(c.WorstPrice, bound, c.Direction)) c.WorstPrice = bound;
        }
    }

    /// <summary>How far a market order of these scopes may go now: its collar; 0 for any price.</summary>
    internal long WorstPriceOf(ref readonly Order order)
    {
        var c = Again(in order);
        FindCollar(ref c);
        return c.WorstPrice;
    }

    /// <summary>An accepted order that waited, as it is looked at when it goes on.</summary>
    internal Candidate Again(ref readonly Order order)
    {
        var c = default(Candidate);
        (c.Session, c.Account, c.Strategy, c.Instrument) = (order.Session, order.Account, order.Strategy, order.Instrument);
        (c.Side, c.Direction, c.Type, c.TimeInForce, c.Flags) = (order.Side, order.Direction, order.Type, order.TimeInForce, order.Flags);
        (c.Price, c.Quantity, c.Leaves, c.ValuationPrice, c.Notional) = (order.Price, order.Quantity, order.Leaves, order.ValuationPrice, order.OpenNotional);
        (c.Position, c.Route) = (order.Position, -1);
        FindScopes(ref c);
        return c;
    }

    // What waits for its trigger will trade near it: a purchase up to its limit or collar, a sale at the trigger at best.
    static long StopValuation(in Candidate c)
    {
        if (c.Direction == Side.Sell) return c.StopPrice;
        return c.Price != 0 ? c.Price : c.WorstPrice != 0 ? c.WorstPrice : c.StopPrice;
    }

    // In a call a market order trades at the auction's price, which is not known yet.
    long CallValuation(in Candidate c)
    {
        if (c.WorstPrice != 0 && c.Direction == Side.Buy) return c.WorstPrice;
        return prices.TryReference(c.Instrument, 0, out var reference, out _) ? reference : prices.BestOpposite(c.Instrument, c.Direction);
    }

    long Valuation(in Candidate c)
    {
        if (c.StopPrice != 0) return StopValuation(in c);
        if (c.Price != 0)
            return c.Direction == Side.Buy ? c.Price : Math.Max(c.Price, prices.BestOpposite(c.Instrument, Side.Sell));
        if (state.Markets[c.Instrument].State != MarketState.Open) return CallValuation(in c);
        // A buy may pay up to the deepest level it reaches; a sale is worth at most the best bid.
        if (!IsRouted(in c))
            return c.Direction == Side.Buy
                ? prices.Depth(c.Instrument, c.Direction, c.Leaves, c.WorstPrice)
                : prices.BestOpposite(c.Instrument, Side.Sell);
        if (c.WorstPrice != 0 && c.Direction == Side.Buy) return c.WorstPrice;
        var quote = prices.BestOpposite(c.Instrument, c.Direction);
        return quote != 0 || !prices.TryReference(c.Instrument, 0, out var reference, out _) ? quote : reference;
    }
}
