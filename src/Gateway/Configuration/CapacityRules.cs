using Gateway.Messages;

namespace Gateway.Configuration;

/// <summary>What must hold for the sizes of rings and tables, and that what is configured has room in them.</summary>
static class CapacityRules
{
    // Both have a row of the one for each of the other.
    const long BalancesMax = 1L << 28, SwitchesMax = 1L << 30, MembersMax = 1L << 24;

    internal static void Check(GatewayConfiguration configuration, ConfigurationErrors errors)
    {
        var capacity = configuration.Capacity;
        errors.Require(int.IsPow2(capacity.InboundRing), "capacity:inboundRing", "has to be a power of two.");
        errors.Require(capacity.OutboundRing is not { } slots || int.IsPow2(slots), "capacity:outboundRing", "has to be a power of two.");
        errors.Require(int.IsPow2(capacity.MarketDataRing) && capacity.MarketDataRing >= 16, "capacity:marketDataRing", "has to be a power of two from 16 up.");
        errors.Require(int.IsPow2(capacity.RecentOrders), "capacity:recentOrders", "has to be a power of two.");
        var tables = capacity.Limits().Capacities;
        foreach (var table in Enum.GetValues<EngineTable>())
        {
            var (least, most) = (table == EngineTable.BookNodes ? 0 : 1, MostOf(table));
            errors.Require(tables[(int)table] >= least && tables[(int)table] <= most, $"capacity:{table.Name()}", $"has to be {least} to {most}.");
        }

        errors.Require(capacity.ClOrdIds >= capacity.OpenOrders, "capacity:clOrdIds", "may not be less than openOrders.");
        errors.Require((long)capacity.Accounts * tables[(int)EngineTable.Assets] <= BalancesMax, "capacity:accounts", $"times assets may not be above {BalancesMax}.");
        errors.Require((long)capacity.Accounts * capacity.Strategies <= SwitchesMax, "capacity:strategies", $"times accounts may not be above {SwitchesMax}.");
        errors.Require((long)capacity.Groups * capacity.GroupMembers <= MembersMax, "capacity:groupMembers", $"times groups may not be above {MembersMax}.");
        foreach (var (table, configured) in Configured(configuration))
            errors.Require(configured <= tables[(int)table], $"capacity:{table.Name()}", $"is below the {configured} that are configured.");
    }

    static int MostOf(EngineTable table) => table switch
    {
        EngineTable.OpenOrders => 50_000_000,
        EngineTable.ClOrdIds => 500_000_000,
        EngineTable.BookNodes or EngineTable.VenueOrders or EngineTable.VenueExecIds or EngineTable.DoneOrders => 1 << 24,
        EngineTable.Sessions or EngineTable.Venues => ushort.MaxValue,
        EngineTable.GroupMembers => 9_999, // The number of a leg stands in its id.
        EngineTable.Positions or EngineTable.StrategyPositions or EngineTable.RecentOrders => 1 << 22,
        EngineTable.Routes or EngineTable.Assets => 1 << 18,
        _ => 1 << 16,
    };

    static IEnumerable<(EngineTable Table, int Count)> Configured(GatewayConfiguration configuration) =>
    [
        (EngineTable.Instruments, configuration.Instruments.Count),
        (EngineTable.Routes, configuration.Instruments.Sum(instrument => instrument.Routes.Count)),
        (EngineTable.Accounts, configuration.Accounts.Count),
        (EngineTable.SelfTradeGroups, configuration.Accounts.Select(account => account.SelfTradeGroup).Where(group => group.Length > 0).Distinct().Count()),
        (EngineTable.Groups, configuration.Groups.Count),
        (EngineTable.GroupMembers, configuration.Groups.Select(group => group.Members.Count).DefaultIfEmpty().Max()),
        (EngineTable.Venues, configuration.Venues.Count),
    ];
}
