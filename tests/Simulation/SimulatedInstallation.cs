using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;

namespace Gateway.Simulation;

/// <summary>What the simulated gateway trades: the embedded paper installation, made small.</summary>
static class SimulatedInstallation
{
    internal const string Mark = "SIM";

    /// <summary>Where segments go that the gateway no longer needs to start.</summary>
    internal const string Archive = "archive";

    internal const int FixPort = 9876;
    internal const int VenuePort = 9001;
    internal const string FixExchange = "SIMFIX", RestExchange = "SIMREST";
    internal static readonly string[] Strategies = ["STRAT1", "STRAT2", "STRAT3"];
    internal const string DropCopy = "DROP1";

    /// <summary>The strategy whose session is not always open, in some worlds.</summary>
    internal const string Scheduled = "STRAT2";

    /// <summary>An instrument that an operator adds while the gateway runs.</summary>
    internal const string Added = "TSLA";

    /// <summary>Instruments of the gateway's own books, and those of the exchange.</summary>
    internal static readonly string[] Own = ["AAPL", "MSFT", Added], Routed = ["BTCUSDT", "ETHUSDT", "SOLUSDT"];

    internal static GatewayConfiguration Configuration(SimulationOptions options)
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", "data"), new("fix:port", "9876")]);
        configuration.Durability = options.Durability;
        configuration.WarmUp = false;
        configuration.Journal.SegmentBytes = options.SegmentBytes;
        if (options.Archives && options.Sabotage != Sabotage.ForgottenArchive) configuration.Journal.Archive = Archive;
        configuration.Capacity = SmallTables(options);
        configuration.Fix.ResendMessagesMax = 1 << 14;
        configuration.Sessions.RemoveAll(session => !Strategies.Contains(session.CompId) && session.CompId != DropCopy);
        configuration.Sessions.Add(new() { CompId = "DROP2", DropCopy = true, Accounts = ["A1"] });
        configuration.Sessions.Find(session => session.CompId == "STRAT3")!.CancelOnDisconnect = true;
        configuration.Instruments.RemoveAll(instrument => !Own.Contains(instrument.Symbol) && !Routed.Contains(instrument.Symbol));
        configuration.Sessions.Find(session => session.CompId == Scheduled)!.Schedule = Schedule(options.Opening);
        if (options.Calendars) AddCalendars(configuration);
        foreach (var account in configuration.Accounts) Shrink(account);
        return configuration;
    }

    /// <summary>Closed for three seconds, some ten after the world has begun.</summary>
    internal static SessionScheduleConfiguration? Schedule(Opening opening) => opening == Opening.Always ? null : new()
    {
        StartTime = new(9, 30, 1), EndTime = new(9, 29, 58),
        StartDay = opening == Opening.Weekly ? DayOfWeek.Monday : null, EndDay = opening == Opening.Weekly ? DayOfWeek.Monday : null,
    };

    /// <summary>When the numbers of <see cref="Scheduled"/> begin again with 1, nanoseconds of UTC.</summary>
    internal static long OpeningNanos(Opening opening)
        => opening == Opening.Always ? long.MaxValue : (new DateTime(2026, 3, 2, 9, 30, 1, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks * 100;

    // The day of an account ends, and so do the hours of an instrument; the market of another opens with an auction.
    static void AddCalendars(GatewayConfiguration configuration)
    {
        configuration.Schedules.Add(new() { Scope = "account:A2", Zone = "UTC", Reset = "09:30" });
        configuration.Schedules.Add(new() { Scope = "instrument:MSFT", Zone = "UTC", Opens = "08:00", Closes = "09:30" });
        configuration.Limits.Add(new() { Rule = "R043", Scope = "instrument:MSFT" });
        configuration.Instruments.Find(instrument => instrument.Symbol == "AAPL")!.Hours = new()
        {
            Steps = [new() { At = new(9, 29, 54), State = MarketState.OpeningAuction }, new() { At = new(9, 29, 59), State = MarketState.Open }],
        };
    }

    /// <summary>Terms that an operator gives to the instrument that is added.</summary>
    internal static InstrumentConfiguration NewInstrument() => new() { Symbol = Added, ReferencePrice = Price.Parse("250") };

    // Made in no time, and yet no order of a world is forgotten: there are fewer requests than steps, some of them with several legs.
    static CapacityConfiguration SmallTables(SimulationOptions options) => new()
    {
        InboundRing = 64, OutboundRing = options.OutboundRing, MarketDataRing = 1_024, OpenOrders = 50 + options.Steps, BookNodes = 512,
        ClOrdIds = 100 + 4 * options.Steps, DoneOrders = 100 + 2 * options.Steps, Sessions = 16, Accounts = 8, Strategies = 8,
        Instruments = 8, Assets = 16, Groups = 8, Venues = 4, Routes = 16, VenueOrders = 50 + options.Steps, VenueExecIds = 4_096, Positions = 64, StrategyPositions = 64, SelfTradeGroups = 8, GroupMembers = 8, Enforcements = 64, ChangedLimits = 64,
    };

    // Little enough that some orders are more than an account can pay for.
    static void Shrink(AccountConfiguration account)
    {
        account.Balances["USD"] = Money.Parse("60000");
        account.Balances["USDT"] = Money.Parse("9000");
        account.Balances["ETH"] = Money.Parse("3");
        account.Balances["SOL"] = Money.Parse("40");
        account.Balances["BTC"] = Money.Parse("0.2");
    }

    internal static ushort SessionNumber(string compId)
        => (ushort)((compId == DropCopy ? Strategies.Length : Array.IndexOf(Strategies, compId)) * 3 + 1);
}
