using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>A limit that means what is held already: an instrument that goes onto the restricted list with its positions to be closed (R041).</summary>
sealed class LimitWatch(EngineState state, Breaches breaches)
{
    internal void AfterLimit<TOutbox>(ref readonly LimitSet set, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (set.Rule != 41 || !set.Enabled) return;
        for (var number = 0; number < state.Positions.Count; number++)
        {
            ref var position = ref state.Positions[number];
            var scope = state.Scopes.Of(ScopeKind.Instrument, position.Instrument);
            if (position.Quantity == 0 || !breaches.IsSet(scope, Rule.RestrictedList, out var terms) || terms.Value == 0) continue;
            breaches.Close(scope, number, RejectReason.SymbolBlocked, 0, Math.Abs(position.Quantity), 0, ref outbox);
        }
    }
}
