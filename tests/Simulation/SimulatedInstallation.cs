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
    internal const string FixExchange = "SIMFIX", RestExchange = "SIMREST";
    internal static readonly string[] Strategies = ["STRAT1", "STRAT2", "STRAT3"];
    internal const string DropCopy = "DROP1";

    /// <summary>Instruments of the gateway's own books, and those of the exchange.</summary>
    internal static readonly string[] Own = ["AAPL", "MSFT"], Routed = ["BTCUSDT", "ETHUSDT", "SOLUSDT"];

    internal static GatewayConfiguration Configuration(SimulationOptions options)
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", "data"), new("fix:port", "9876")]);
        configuration.Durability = options.Durability;
        configuration.WarmUp = false;
        configuration.Journal.SegmentBytes = options.SegmentBytes;
        configuration.Capacity = SmallTables(options.OutboundRing);
        configuration.Fix.ResendMessagesMax = 1 << 14;
        configuration.Sessions.RemoveAll(session => !Strategies.Contains(session.CompId) && session.CompId != DropCopy);
        configuration.Sessions.Find(session => session.CompId == "STRAT3")!.CancelOnDisconnect = true;
        configuration.Instruments.RemoveAll(instrument => !Own.Contains(instrument.Symbol) && !Routed.Contains(instrument.Symbol));
        foreach (var account in configuration.Accounts) Shrink(account);
        return configuration;
    }

    // Made in no time.
    static CapacityConfiguration SmallTables(int outboundRing) => new()
    {
        InboundRing = 64, OutboundRing = outboundRing, OpenOrders = 1_000, ClOrdIds = 4_000, DoneOrders = 2_000, Sessions = 16, Accounts = 8, Strategies = 8,
        Instruments = 8, Assets = 16, Groups = 8, Venues = 4, Routes = 16, VenueOrders = 1_000, VenueExecIds = 4_096, Positions = 64, StrategyPositions = 64,
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
