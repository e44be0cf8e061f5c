using Gateway.Engine.MarketData;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>
/// Instruments and their routes as configuration traffic defines them, at the start and while trading goes on. What may not change while orders or
/// positions depend on it is refused and told, and changes nothing.
/// </summary>
sealed class InstrumentDesk(EngineState state, ConfigurationRefusals refusals, BookFeed feed)
{
    readonly TickDesk _ticks = new(state, feed);

    internal void On<TOutbox>(ref readonly InstrumentDefined defined, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var own = FixedText.IsEmpty(in defined.BaseAsset) && Texts.TryNarrow(in defined.Symbol, out var name) ? name : defined.BaseAsset;
        var refusal = Check(in defined, in own);
        if (refusal.IsRejected) refusals.Tell(in refusal, in defined.Symbol, ref outbox);
        else Define(in defined, own);
    }

    Rejection Check(ref readonly InstrumentDefined defined, in Text16 baseName)
    {
        if (FixedText.IsEmpty(in defined.Symbol) || defined.TickSize.Raw <= 0 || defined.LotSize.Raw <= 0 || !defined.TickBands.IsInOrder())
            return Rejection.Of(RejectReason.FieldInvalid).At(ScopeKind.Instrument, defined.Symbol);
        var known = state.Registry.Symbols.Find(in defined.Symbol);
        if (known < 0 && !state.Registry.Symbols.HasRoom(1)) return EngineTable.Instruments.Full(state.Registry.Symbols.Capacity);
        if (known >= 0 && ChangesIdentity(in state.Registry.Instruments[known], in defined, in baseName) && IsInUse(known))
            return Rejection.Of(RejectReason.InstrumentInUse, 0, state.Registry.Instruments[known].OpenOrders).At(ScopeKind.Instrument, defined.Symbol);
        if (known >= 0 && !_ticks.HasRoom(known, in defined)) return EngineTable.BookNodes.Full(state.Registry.Store.NodesMax);
        var assets = state.Registry.Assets;
        var more = (assets.Find(in baseName) < 0 ? 1 : 0) + (assets.Find(in defined.Currency) < 0 && defined.Currency != baseName ? 1 : 0);
        return assets.HasRoom(more) ? default : EngineTable.Assets.Full(assets.Capacity);
    }

    void Define(ref readonly InstrumentDefined defined, Text16 baseName)
    {
        var number = state.Registry.Symbols.FindOrAdd(in defined.Symbol);
        var (traded, cash) = (state.Registry.Assets.FindOrAdd(in baseName), state.Registry.Assets.FindOrAdd(in defined.Currency));
        ref var instrument = ref state.Registry.Instruments[number];
        instrument.BaseAsset = baseName;
        instrument.Currency = defined.Currency;
        instrument.Base = traded;
        instrument.Cash = cash;
        instrument.Rate = state.Registry.Rates[cash];
        instrument.LotSize = defined.LotSize.Raw;
        instrument.QuantityMin = defined.QuantityMin.Raw;
        instrument.QuantityMax = defined.QuantityMax.Raw;
        instrument.NotionalMin = defined.NotionalMin.Raw;
        // The same reference said again is no younger for it.
        if (instrument.ReferencePrice != defined.ReferencePrice.Raw)
            (instrument.ReferencePrice, instrument.ReferenceTime) = (defined.ReferencePrice.Raw, state.Now);
        instrument.Settlement = defined.Settlement;
        instrument.Matching = defined.Matching;
        instrument.StopTrigger = defined.StopTrigger;
        if (state.Registry.Stops[number] is { Count: > 0 } && state.Registry.FollowsQuotes(number)) state.Triggers.FollowQuotes(number);
        else state.Triggers.IgnoreQuotes(number);
        instrument.SelfTradePrevention = defined.SelfTradePrevention;
        instrument.PostOnlyMode = defined.PostOnlyMode;
        instrument.OrderTypes = defined.OrderTypes;
        instrument.TimesInForce = defined.TimesInForce;
        instrument.DayEnd = defined.DayEnd;
        instrument.DynamicBandMicros = defined.DynamicBandMicros;
        instrument.VolatilityAuctionNanos = defined.VolatilityAuctionNanos;
        _ticks.Set(number, in defined);
        if (defined.Matching == MatchingPlace.Internal) state.Registry.BookOf(number);
        state.Scopes.Use(ScopeKind.Instrument, number);
    }

    static bool ChangesIdentity(ref readonly Instrument instrument, ref readonly InstrumentDefined defined, ref readonly Text16 baseName)
        => instrument.BaseAsset != baseName || instrument.LotSize != defined.LotSize.Raw || instrument.Currency != defined.Currency
           || instrument.Settlement != defined.Settlement || instrument.Matching != defined.Matching;

    bool IsInUse(int instrument)
    {
        if (state.Registry.Instruments[instrument].OpenOrders > 0) return true;
        for (var number = 0; number < state.Positions.Count; number++)
            if (state.Positions[number].Instrument == instrument && state.Positions[number].Quantity != 0)
                return true;
        return false;
    }

    internal void On<TOutbox>(ref readonly RouteDefined defined, ushort venue, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var instrument = state.Registry.Symbols.Find(in defined.Symbol);
        if (instrument < 0 || !state.Registry.KnowsVenue(venue))
        {
            refusals.Tell(Rejection.Of(RejectReason.UnknownInstrument).At(ScopeKind.Instrument, defined.Symbol), ref outbox);
            return;
        }

        var number = state.Registry.FindRoute(instrument, venue);
        if (number < 0) number = AddRoute(instrument, venue);
        if (number < 0)
        {
            refusals.Tell(EngineTable.Routes.Full(state.Registry.Routes.Length), in defined.Symbol, ref outbox);
            return;
        }

        ref var route = ref state.Registry.Routes[number];
        route.VenueSymbol = FixedText.IsEmpty(in defined.VenueSymbol) ? defined.Symbol : defined.VenueSymbol;
        route.Priority = defined.Priority;
        route.TakerFeeMicros = defined.TakerFeeMicros;
        route.Enabled = defined.Enabled;
    }

    int AddRoute(int instrument, ushort venue)
    {
        if (state.Registry.RouteCount == state.Registry.Routes.Length) return -1;
        var number = state.Registry.RouteCount++;
        ref var first = ref state.Registry.Instruments[instrument].FirstRoute;
        state.Registry.Routes[number] = new Route { Instrument = instrument, Venue = venue, Next = first };
        first = number + 1;
        return number;
    }
}
