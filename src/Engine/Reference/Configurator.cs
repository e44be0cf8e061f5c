using Gateway.Engine.MarketData;
using Gateway.Engine.Positions;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>
/// Takes in what configuration traffic defines. To say the same twice changes nothing; what may not change while orders or positions
/// depend on it is refused and told.
/// </summary>
sealed class Configurator(EngineState state, Ledger ledger, EventWriter events, BookFeed feed)
{
    readonly TickDesk _ticks = new(state, feed);

    /// <summary>Positions are worth the new rate at once; an open order keeps the one at which it was accepted.</summary>
    internal void On<TOutbox>(ref readonly CurrencyRate rate, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var currency = FixedText.IsEmpty(in rate.Currency) || rate.Rate.Raw <= 0 ? -1 : state.Registry.Assets.FindOrAdd(in rate.Currency);
        if (currency < 0) Refuse(RejectReason.FieldInvalid, ScopeKind.Firm, default, ref outbox);
        else if (state.Registry.Rates[currency] != rate.Rate.Raw) ledger.SetRate(currency, rate.Rate.Raw);
    }

    internal void On(ref readonly SessionDefined defined, ushort number)
    {
        if (number >= state.Registry.Sessions.Length || number == 0) return;
        ref var session = ref state.Registry.Sessions[number];
        if (!session.Defined) session.Owner = state.Registry.OwnerOf(number, in defined.CompId);
        session.CompId = defined.CompId;
        session.DefaultAccount = defined.DefaultAccount;
        session.DropCopy = defined.DropCopy;
        session.CancelOnDisconnect = defined.CancelOnDisconnect;
        session.Defined = true;
        state.Scopes.Use(ScopeKind.Session, session.Owner);
    }

    internal void On<TOutbox>(ref readonly AccountDefined defined, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (ChangesOwner(in defined))
        {
            Refuse(RejectReason.ReplaceChangesIdentity, ScopeKind.Account, Texts.Widen(in defined.Account), ref outbox);
            return;
        }

        var number = FixedText.IsEmpty(in defined.Account) || defined.InitialMarginPercent < 0 ? -1 : state.Registry.AccountNames.FindOrAdd(in defined.Account);
        if (number < 0)
        {
            Refuse(RejectReason.TableFull, ScopeKind.Account, Texts.Widen(in defined.Account), ref outbox);
            return;
        }

        ref var account = ref state.Registry.Accounts[number];
        account.Currency = defined.Currency;
        account.MakerFeeMicros = defined.MakerFeeMicros;
        account.TakerFeeMicros = defined.TakerFeeMicros;
        account.InitialMarginPercent = defined.InitialMarginPercent;
        account.ShortAllowed = defined.ShortAllowed;
        account.SelfTradePrevention = defined.SelfTradePrevention;
        account.SelfTradeGroup = defined.SelfTradeGroup;
        account.Owner = OwnerOf(number, in defined.SelfTradeGroup);
        state.Scopes.Use(ScopeKind.Account, number);
    }

    // Resting orders carry their owner.
    bool ChangesOwner(ref readonly AccountDefined defined)
    {
        var number = state.Registry.AccountNames.Find(in defined.Account);
        return number >= 0 && state.Registry.Accounts[number].SelfTradeGroup != defined.SelfTradeGroup
               && state.Scopes.Usages[state.Scopes.Of(ScopeKind.Account, number)].OpenOrders > 0;
    }

    // Groups stand behind all accounts; one for which there is no room any more leaves its account alone.
    int OwnerOf(int number, in Text16 group)
    {
        var place = FixedText.IsEmpty(in group) ? -1 : state.Registry.SelfTradeGroups.FindOrAdd(in group);
        return place < 0 ? number : state.Registry.Accounts.Length + place;
    }

