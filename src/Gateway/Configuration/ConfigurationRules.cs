using Gateway.Messages;

namespace Gateway.Configuration;

/// <summary>What must hold between the parts of a configuration.</summary>
static class ConfigurationRules
{
    internal static void Check(GatewayConfiguration configuration, ConfigurationErrors errors)
    {
        CheckProcess(configuration, errors);
        SessionRules.CheckPort(configuration.Fix, errors);
        var accounts = Names(configuration.Accounts, account => account.Account, "accounts", "account", 16, errors);
        var venues = Names(configuration.Venues, venue => venue.Venue, "venues", "venue", 16, errors);
        Names(configuration.Sessions, session => session.Name, "sessions", "compId", SessionRules.CompIdLengthMax, errors);
        var groups = Names(configuration.Groups, group => group.Group, "groups", "group", 16, errors);
        var symbols = Names(configuration.Instruments, instrument => instrument.Symbol, "instruments", "symbol", 24, errors);
        Each(configuration.Accounts, "accounts", (account, key) => CheckAccount(account, key, errors));
        RateRules.Check(configuration, errors);
        SessionRules.CheckCount(configuration.Sessions, configuration.Capacity.Sessions, errors);
        CapacityRules.Check(configuration, errors);
        Each(configuration.Sessions, "sessions", (session, key) => SessionRules.Check(session, key, accounts, groups, errors));
        Each(configuration.Groups, "groups", (group, key) => CheckGroup(group, key, accounts, errors));
        Each(configuration.Instruments, "instruments", (instrument, key) => CheckInstrument(instrument, key, venues, errors));
        Each(configuration.Venues, "venues", (venue, key) => CheckVenue(venue, key, errors));
        var names = new ScopeNames(configuration, accounts, groups, symbols, venues);
        LimitRules.Check(configuration.Limits, names, errors);
        ScheduleRules.Check(configuration.Schedules, names, errors);
        OperatorRules.Check(configuration.Ops.Operators, errors);
        foreach (var shared in groups.Intersect(accounts))
            errors.Add("groups", $"'{shared}' is an account as well; an order could not tell them apart.");
    }

    static void CheckProcess(GatewayConfiguration configuration, ConfigurationErrors errors)
    {
        errors.Require(configuration.Mode is "paper" or "live", "mode", $"'{configuration.Mode}' is neither paper nor live.");
        errors.Require(configuration.Ops.Port is >= 0 and <= 65535, "ops:port", "has to be 0 to 65535.");
        errors.Require(configuration.Fix.MarketDataBufferBytes >= 4096, "fix:marketDataBufferBytes", "has to be at least 4096.");
        errors.Require(configuration.Fix.MarketDataInstrumentsMax >= 0, "fix:marketDataInstrumentsMax", "may not be negative.");
        errors.Require(configuration.Journal.SegmentBytes is >= 1 << 16 and < 1L << 31 && configuration.Journal.SegmentBytes % 4096 == 0, "journal:segmentBytes", "has to be a multiple of 4096 from 64 KiB to below 2 GiB.");
        errors.Require(configuration.Journal.SegmentBytes < 1 << 16 || configuration.Journal.SegmentBytes >= configuration.Capacity.JournalReserveBytes, "journal:segmentBytes",
            $"has to be at least {configuration.Capacity.JournalReserveBytes} with an inbound ring of {configuration.Capacity.InboundRing} slots: what is queued when the disk is full needs room in the last segment, and so does the shutdown.");
        errors.Require(configuration.Journal.SnapshotMinutes is >= 0 and <= 10080, "journal:snapshotMinutes", "has to be 0 (none) to 10080.");
        errors.Require(configuration.Journal.SnapshotsKept is >= 1 and <= 1000, "journal:snapshotsKept", "has to be 1 to 1000.");
        errors.Require(configuration.Journal.KeepDays is >= 0 and <= 36500, "journal:keepDays", "has to be 0 (all) to 36500.");
        errors.Require(configuration.Journal.KeepBytes >= 0, "journal:keepBytes", "may not be negative.");
    }

