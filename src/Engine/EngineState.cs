using Gateway.Engine.Allocation;
using Gateway.Engine.Orders;
using Gateway.Engine.Positions;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Guards;
using Gateway.Engine.Risk.Enforcement;
using Gateway.Engine.Risk.Operators;
using Gateway.Engine.Routing;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine;

/// <summary>All that the core remembers. The handlers work on it and keep nothing themselves.</summary>
sealed class EngineState : IDisposable
{
    internal const long NanosPerDay = 86_400_000_000_000;

    long _now;
    long _day;

    internal EngineState(EngineLimits limits)
    {
        Limits = limits;
        Registry = new(limits);
        Scopes = new(limits);
        Legs = new(limits);
        ClientIds = new(limits.ClientIdsMax);
        Orders = new(limits, Registry, ClientIds, Legs);
        Positions = new(limits);
        Shares = new(limits);
        Switches = new(limits);
        Managed = new(limits);
        Recent = new(limits.RecentOrdersMax);
        Balances = new(limits);
        Fills = new();
        VenueExecIds = new(limits.VenueExecIdsMax);
        PendingLegs = new(limits.LegsMax);
        ChangedLimits = new(limits.ChangedLimitsMax);
        Expiries = new(limits);
        Triggers = new(limits.InstrumentsMax);
        Enforcements = new(limits.EnforcementsMax);
        Markets = new(limits.InstrumentsMax);
    }

    internal EngineLimits Limits { get; }
    internal Registry Registry { get; }
    internal ScopeTable Scopes { get; }
    internal OrderTable Orders { get; }
    internal ClientIds ClientIds { get; }
    internal PositionTable Positions { get; }
    internal ShareTable Shares { get; }
    internal StrategySwitches Switches { get; }
    internal ManagedPositions Managed { get; }
    internal RecentOrders Recent { get; }
    internal BalanceTable Balances { get; }
    internal VenueLegs Legs { get; }
    internal VenueExecIds VenueExecIds { get; }
    internal PendingLegs PendingLegs { get; }
    internal FillBuffer Fills { get; }
    internal ChangedLimits ChangedLimits { get; }
    internal ExpiryHeap Expiries { get; }
    internal TriggerTable Triggers { get; }
    internal EnforcementTable Enforcements { get; }
    internal MarketTable Markets { get; }

    /// <summary>Stamp of the message at work; the only time there is.</summary>
    internal long Now => _now;

    /// <summary>Sequence of the message at work.</summary>
    internal long Cause { get; private set; }

    /// <summary>Days since 1970 by the stamp. Counters of the day and ClOrdIDs start anew at 00:00 UTC.</summary>
    internal long Day => _day;

    /// <summary>No order expires and no day ends before this instant: a look at the time costs one comparison.</summary>
    internal long Due = long.MaxValue;

    /// <summary>The day has changed and its orders are still to be ended.</summary>
    internal bool DayEnded;

    internal long LastOrderId;
    internal long LastExecId;
    internal long LastTradeId;
    internal long LastReportId;

    /// <summary>Of the operator's act at work; means nothing between two messages.</summary>
    internal ActOutcome Outcome;

    public void Dispose() => Registry.Dispose();

    /// <summary>
    /// Everything that a later answer can depend on, for the hash and for snapshots. New state is shown here or by a part that is.
    /// </summary>
    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref _now);
        walker.Number(ref _day);
        walker.Number(ref LastOrderId);
        walker.Number(ref LastExecId);
        walker.Number(ref LastTradeId);
        walker.Number(ref LastReportId);
        Registry.Walk(ref walker);
        Scopes.Walk(ref walker);
        Orders.Walk(ref walker);
        Legs.Walk(ref walker);
        Registry.WalkBooks(Orders, ref walker);
        ClientIds.Walk(ref walker);
        Positions.Walk(ref walker);
        Shares.Walk(ref walker);
        Switches.Walk(ref walker, Registry.Strategies.Count);
        Recent.Walk(ref walker);
        Balances.Walk(Registry.AccountNames.Count, Registry.Assets.Count, ref walker);
        VenueExecIds.Walk(ref walker);
        PendingLegs.Walk(ref walker);
        ChangedLimits.Walk(ref walker);
        Triggers.Walk(Registry.Symbols.Count, ref walker);
        Markets.Walk(Registry.Symbols.Count, ref walker);
        if (TWalker.Loads) Orders.FindExpiries(this);
        Enforcements.Walk(ref walker);
    }

    /// <summary>What of a position is meant by a scope, signed: of a strategy what its own orders made, as far as it is there; else all of it.</summary>
    internal long HeldBy(int scope, ref readonly Position position)
    {
        if (Scopes.KindOf(scope) != ScopeKind.Strategy) return position.Quantity;
        var number = Shares.Find(scope, position.Account, position.Instrument);
        var share = number < 0 ? 0 : Shares[number].Quantity;
        return position.Quantity > 0 ? Math.Clamp(share, 0, position.Quantity) : Math.Clamp(share, position.Quantity, 0);
    }

    /// <summary>The leaves of the stop order that the gateway keeps for a position: it gives way to other orders of its side.</summary>
    internal long YieldingStop(ref readonly Position position, Side side)
    {
        var slot = position.StopOrderId == 0 ? 0 : Orders.Find(position.StopOrderId);
        return slot != 0 && Orders[slot].Waiting && Orders[slot].Direction == side ? Orders[slot].Working : 0;
    }

    internal void Enter(ref readonly Inbound message)
    {
        _now = message.Time.Nanos;
        Cause = message.Sequence;
        if (Now >= Scopes.NextReset) Scopes.Reset(Now);
        if (Now / NanosPerDay != Day) StartDay();
    }

    void StartDay()
    {
        (DayEnded, Due) = (Day != 0, 0);
        _day = Now / NanosPerDay;
        Scopes.StartDay();
        ClientIds.Clear();
        for (var session = 0; session < Registry.Sessions.Length; session++)
            for (var slot = Registry.Sessions[session].FirstOrder; slot != 0; slot = Orders.Next(slot))
                KeepClientIds(slot);
        for (var slot = Orders.FirstDone; slot != 0; slot = Orders.Next(slot)) KeepClientIds(slot);
    }

    void KeepClientIds(int slot)
    {
        ref var order = ref Orders[slot];
        if (order.Parent != 0) return;
        ClientIds.Set(ClientIdKey.Of(order.Session, Orders.ClOrdId(slot)), order.OrderId);
        if (order.VenueLeg == 0) return;
        ref var leg = ref Legs[order.VenueLeg];
        if (!FixedText.IsEmpty(in leg.PendingClOrdId)) ClientIds.Set(ClientIdKey.Of(order.Session, in leg.PendingClOrdId), 0);
    }
}