    internal void On<TOutbox>(ref readonly InstrumentDefined defined, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (FixedText.IsEmpty(in defined.Symbol) || defined.TickSize.Raw <= 0 || defined.LotSize.Raw <= 0 || !defined.TickBands.IsInOrder())
        {
            Refuse(RejectReason.FieldInvalid, ScopeKind.Instrument, defined.Symbol, ref outbox);
            return;
        }

        var baseName = FixedText.IsEmpty(in defined.BaseAsset) && Texts.TryNarrow(in defined.Symbol, out var own) ? own : defined.BaseAsset;
        var known = state.Registry.Symbols.Find(in defined.Symbol);
        if (known < 0 && state.Registry.Symbols.Count == state.Registry.Symbols.Capacity)
            Refuse(Rejection.Of(RejectReason.TableFull, state.Registry.Symbols.Capacity, state.Registry.Symbols.Count + 1L), in defined, ref outbox);
        else if (known >= 0 && ChangesIdentity(in state.Registry.Instruments[known], in defined, in baseName) && IsInUse(known))
            Refuse(Rejection.Of(RejectReason.InstrumentInUse, 0, state.Registry.Instruments[known].OpenOrders), in defined, ref outbox);
        else if (known >= 0 && !_ticks.HasRoom(known, in defined))
            Refuse(Rejection.Of(RejectReason.TableFull, state.Registry.Store.NodesMax, state.Registry.Store.NodesMax), in defined, ref outbox);
        else if (state.Registry.Assets.FindOrAdd(in baseName) is >= 0 and var traded && state.Registry.Assets.FindOrAdd(in defined.Currency) is >= 0 and var cash)
            Define(state.Registry.Symbols.FindOrAdd(in defined.Symbol), in defined, baseName, traded, cash);
        else
            Refuse(Rejection.Of(RejectReason.TableFull, state.Registry.Assets.Capacity, state.Registry.Assets.Capacity + 1L), in defined, ref outbox);
    }

    void Define(int number, ref readonly InstrumentDefined defined, Text16 baseName, int traded, int cash)
    {
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

    internal void On<TOutbox>(ref readonly GroupDefined defined, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var number = FixedText.IsEmpty(in defined.Group) || defined.Members > state.Registry.LegsMax || state.Registry.AccountNames.Find(in defined.Group) >= 0
            ? -1 : state.Registry.GroupNames.FindOrAdd(in defined.Group);
        if (number < 0)
        {
            Refuse(RejectReason.TableFull, ScopeKind.Group, Texts.Widen(in defined.Group), ref outbox);
            return;
        }

        state.Registry.Groups[number] = new Group { Policy = defined.Policy, Announced = defined.Members };
        state.Scopes.Use(ScopeKind.Group, number);
    }

    internal void On<TOutbox>(ref readonly GroupMember defined, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var number = state.Registry.GroupNames.Find(in defined.Group);
        if (number < 0 || state.Registry.Groups[number].Members >= state.Registry.Groups[number].Announced)
        {
            Refuse(RejectReason.AllocationAccount, ScopeKind.Group, Texts.Widen(in defined.Group), ref outbox);
            return;
        }

        state.Registry.Groups[number].Members++;
        state.Registry.MembersOf(number)[^1] = new Member
        {
            Account = state.Registry.AccountNames.Find(in defined.Account), Name = defined.Account, Weight = defined.Weight,
        };
    }

    internal void On(ref readonly VenueDefined defined, ushort number)
    {
        if (number == 0 || number >= state.Registry.Venues.Length) return;
        state.Registry.Venues[number].Name = defined.Name;
        state.Registry.Venues[number].Defined = true;
        state.Scopes.Use(ScopeKind.Venue, number);
    }

    internal void On<TOutbox>(ref readonly RouteDefined defined, ushort venue, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var instrument = state.Registry.Symbols.Find(in defined.Symbol);
        if (instrument < 0 || !state.Registry.KnowsVenue(venue))
        {
            Refuse(RejectReason.UnknownInstrument, ScopeKind.Instrument, defined.Symbol, ref outbox);
            return;
        }

        var number = state.Registry.FindRoute(instrument, venue);
        if (number < 0) number = AddRoute(instrument, venue);
        if (number < 0)
        {
            Refuse(RejectReason.TableFull, ScopeKind.Instrument, defined.Symbol, ref outbox);
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

    internal void On<TOutbox>(ref readonly BalanceSet set, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var account = state.Registry.AccountNames.Find(in set.Account);
        var asset = account < 0 || FixedText.IsEmpty(in set.Asset) ? -1 : state.Registry.Assets.FindOrAdd(in set.Asset);
        if (asset < 0) Refuse(RejectReason.UnknownAccount, ScopeKind.Account, Texts.Widen(in set.Account), ref outbox);
        else state.Balances.Of(account, asset).Total = set.Amount.Raw;
    }

    void Refuse<TOutbox>(RejectReason reason, ScopeKind scope, in Text24 key, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => Refuse(Rejection.Of(reason).At(scope, key), ref outbox);

    void Refuse<TOutbox>(Rejection why, ref readonly InstrumentDefined defined, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => Refuse(why.At(ScopeKind.Instrument, defined.Symbol), ref outbox);

    void Refuse<TOutbox>(Rejection why, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        state.Outcome.Refusal = why;
        events.Tell(RiskEventType.LimitRefused, in state.Outcome.Refusal, TradingState.Active, 0, default, ref outbox);
    }
}
