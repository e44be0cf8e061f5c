using System.Runtime.CompilerServices;
using Gateway.Engine.Orders;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Positions;

/// <summary>Counts what orders and positions use of the limits, in each scope that they belong to.</summary>
readonly struct UsageCount(EngineState state)
{
    /// <summary>More or fewer open orders.</summary>
    internal void OpenOrders(ref readonly Order order, int change)
    {
        var scopes = new OrderScopes(state, in order);
        for (var i = 0; i < OrderScopes.Count; i++)
            if (scopes[i] >= 0)
                state.Scopes.Usages[scopes[i]].OpenOrders += change;
    }

    /// <summary>More or less open notional, and of that what opens, in the money that limits are in.</summary>
    internal void Notional(ref readonly Order order, long change, long openingChange)
    {
        var buyChange = order.Direction == Side.Buy ? change : 0;
        var scopes = new OrderScopes(state, in order);
        for (var i = 0; i < OrderScopes.Count; i++)
        {
            if (scopes[i] < 0) continue;
            ref var usage = ref state.Scopes.Usages[scopes[i]];
            usage.OpenNotional += change;
            usage.OpeningNotional += openingChange;
            usage.BuyNotional += buyChange;
        }
    }

    /// <summary>A trade of a notional and a quantity.</summary>
    internal void Trade(ref readonly Order order, long notional, long quantity)
    {
        var scopes = new OrderScopes(state, in order);
        for (var i = 0; i < OrderScopes.Count; i++)
        {
            if (scopes[i] < 0) continue;
            ref var usage = ref state.Scopes.Usages[scopes[i]];
            usage.TradedNotional += notional;
            usage.TradedQuantity += quantity;
            usage.TradesToday++;
        }
    }

    /// <summary>What is held in a position has changed: for the firm, its account and its instrument.</summary>
    internal void Holding(ref readonly Position position, Int128 longChange, Int128 shortChange, long result)
    {
        Exposure(0, longChange, shortChange, result);
        Exposure(state.Scopes.Of(ScopeKind.Account, position.Account), longChange, shortChange, result);
        Exposure(state.Scopes.Of(ScopeKind.Instrument, position.Instrument), longChange, shortChange, result);
    }

    /// <summary>The same for one scope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Exposure(int scope, Int128 longChange, Int128 shortChange, long result)
    {
        ref var usage = ref state.Scopes.Usages[scope];
        usage.LongCost += longChange;
        usage.ShortCost += shortChange;
        usage.RealizedToday += result;
    }
}