    static void CheckAccount(AccountConfiguration account, string key, ConfigurationErrors errors)
    {
        errors.Require(IsName(account.Currency, 16), $"{key}:currency", "has to be 1 to 16 printable ASCII characters.");
        errors.Require(account.InitialMarginPercent is > 0 and <= 100, $"{key}:initialMarginPercent", "has to be 1 to 100.");
        errors.Require(account.SelfTradeGroup.Length == 0 || IsName(account.SelfTradeGroup, 16), $"{key}:selfTradeGroup", "has to be at most 16 printable ASCII characters.");
        foreach (var (asset, amount) in account.Balances)
        {
            errors.Require(IsName(asset, 16), $"{key}:balances:{asset}", "an asset has 1 to 16 printable ASCII characters.");
            errors.Require(amount.Raw >= 0, $"{key}:balances:{asset}", "may not be negative.");
        }
    }

    static void CheckGroup(GroupConfiguration group, string key, HashSet<string> accounts, ConfigurationErrors errors)
    {
        errors.Require(group.Policy != AllocationPolicy.None, $"{key}:policy", "has to be weighted, equal, proportionalToBalance or fixed.");
        errors.Require(group.Members.Count is >= 1, $"{key}:members", "has to name at least one account.");
        errors.Require(group.Members.DistinctBy(member => member.Account).Count() == group.Members.Count, $"{key}:members", "names an account twice.");
        Each(group.Members, $"{key}:members", (member, memberKey) =>
        {
            errors.Require(accounts.Contains(member.Account), $"{memberKey}:account", $"account '{member.Account}' is not configured.");
            errors.Require(member.Weight > 0, $"{memberKey}:weight", "has to be above zero.");
        });
    }

    static void CheckInstrument(InstrumentConfiguration instrument, string key, HashSet<string> venues, ConfigurationErrors errors)
    {
        errors.Require(instrument.TickSize.Raw > 0, $"{key}:tickSize", "has to be above zero.");
        CheckTickBands(instrument, key, errors);
        errors.Require(instrument.LotSize.Raw > 0, $"{key}:lotSize", "has to be above zero.");
        errors.Require(instrument.QuantityMax >= instrument.LotSize, $"{key}:quantityMax", "may not be below one lot.");
        errors.Require(instrument.QuantityMin <= instrument.QuantityMax, $"{key}:quantityMin", "may not be above quantityMax.");
        errors.Require(instrument.ReferencePrice.Raw >= 0, $"{key}:referencePrice", "may not be negative.");
        errors.Require(IsName(instrument.Currency, 16), $"{key}:currency", "has to be 1 to 16 printable ASCII characters.");
        errors.Require(instrument.DynamicBandPercent is >= 0 and <= 100, $"{key}:dynamicBandPercent", "has to be 0 to 100.");
        errors.Require(instrument.VolatilityAuction > TimeSpan.Zero, $"{key}:volatilityAuction", "has to be above zero.");
        if (instrument.Hours is { } hours) CheckHours(hours, instrument.Matching, $"{key}:hours", errors);
        var routed = instrument.Matching == MatchingPlace.Routed;
        errors.Require(routed == instrument.Routes.Count > 0, $"{key}:routes", routed ? "a routed instrument needs at least one." : "only a routed instrument has them.");
        Each(instrument.Routes, $"{key}:routes", (route, routeKey)
            => errors.Require(venues.Contains(route.Venue), $"{routeKey}:venue", $"venue '{route.Venue}' is not configured."));
    }

    static void CheckHours(MarketHoursConfiguration hours, MatchingPlace matching, string key, ConfigurationErrors errors)
    {
        errors.Require(TimeZoneInfo.TryFindSystemTimeZoneById(hours.TimeZone, out _), $"{key}:timeZone", $"'{hours.TimeZone}' is no time zone.");
        errors.Require(hours.Steps.Exists(step => step.State == MarketState.Closed), $"{key}:steps", "have to close the market at some time: its Day orders end there.");
        for (var i = 0; i < hours.Steps.Count; i++)
        {
            var state = hours.Steps[i].State;
            errors.Require(i == 0 || hours.Steps[i].At > hours.Steps[i - 1].At, $"{key}:steps:{i}:at", "has to be later than the step before.");
            errors.Require(state != MarketState.VolatilityAuction, $"{key}:steps:{i}:state", "a volatility auction begins by itself.");
            errors.Require(matching == MatchingPlace.Internal || state is MarketState.Open or MarketState.Halted or MarketState.Closed, $"{key}:steps:{i}:state", "auctions are for instruments that are matched here.");
        }
    }

