using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;

namespace Gateway.Simulation;

/// <summary>What the simulated gateway trades: the embedded paper installation, made small.</summary>
static class SimulatedInstallation
{
    internal const string Mark = "SIM";
    internal const int FixPort = 9876;
    internal const int VenuePort = 9001;
    internal const string Exchange = "SIMFIX";
    internal static readonly string[] Strategies = ["STRAT1", "STRAT2", "STRAT3"];
    internal const string DropCopy = "DROP1";

    /// <summary>Instruments of the gateway's own books, and those of the exchange.</summary>
    internal static readonly string[] Own = ["AAPL", "MSFT"], Routed = ["ETHUSDT", "SOLUSDT"];

    /// <summary>Tables that are made in no time.</summary>
    internal static EngineLimits Limits { get; } = new()
    {
        OrdersMax = 1_000, ClientIdsMax = 4_000, DoneOrdersMax = 2_000, SessionsMax = 16, AccountsMax = 8, StrategiesMax = 8, InstrumentsMax = 8, AssetsMax = 16,
        GroupsMax = 8, LegsMax = 64, VenuesMax = 4, RoutesMax = 16, VenueOrdersMax = 1_000, VenueExecIdsMax = 4_096, PositionsMax = 64,
    };

    internal static GatewayConfiguration Configuration(SimulationOptions options)
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", "data"), new("fix:port", "9876")]);
        configuration.Durability = options.Durability;
        configuration.WarmUp = false;
        configuration.Journal.SegmentBytes = options.SegmentBytes;
        (configuration.Capacity.OpenOrders, configuration.Capacity.ClOrdIds) = (Limits.OrdersMax, Limits.ClientIdsMax);
        (configuration.Capacity.InboundRing, configuration.Capacity.OutboundRing) = (64, options.OutboundRing);
        configuration.Capacity.Instruments = Limits.InstrumentsMax;
        configuration.Fix.ResendMessagesMax = 1 << 14;
        configuration.Sessions.RemoveAll(session => !Strategies.Contains(session.CompId) && session.CompId != DropCopy);
        configuration.Sessions.Find(session => session.CompId == "STRAT3")!.CancelOnDisconnect = true;
        configuration.Instruments.RemoveAll(instrument => !Own.Contains(instrument.Symbol) && !Routed.Contains(instrument.Symbol));
        configuration.Venues.RemoveAll(venue => venue.Venue != Exchange);
        foreach (var instrument in configuration.Instruments) instrument.Routes.RemoveAll(route => route.Venue != Exchange);
        foreach (var account in configuration.Accounts) Shrink(account);
        return configuration;
    }

    // Little enough that some orders are more than an account can pay for.
    static void Shrink(AccountConfiguration account)
    {
        account.Balances["USD"] = Money.Parse("60000");
        account.Balances["USDT"] = Money.Parse("9000");
        account.Balances["ETH"] = Money.Parse("3");
        account.Balances["SOL"] = Money.Parse("40");
        account.Balances.Remove("BTC");
    }

    internal static ushort SessionNumber(string compId)
        => (ushort)((compId == DropCopy ? Strategies.Length : Array.IndexOf(Strategies, compId)) * 3 + 1);
}
