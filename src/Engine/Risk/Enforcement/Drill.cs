using Gateway.Messages;

namespace Gateway.Engine.Risk.Enforcement;

/// <summary>Says what it would take to bring a scope to flat, and does nothing: no order leaves, no state changes.</summary>
sealed class Drill(EngineState state, Enforcer enforcer, PositionCloser closer, EventWriter events)
{
    internal void Run<TOutbox>(int scope, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var number = 0; number < state.Positions.Count; number++)
        {
            ref var position = ref state.Positions[number];
            if (!enforcer.IsOf(scope, in position)) continue;
            state.Outcome.Affected += Working(scope, in position);
            if (closer.Excess(scope, number, 0) > 0) Tell(scope, number, ref outbox);
        }
    }

    // Working orders are cancelled first, so that the plan is for all that is held.
    void Tell<TOutbox>(int scope, int number, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var position = ref state.Positions[number];
        var hasPrice = closer.TryPrice(number, out var price);
        var quantity = closer.Excess(scope, number, 0);
        var what = Rejection.Of(RejectReason.KillSwitch, price, quantity)
            .At(ScopeKind.Account, Reference.Texts.Widen(in state.Registry.AccountNames[position.Account]));
        events.TellDrill(in what, in state.Registry.Symbols[position.Instrument], hasPrice ? closer.Fillable(number, quantity, price) : 0, ref outbox);
    }

    long Working(int scope, ref readonly Positions.Position position)
    {
        var strategy = state.Scopes.KindOf(scope) == ScopeKind.Strategy ? state.Scopes.NumberOf(scope) : -1;
        var orders = 0L;
        for (var session = 0; session < state.Registry.Sessions.Length; session++)
            for (var slot = state.Registry.Sessions[session].FirstOrder; slot != 0; slot = state.Orders.Next(slot))
                if (state.Orders[slot].Account == position.Account && state.Orders[slot].Instrument == position.Instrument
                    && (strategy < 0 || state.Orders[slot].Strategy == strategy))
                    orders++;
        return orders;
    }
}
