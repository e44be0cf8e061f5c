using Gateway.Engine.Positions;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Guards;

/// <summary>
/// R080, looked at on each clock tick: a position that no working stop order covers whole for longer than the grace time is closed.
/// Covered is what the account's stop orders on the other side would close; of a strategy's part, what its own would.
/// </summary>
sealed class ProtectionGuard(EngineState state, Breaches breaches)
{
    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var number = 0; number < state.Positions.Count; number++)
        {
            ref var position = ref state.Positions[number];
            var scope = state.Scopes.Of(ScopeKind.Account, position.Account);
            if (breaches.IsSet(scope, Rule.NoStopLoss, out var grace) || breaches.IsSet(scope = 0, Rule.NoStopLoss, out grace))
                Look(scope, number, position.Stops.Cover(position.Quantity), ref position.UnprotectedSince, grace.Window, ref outbox);
        }

        for (var number = 0; number < state.Shares.Count; number++)
        {
            ref var share = ref state.Shares[number];
            if (share.Account != Share.Everyone && breaches.IsSet(share.Scope, Rule.NoStopLoss, out var grace))
                Look(share.Scope, state.Positions.Find(share.Account, share.Instrument), share.Stops.Cover(share.Quantity), ref share.UnprotectedSince, grace.Window, ref outbox);
        }
    }

    void Look<TOutbox>(int scope, int position, bool covered, ref long since, long grace, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (covered) since = 0;
        else if (since == 0) since = state.Now;
        var bare = state.Now - since;
        if (since == 0 || bare < grace) return;
        since = state.Now; // Another grace time for the close itself.
        breaches.Close(scope, position, RejectReason.NoStopLoss, grace, bare, 0, ref outbox);
    }
}
