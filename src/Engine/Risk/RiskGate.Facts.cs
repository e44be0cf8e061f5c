using System.Numerics;
using Gateway.Engine.Matching;
using Gateway.Engine.Reference;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>Session, syntax and instrument: what is true of the request alone.</summary>
sealed partial class RiskGate
{
    // R001
    Rejection Session(in Candidate c)
    {
        if (!state.Registry.KnowsSession(c.Session)) return Rejection.Of(RejectReason.NotAuthorised);
        ref var session = ref state.Registry.Sessions[c.Session];
        return session.DropCopy ? Rejection.Of(RejectReason.NotAuthorised).At(ScopeKind.Session, Reference.Texts.Narrow(in session.CompId)) : default;
    }

    // What the parser found, then what it let pass.
    static Rejection Parsed(in Candidate c)
    {
        if (c.Fault == RejectReason.TableFull) return EngineTable.Strategies.Full(c.FaultObserved);
        if (c.Fault != RejectReason.None) return Rejection.Of(c.Fault, 0, c.FaultObserved);
        if (!c.HasClientId) return Rejection.Of(RejectReason.ClOrdIdInvalid);
        if (c.Direction == Side.None) return Rejection.Of(RejectReason.SideInvalid);
        if (c.Quantity <= 0 || c.MinQuantity < 0 || c.DisplayQuantity < 0) return Rejection.Of(RejectReason.QuantityInvalid);
        return c.Quantity > FixedMath.AmountMax ? Rejection.Of(RejectReason.Overflow) : default;
    }

    // R003
    static Rejection KnownInstrument(in Candidate c) => c.Instrument < 0 ? Rejection.Of(RejectReason.UnknownInstrument) : default;

    // R002
    static Rejection KnownAccount(in Candidate c) => c.Account < 0 ? Rejection.Of(RejectReason.UnknownAccount) : default;

    // R010: never silently re-priced.
    Rejection PriceIncrement(in Candidate c)
    {
        ref var instrument = ref state.Registry.Instruments[c.Instrument];
        if (c.StopPrice != 0 && !IsOnGrid(c.StopPrice, in instrument)) return Off(in c, instrument.TickAt(c.StopPrice), c.StopPrice);
        return IsOnGrid(c.Price, in instrument) ? default : Off(in c, instrument.TickAt(c.Price), c.Price);
    }

    // Below the widest price of a book, which auctions keep for market orders: only the smallest step reaches it.
    static bool IsOnGrid(long price, ref readonly Instrument instrument)
    {
        var tick = instrument.TickAt(price);
        return price / tick * tick == price && (instrument.BookTick > 1 || price < Book.PriceTicksMax);
    }

    Rejection Off(in Candidate c, long tick, long price)
        => Rejection.Of(RejectReason.PriceIncrement, tick, price).At(ScopeKind.Instrument, state.Registry.Symbols[c.Instrument]);

    // R011: multiples of the lot between minimum and maximum; an allocation's parts only have to be multiples.
    Rejection LotSize(in Candidate c)
    {
        ref var instrument = ref state.Registry.Instruments[c.Instrument];
        if (!IsLots(c.Quantity, instrument.LotSize) || !IsLots(c.MinQuantity, instrument.LotSize) || !IsLots(c.DisplayQuantity, instrument.LotSize))
            return Lots(in c, instrument.LotSize);
        if (c.Quantity < instrument.QuantityMin && !c.IsBlock) return Lots(in c, instrument.QuantityMin);
        return c.Quantity > instrument.QuantityMax && instrument.QuantityMax > 0 ? Lots(in c, instrument.QuantityMax) : default;
    }

    static bool IsLots(long quantity, long lot) => quantity == 0 || quantity % lot == 0;

    Rejection Lots(in Candidate c, long limit)
        => Rejection.Of(RejectReason.LotSize, limit, c.Quantity).At(ScopeKind.Instrument, state.Registry.Symbols[c.Instrument]);

    // R012
    Rejection MinimumNotional(in Candidate c)
    {
        var minimum = state.Registry.Instruments[c.Instrument].NotionalMin;
        if (minimum == 0 || c.IsBlock || (c.Reduces && c.Leaves > 0) || c.ValuationPrice == 0) return default;
        var notional = FixedMath.Notional(c.ValuationPrice, c.Leaves); // In the instrument's own currency.
        if (notional >= minimum) return default;
        return Rejection.Of(RejectReason.NotionalBelowMinimum, minimum, notional).At(ScopeKind.Instrument, state.Registry.Symbols[c.Instrument]);
    }

    // R014: a request without a sending time has no known age.
    Rejection StaleRequest(in Candidate c)
    {
        for (var places = c.Places(Rule.StaleRequest); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var window = TermsAt(in c, place, Rule.StaleRequest).Window;
            var age = AgeOf(state, in c);
            if (age > window) return At(in c, place, RejectReason.StaleRequest, window, age);
        }

        return default;
    }

    static long AgeOf(EngineState state, in Candidate c) => c.SendingTime == 0 ? FixedMath.AmountMax : state.Now - c.SendingTime;
}