    static void CheckTickBands(InstrumentConfiguration instrument, string key, ConfigurationErrors errors)
    {
        errors.Require(instrument.TickBands.Count <= TickTable.Length, $"{key}:tickBands", $"has to be at most {TickTable.Length} bands.");
        long above = 0;
        Each(instrument.TickBands, $"{key}:tickBands", (band, bandKey) =>
        {
            errors.Require(band.TickSize.Raw > 0, $"{bandKey}:tickSize", "has to be above zero.");
            errors.Require(band.From.Raw > above, $"{bandKey}:from", "has to be above the band before.");
            errors.Require(band.TickSize.Raw <= 0 || band.From.Raw % band.TickSize.Raw == 0, $"{bandKey}:from", "has to be a multiple of the band's own tick.");
            above = band.From.Raw;
        });
    }

    static void CheckPatience(RestVenueConfiguration rest, string key, ConfigurationErrors errors)
    {
        errors.Require(rest.ReceiveWindow is > 0 and <= 60, $"{key}:receiveWindow", "has to be 1 to 60 seconds.");
        errors.Require(rest.AnswerTimeout is > 0 and <= 60, $"{key}:answerTimeout", "has to be 1 to 60 seconds.");
        errors.Require(rest.AbsenceMargin is > 0 and <= 86_400, $"{key}:absenceMargin", "has to be 1 to 86400 seconds.");
    }

    static void CheckVenue(VenueConfiguration venue, string key, ConfigurationErrors errors)
    {
        CheckPatience(venue.Rest, $"{key}:rest", errors);
        if (venue.Simulated) return;
        errors.Require(venue.Address.Length > 0, $"{key}:address", "is needed unless the venue is simulated.");
        errors.Require(venue.Key.Length > 0, $"{key}:key", "is needed unless the venue is simulated.");
        if (venue.Access == VenueAccess.Rest)
        {
            errors.Require(Uri.TryCreate(venue.Address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https", $"{key}:address", $"'{venue.Address}' is no http or https URL.");
            errors.Require(venue.SecretFile.Length > 0, $"{key}:secretFile", "is needed for a REST venue.");
            return;
        }

        errors.Require(AddressText.TryEndPoint(venue.Address, out _), $"{key}:address", $"'{venue.Address}' is not host:port.");
        errors.Require(venue.TargetCompId.Length > 0, $"{key}:targetCompId", "is needed for a FIX venue.");
        errors.Require(venue.Fix.Username.Length == 0 || venue.SecretFile.Length > 0, $"{key}:secretFile", "is needed for the password that goes with fix:username.");
        SessionRules.Check(venue.Fix, $"{key}:fix", errors);
    }

    static HashSet<string> Names<T>(List<T> items, Func<T, string> name, string key, string property, int lengthMax, ConfigurationErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Each(items, key, (item, itemKey) =>
        {
            errors.Require(IsName(name(item), lengthMax), $"{itemKey}:{property}", $"has to be 1 to {lengthMax} printable ASCII characters.");
            errors.Require(seen.Add(name(item)), $"{itemKey}:{property}", $"'{name(item)}' is configured twice.");
        });
        return seen;
    }

    static void Each<T>(List<T> items, string key, Action<T, string> check)
    {
        for (var i = 0; i < items.Count; i++) check(items[i], $"{key}:{i}");
    }

    internal static bool IsName(string text, int lengthMax)
        => text.Length > 0 && text.Length <= lengthMax && text.All(c => c is > ' ' and <= '~');
}
