using System.Numerics;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Kinds of orders: which combinations of type, time in force and instructions there are, and where they are admitted.</summary>
sealed partial class RiskGate
{
    // R013
    Rejection Supported(in Candidate c)
    {
        ref var instrument = ref state.Registry.Instruments[c.Instrument];
        var routed = instrument.Matching == MatchingPlace.Routed;
        // What an accepted order has become needs no leave of its own.
        var admitted = c.IsReplace || (instrument.OrderTypes.Has(c.Type) && instrument.TimesInForce.Has(c.TimeInForce));
        return admitted && TypeSupported(in c, routed) && FlagsSupported(in c, routed) ? default
            : Rejection.Of(RejectReason.UnsupportedOrder).At(ScopeKind.Instrument, state.Registry.Symbols[c.Instrument]);
    }

    static bool TypeSupported(in Candidate c, bool routed) => c.Type switch
    {
        OrderType.Limit or OrderType.Market => CanRest(in c) || IsImmediate(in c) || (!routed && IsForAuction(in c)),
        OrderType.Stop or OrderType.StopLimit => CanRest(in c) && !c.IsBlock && !c.IsLeg,
        OrderType.MarketToLimit => !routed && !c.IsBlock && !c.IsLeg && (CanRest(in c) || c.TimeInForce == TimeInForce.ImmediateOrCancel),
        _ => false,
    };

    static bool CanRest(in Candidate c) => c.TimeInForce is TimeInForce.Day or TimeInForce.GoodTillCancel or TimeInForce.GoodTillDate;

    static bool IsImmediate(in Candidate c) => c.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;

    static bool IsForAuction(in Candidate c) => c.TimeInForce is TimeInForce.AtTheOpening or TimeInForce.AtTheClose;

    // What the state of the instrument's market admits.
    Rejection Admitted(in Candidate c)
    {
        var market = state.Markets[c.Instrument].State;
        var reason = market switch
        {
            MarketState.Open => IsForAuction(in c) ? RejectReason.NotInThisState : RejectReason.None,
            MarketState.Halted => RejectReason.MarketHalted,
            MarketState.Closed => RejectReason.MarketClosed,
            _ => CanWait(in c, market) ? RejectReason.None : RejectReason.NotInThisState,
        };
        return reason == RejectReason.None ? default : Rejection.Of(reason).At(ScopeKind.Instrument, state.Registry.Symbols[c.Instrument]);
    }

    // A call collects what can wait for it.
    static bool CanWait(in Candidate c, MarketState market)
    {
        const OrderFlags AtOnce = OrderFlags.PostOnly | OrderFlags.AllOrNone;
        if (IsImmediate(in c) || c.Type == OrderType.MarketToLimit || c.MinQuantity != 0 || (c.Flags & AtOnce) != 0) return false;
        return c.TimeInForce switch
        {
            TimeInForce.AtTheOpening => market is MarketState.PreOpen or MarketState.OpeningAuction,
            TimeInForce.AtTheClose => market == MarketState.ClosingAuction,
            _ => true,
        };
    }

    static bool FlagsSupported(in Candidate c, bool routed)
    {
        const OrderFlags Known = OrderFlags.PostOnly | OrderFlags.ReduceOnly | OrderFlags.AllOrNone | OrderFlags.TruncateToLot;
        var rests = c.Type == OrderType.Limit && CanRest(in c);
        var ownAndSingle = !routed && !c.IsBlock && !c.IsLeg;
        if ((c.Flags & ~Known) != 0) return false;
        if ((c.Flags & OrderFlags.PostOnly) != 0 && !rests) return false;
        if (c.DisplayQuantity != 0 && !(ownAndSingle && (rests || c.Type == OrderType.StopLimit))) return false;
        if (c.MinQuantity == 0 && (c.Flags & OrderFlags.AllOrNone) == 0) return true;
        return ownAndSingle && c.Type is OrderType.Limit or OrderType.Market && (c.Flags & OrderFlags.PostOnly) == 0 && c.MinQuantity <= c.Quantity;
    }

    static Rejection PriceGiven(in Candidate c)
    {
        var limited = c.Type is OrderType.Limit or OrderType.StopLimit;
        var stops = c.Type is OrderType.Stop or OrderType.StopLimit;
        return c.Price < 0 || c.StopPrice < 0 || limited != (c.Price != 0) || stops != (c.StopPrice != 0)
            ? Rejection.Of(RejectReason.PriceInvalid) : default;
    }

    // In the own book; a venue has its own flag for it.
    Rejection PostOnly(ref Candidate c)
    {
        if (IsRouted(in c)) return default;
        var best = prices.BestOpposite(c.Instrument, c.Direction);
        if (best == 0 || IsBeyond(best, c.Price, c.Direction)) return default;
        ref var instrument = ref state.Registry.Instruments[c.Instrument];
        var before = c.Direction == Side.Buy ? best - instrument.TickAt(best - 1) : best + instrument.TickAt(best);
        if (instrument.PostOnlyMode == PostOnlyMode.Reject || before <= 0) return Rejection.Of(RejectReason.PostOnlyWouldTake, best, c.Price);
        (c.AskedPrice, c.Price) = (c.Price, before);
        return default;
    }

    // R015
    Rejection ExpireTime(in Candidate c)
    {
        if (c.ExpireTime == 0 && c.IsReplace) return default;
        return c.ExpireTime <= state.Now ? Rejection.Of(RejectReason.ExpireTimeInPast, c.ExpireTime, state.Now) : default;
    }

    // R026: Value 1 turns a market order into a limit order at its collar that takes at once or is cancelled; without a collar it is refused.
    Rejection MarketOrderBlock(ref Candidate c)
    {
        if (c.Type is not (OrderType.Market or OrderType.Stop)) return default;
        var places = c.Places(Rule.MarketOrderBlock);
        for (var rest = places; rest != 0; rest &= rest - 1)
        {
            var place = BitOperations.TrailingZeroCount(rest);
            if (TermsAt(in c, place, Rule.MarketOrderBlock).Value == 0 || c.WorstPrice == 0)
                return At(in c, place, RejectReason.MarketOrderRestricted, 0, 0);
        }

        // A stop order meets the book within its collar anyhow, once it is triggered.
        if (places == 0 || c.Type != OrderType.Market) return default;
        (c.Type, c.Price) = (OrderType.Limit, c.WorstPrice);
        if (c.TimeInForce != TimeInForce.FillOrKill) c.TimeInForce = TimeInForce.ImmediateOrCancel;
        return default;
    }
}
