using Gateway.Messages;

namespace Gateway.Engine;

/// <summary>How full a table is.</summary>
/// <param name="Table">Which.</param>
/// <param name="Used">Entries; of allocation groups' members those of the largest group.</param>
/// <param name="Capacity">Entries that it holds.</param>
public readonly record struct TableView(EngineTable Table, long Used, long Capacity);

public sealed partial class ExecutionEngine
{
    /// <summary>All bounded tables and how full they are; off the hot path, allocates.</summary>
    public TableView[] Tables()
    {
        var capacities = _state.Limits.Capacities;
        capacities[(int)EngineTable.BookNodes] = _state.Registry.Store.NodesMax; // May have followed from the open orders.
        var views = new TableView[EngineTables.Count];
        for (var table = 0; table < views.Length; table++) views[table] = new((EngineTable)table, UsedOf((EngineTable)table), capacities[table]);
        return views;
    }

    long UsedOf(EngineTable table) => table switch
    {
        EngineTable.OpenOrders => _state.Orders.OpenCount,
        EngineTable.ClOrdIds => _state.ClientIds.Count,
        EngineTable.Instruments => _state.Registry.Symbols.Count,
        EngineTable.DoneOrders => _state.Orders.DoneCount,
        EngineTable.BookNodes => _state.Registry.Store.NodeCount,
        EngineTable.Sessions => Sessions().Length,
        EngineTable.Accounts => _state.Registry.AccountNames.Count,
        EngineTable.SelfTradeGroups => _state.Registry.SelfTradeGroups.Count,
        EngineTable.Strategies => _state.Registry.Strategies.Count,
        EngineTable.Assets => _state.Registry.Assets.Count,
        EngineTable.Groups => _state.Registry.GroupNames.Count,
        EngineTable.GroupMembers => LargestGroup(),
        EngineTable.Venues => Venues().Length,
        EngineTable.Routes => _state.Registry.RouteCount,
        EngineTable.VenueOrders => _state.Legs.OpenCount,
        EngineTable.VenueExecIds => _state.VenueExecIds.Count,
        EngineTable.Enforcements => _state.Enforcements.Count,
        EngineTable.ChangedLimits => _state.ChangedLimits.Count,
        EngineTable.Positions => _state.Positions.Count,
        EngineTable.StrategyPositions => _state.Shares.Count,
        EngineTable.RecentOrders => _state.Recent.Remembered,
        _ => throw new ArgumentOutOfRangeException(nameof(table)),
    };

    int LargestGroup()
    {
        var most = 0;
        foreach (ref readonly var group in _state.Registry.Groups.AsSpan()) most = Math.Max(most, group.Members);
        return most;
    }
}
