using Gateway.Messages;

namespace Gateway.Engine;

/// <summary>The limits as a journal tells them: a replay needs the same.</summary>
public sealed partial record EngineLimits
{
    /// <summary>By table, for the journal.</summary>
    public TableCapacities Capacities
    {
        get
        {
            TableCapacities told = default;
            told[(int)EngineTable.OpenOrders] = OrdersMax;
            told[(int)EngineTable.ClOrdIds] = ClientIdsMax;
            told[(int)EngineTable.Instruments] = InstrumentsMax;
            told[(int)EngineTable.DoneOrders] = DoneOrdersMax;
            told[(int)EngineTable.BookNodes] = BookNodesMax;
            told[(int)EngineTable.Sessions] = SessionsMax;
            told[(int)EngineTable.Accounts] = AccountsMax;
            told[(int)EngineTable.SelfTradeGroups] = SelfTradeGroupsMax;
            told[(int)EngineTable.Strategies] = StrategiesMax;
            told[(int)EngineTable.Assets] = AssetsMax;
            told[(int)EngineTable.Groups] = GroupsMax;
            told[(int)EngineTable.GroupMembers] = LegsMax;
            told[(int)EngineTable.Venues] = VenuesMax;
            told[(int)EngineTable.Routes] = RoutesMax;
            told[(int)EngineTable.VenueOrders] = VenueOrdersMax;
            told[(int)EngineTable.VenueExecIds] = VenueExecIdsMax;
            told[(int)EngineTable.Enforcements] = EnforcementsMax;
            told[(int)EngineTable.ChangedLimits] = ChangedLimitsMax;
            told[(int)EngineTable.Positions] = PositionsMax;
            told[(int)EngineTable.StrategyPositions] = StrategyPositionsMax;
            told[(int)EngineTable.RecentOrders] = RecentOrdersMax;
            return told;
        }
    }

    /// <summary>The limits of a journal.</summary>
    /// <param name="told">What it says; what it does not say had no other value when it was written.</param>
    public static EngineLimits Of(in TableCapacities told)
    {
        var before = Untold(told[(int)EngineTable.Instruments]);
        return new()
        {
            OrdersMax = Or(in told, EngineTable.OpenOrders, before.OrdersMax),
            ClientIdsMax = Or(in told, EngineTable.ClOrdIds, before.ClientIdsMax),
            InstrumentsMax = Or(in told, EngineTable.Instruments, before.InstrumentsMax),
            DoneOrdersMax = Or(in told, EngineTable.DoneOrders, before.DoneOrdersMax),
            BookNodesMax = Or(in told, EngineTable.BookNodes, before.BookNodesMax),
            SessionsMax = Or(in told, EngineTable.Sessions, before.SessionsMax),
            AccountsMax = Or(in told, EngineTable.Accounts, before.AccountsMax),
            SelfTradeGroupsMax = Or(in told, EngineTable.SelfTradeGroups, before.SelfTradeGroupsMax),
            StrategiesMax = Or(in told, EngineTable.Strategies, before.StrategiesMax),
            AssetsMax = Or(in told, EngineTable.Assets, before.AssetsMax),
            GroupsMax = Or(in told, EngineTable.Groups, before.GroupsMax),
            LegsMax = Or(in told, EngineTable.GroupMembers, before.LegsMax),
            VenuesMax = Or(in told, EngineTable.Venues, before.VenuesMax),
            RoutesMax = Or(in told, EngineTable.Routes, before.RoutesMax),
            VenueOrdersMax = Or(in told, EngineTable.VenueOrders, before.VenueOrdersMax),
            VenueExecIdsMax = Or(in told, EngineTable.VenueExecIds, before.VenueExecIdsMax),
            EnforcementsMax = Or(in told, EngineTable.Enforcements, before.EnforcementsMax),
            ChangedLimitsMax = Or(in told, EngineTable.ChangedLimits, before.ChangedLimitsMax),
            PositionsMax = Or(in told, EngineTable.Positions, before.PositionsMax),
            StrategyPositionsMax = Or(in told, EngineTable.StrategyPositions, before.StrategyPositionsMax),
            RecentOrdersMax = Or(in told, EngineTable.RecentOrders, before.RecentOrdersMax),
        };
    }

    // What journals did not tell followed from the number of instruments, or was always the same.
    static EngineLimits Untold(int instruments) => instruments == 0 ? new() : new()
    {
        AssetsMax = instruments + 1024, RoutesMax = Math.Max(8192, 2 * instruments),
    };

    static int Or(in TableCapacities told, EngineTable table, int otherwise) => told[(int)table] > 0 ? told[(int)table] : otherwise;
}
