using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Engine.Routing;

/// <summary>
/// Cancels of our own (a halt, a kill, a lost session, the end of an order's time) that a venue refused or that got lost: they are sent again,
/// after growing pauses and so many times; then an operator is called. While the venue is down they wait.
/// </summary>
sealed class CancelRetries(EngineState state, VenueRequests requests, EventWriter events)
{
    const long Pause = 1_000_000_000;

    internal const int TriesMax = 5;

    /// <summary>The cancel had no effect: whether it is tried again, after a pause.</summary>
    internal bool TryLater<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var number = state.Orders[slot].VenueLeg;
        ref var leg = ref state.Legs[number];
        if (leg is not { Pending: PendingRequest.Cancel, CancelUnsolicited: true } || !HasTries(slot, ref leg, ref outbox)) return false;
        state.Legs.RetryAt(number, state.Now + (Pause << (leg.CancelTries - 1)));
        return true;
    }

    /// <summary>The venue has the order still, so that the cancel got lost: whether it may be sent again at once.</summary>
    internal bool MayRepeat<TOutbox>(int slot, ref TOutbox outbox) where TOutbox : struct, IOutbox
        => HasTries(slot, ref state.Legs[state.Orders[slot].VenueLeg], ref outbox);

    /// <summary>Sends again where the pause is over.</summary>
    internal void OnTime<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var number = 1; state.Legs.RetryCount > 0 && number <= state.Legs.Used; number++)
        {
            ref var leg = ref state.Legs[number];
            if (leg.CancelTime == 0 || leg.CancelTime > state.Now || state.Registry.Venues[leg.Venue].State == VenueState.Down) continue;
            state.Legs.RetryAt(number, 0);
            if (leg.Pending == PendingRequest.Cancel) requests.SendCancel(leg.Slot, ref outbox);
        }
    }

    bool HasTries<TOutbox>(int slot, ref VenueLeg leg, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (leg.CancelTries++ < TriesMax) return true;
        if (leg.CancelUnsolicited)
            events.Alert(RejectReason.CancelFailed, ScopeKind.Instrument, state.Registry.Symbols[state.Orders[slot].Instrument], TriesMax, state.Orders[slot].OrderId, ref outbox);
        return false;
    }
}
