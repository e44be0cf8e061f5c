using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Strategies;

namespace Gateway.Pipeline;

/// <summary>
/// Turns a configuration into the messages that carry it: the engine learns of instruments, accounts and limits through its
/// front door, so that a journal alone replays the day.
/// </summary>
static class ConfigurationTraffic
{
    /// <summary>All messages in the order in which they refer to one another.</summary>
    /// <param name="configuration">Checked.</param>
    /// <param name="sessions">The definitions of the sessions: the journal has a say in their numbers.</param>
    internal static IEnumerable<Inbound> Messages(GatewayConfiguration configuration, IEnumerable<Inbound> sessions)
        => Venues(configuration).Concat(Rates(configuration)).Concat(Instruments(configuration)).Concat(Accounts(configuration)).Concat(Groups(configuration))
            .Concat(sessions).Concat(configuration.Limits.Select(Limit));

    /// <summary>Opening balances: applied only where the journal knows no balance yet.</summary>
    internal static IEnumerable<Inbound> OpeningBalances(GatewayConfiguration configuration)
        => from account in configuration.Accounts
           from balance in account.Balances
           select new Inbound
           {
               Kind = InboundKind.BalanceSet,
               BalanceSet = new() { Account = Text16.From(account.Account), Asset = Text16.From(balance.Key), Amount = balance.Value, By = Text16.From("opening") },
           };

    /// <summary>Number of a venue: what <see cref="VenueNumbers"/> has given it, else its place in the configuration, from 1.</summary>
    internal static ushort VenueNumber(GatewayConfiguration configuration, string venue)
    {
        var place = configuration.Venues.FindIndex(candidate => candidate.Venue == venue);
        return place >= 0 && configuration.Venues[place].Number is > 0 and var number ? number : (ushort)(place + 1);
    }

    static IEnumerable<Inbound> Venues(GatewayConfiguration configuration)
        => configuration.Venues.Select(venue => new Inbound
        {
            Kind = InboundKind.VenueDefined,
            Venue = VenueNumber(configuration, venue.Venue),
            VenueDefined = new() { Name = Text16.From(venue.Venue) },
        });

    static IEnumerable<Inbound> Rates(GatewayConfiguration configuration)
        => configuration.Rates.Prepend(new(configuration.Currency, new Price(FixedPoint.One))).Select(rate => Rate(rate.Key, rate.Value));

    /// <summary>The message of a checked rate.</summary>
    internal static Inbound Rate(string currency, Price rate)
        => new() { Kind = InboundKind.CurrencyRate, CurrencyRate = new() { Currency = Text16.From(currency), Rate = rate } };

    static IEnumerable<Inbound> Instruments(GatewayConfiguration configuration)
    {
        foreach (var instrument in configuration.Instruments)
        {
            yield return new() { Kind = InboundKind.InstrumentDefined, InstrumentDefined = Instrument(instrument) };
            foreach (var route in instrument.Routes) yield return Route(configuration, instrument, route);
        }
    }

    /// <summary>What the engine is told of an instrument.</summary>
    internal static InstrumentDefined Instrument(InstrumentConfiguration instrument) => new()
    {
        Symbol = Text24.From(instrument.Symbol),
        BaseAsset = Text16.From(instrument.BaseAsset.Length > 0 ? instrument.BaseAsset : instrument.Symbol[..Math.Min(16, instrument.Symbol.Length)]),
        Currency = Text16.From(instrument.Currency),
        TickSize = instrument.TickSize,
        LotSize = instrument.LotSize,
        QuantityMin = instrument.QuantityMin > instrument.LotSize ? instrument.QuantityMin : instrument.LotSize,
        QuantityMax = instrument.QuantityMax,
        NotionalMin = instrument.NotionalMin,
        ReferencePrice = instrument.ReferencePrice,
        Settlement = instrument.Settlement,
        Matching = instrument.Matching,
        SelfTradePrevention = instrument.SelfTradePrevention,
        StopTrigger = instrument.StopTrigger,
        PostOnlyMode = instrument.PostOnlyMode,
        DynamicBandMicros = (int)(instrument.DynamicBandPercent * 10_000),
        VolatilityAuctionNanos = instrument.VolatilityAuction.Ticks * 100,
        DayEnd = instrument.Hours is null ? DayEnd.Midnight : DayEnd.Close,
        OrderTypes = instrument.OrderTypes.Aggregate(OrderTypes.Any, (all, type) => all | type),
        TimesInForce = instrument.TimesInForce.Aggregate(TimesInForce.Any, (all, time) => all | time),
        TickBands = TickTable(instrument.TickBands),
    };

    static TickTable TickTable(List<TickBandConfiguration> bands)
    {
        var table = default(TickTable);
        for (var band = 0; band < bands.Count; band++) table[band] = new() { From = bands[band].From, Tick = bands[band].TickSize };
        return table;
    }

    /// <summary>What the engine is told of a route.</summary>
    internal static Inbound Route(GatewayConfiguration configuration, InstrumentConfiguration instrument, RouteConfiguration route, bool enabled = true) => new()
    {
        Kind = InboundKind.RouteDefined,
        Venue = VenueNumber(configuration, route.Venue),
        RouteDefined = new()
        {
            Symbol = Text24.From(instrument.Symbol),
            VenueSymbol = Text24.From(route.VenueSymbol.Length > 0 ? route.VenueSymbol : instrument.Symbol),
            Priority = route.Priority,
            TakerFeeMicros = route.TakerFeeMicros,
            Enabled = enabled,
        },
    };

    static IEnumerable<Inbound> Accounts(GatewayConfiguration configuration)
        => configuration.Accounts.Select(account => new Inbound
        {
            Kind = InboundKind.AccountDefined,
            AccountDefined = new()
            {
                Account = Text16.From(account.Account),
                Currency = Text16.From(account.Currency),
                MakerFeeMicros = account.MakerFeeMicros,
                TakerFeeMicros = account.TakerFeeMicros,
                InitialMarginPercent = account.InitialMarginPercent,
                ShortAllowed = account.ShortAllowed,
                SelfTradeGroup = Text16.From(account.SelfTradeGroup),
                SelfTradePrevention = account.SelfTradePrevention,
            },
        });

    static IEnumerable<Inbound> Groups(GatewayConfiguration configuration)
    {
        foreach (var group in configuration.Groups)
        {
            var name = Text16.From(group.Group);
            yield return new() { Kind = InboundKind.GroupDefined, GroupDefined = new() { Group = name, Policy = group.Policy, Members = (ushort)group.Members.Count } };
            foreach (var member in group.Members)
                yield return new() { Kind = InboundKind.GroupMember, GroupMember = new() { Group = name, Account = Text16.From(member.Account), Weight = member.Weight } };
        }
    }

    /// <summary>The message of a checked limit.</summary>
    internal static Inbound Limit(LimitConfiguration limit)
    {
        LimitRules.TryScope(limit.Scope, out var kind, out var key);
        return new()
        {
            Kind = InboundKind.LimitSet,
            LimitSet = new()
            {
                Rule = LimitRules.RuleNumber(limit.Rule),
                Scope = kind,
                Key = Text24.From(key),
                Enabled = limit.Enabled,
                Value = limit.Value.Length == 0 ? 0 : FixedPoint.Parse(limit.Value),
                Value2 = FixedPoint.Parse(limit.Value2),
                Value3 = FixedPoint.Parse(limit.Value3),
                Tier = (ushort)limit.Step,
                WindowNanos = limit.Window.Ticks * 100,
                By = Text16.From("configuration"),
            },
        };
    }
}
