using System.Runtime.CompilerServices;

namespace Gateway.Messages;

/// <summary>
/// The bounded tables of the core. In camel case they are the keys of <c>capacity</c> in a configuration and what a refusal with
/// <see cref="RejectReason.TableFull"/> names. In the order in which the journal tells their capacities: new ones come last.
/// </summary>
public enum EngineTable
{
    /// <summary>Orders open at a time, children of allocations included.</summary>
    OpenOrders,

    /// <summary>ClOrdIDs of the day.</summary>
    ClOrdIds,

    /// <summary>Instruments.</summary>
    Instruments,

    /// <summary>Done orders that are still found; the oldest makes room.</summary>
    DoneOrders,

    /// <summary>Nodes of the books' price trees.</summary>
    BookNodes,

    /// <summary>Session numbers.</summary>
    Sessions,

    /// <summary>Accounts.</summary>
    Accounts,

    /// <summary>Names of groups of accounts that do not trade with one another.</summary>
    SelfTradeGroups,

    /// <summary>Strategies that orders and limits name.</summary>
    Strategies,

    /// <summary>Assets and currencies.</summary>
    Assets,

    /// <summary>Allocation groups.</summary>
    Groups,

    /// <summary>Accounts of one group, legs of one allocation.</summary>
    GroupMembers,

    /// <summary>Exchanges.</summary>
    Venues,

    /// <summary>Pairs of instrument and exchange.</summary>
    Routes,

    /// <summary>Orders open at exchanges.</summary>
    VenueOrders,

    /// <summary>Execution ids of exchanges, to recognise repetitions; the oldest makes room.</summary>
    VenueExecIds,

    /// <summary>Enforcements under way.</summary>
    Enforcements,

    /// <summary>Limits that operators have changed.</summary>
    ChangedLimits,

    /// <summary>Pairs of account and instrument that ever traded.</summary>
    Positions,

    /// <summary>Parts of positions that one strategy or one group has made.</summary>
    StrategyPositions,

    /// <summary>Orders remembered to recognise equal ones; the one silent longest makes room.</summary>
    RecentOrders,
}

/// <summary>How the tables are called.</summary>
public static class EngineTables
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)EngineTable.RecentOrders + 1;

    static readonly string[] Names = [.. Enum.GetNames<EngineTable>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];
    static readonly Text24[] Keys = [.. Names.Select(name => Text24.From(name))];

    /// <summary>The name in configurations and refusals.</summary>
    public static string Name(this EngineTable table) => Names[(int)table];

    /// <summary>The refusal of what a table has no room for.</summary>
    /// <param name="table">The full table.</param>
    /// <param name="capacity">What it holds.</param>
    public static Rejection Full(this EngineTable table, long capacity)
        => new() { Reason = RejectReason.TableFull, Limit = capacity, Observed = capacity + 1, Key = Keys[(int)table] };
}

/// <summary>A capacity for each table; zero where an older journal does not tell it.</summary>
[InlineArray(EngineTables.Count)]
public struct TableCapacities
{
    static readonly string[] Names = [.. Enum.GetValues<EngineTable>().Select(table => table.Name() + "Max")];

    int _first;

    /// <summary>Walks the capacities.</summary>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        for (var table = 0; table < EngineTables.Count; table++) visitor.Number(Names[table], ref this[table]);
    }
}
