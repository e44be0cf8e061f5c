using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>
/// R080, looked at on each clock tick: a position that no working stop order covers whole for longer than the grace time is closed.
/// Covered is what the account's stop orders on the other side would close.
/// </summary>
sealed class ProtectionGuard(EngineState state, Breaches breaches)
{
    // Quantity of protective stops by position during one look.
    readonly long[] _stops = new long[state.Limits.PositionsMax];

    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (!FindStops()) return;
        for (var number = 0; number < state.Positions.Count; number++)
        {
            ref var position = ref state.Positions[number];
            if (Math.Abs(position.Quantity) <= _stops[number]) position.UnprotectedSince = 0;
            else if (position.UnprotectedSince == 0) position.UnprotectedSince = state.Now;
            if (position.UnprotectedSince != 0) Look(number, ref outbox);
        }
    }

    bool FindStops()
    {
        if (!IsAsked()) return false;
        _stops.AsSpan(0, state.Positions.Count).Clear();
        for (var session = 0; session < state.Registry.Sessions.Length; session++)
            for (var slot = state.Registry.Sessions[session].FirstOrder; slot != 0; slot = state.Orders.Next(slot))
                Add(slot);
        return true;
    }

    void Add(int slot)
    {
        ref var order = ref state.Orders[slot];
        if (order.IsParent || order.Type is not (OrderType.Stop or OrderType.StopLimit)) return;
        if (order.Direction == Side.Sell == state.Positions[order.Position].Quantity > 0) _stops[order.Position] += order.Leaves;
    }

    bool IsAsked()
    {
        var rules = state.Scopes.States[0].Enabled;
        for (var account = 0; account < state.Registry.AccountNames.Count; account++) rules |= state.Scopes.States[state.Scopes.Of(ScopeKind.Account, account)].Enabled;
        return (rules >> (int)Rule.NoStopLoss & 1) != 0;
    }

    void Look<TOutbox>(int number, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var position = ref state.Positions[number];
        var scope = state.Scopes.Of(ScopeKind.Account, position.Account);
        if (!breaches.IsSet(scope, Rule.NoStopLoss, out var grace) && !breaches.IsSet(scope = 0, Rule.NoStopLoss, out grace)) return;
        var bare = state.Now - position.UnprotectedSince;
        if (bare < grace.Window) return;
        position.UnprotectedSince = state.Now; // Another grace time for the close itself.
        breaches.Close(scope, number, RejectReason.NoStopLoss, grace.Window, bare, 0, ref outbox);
    }
}
