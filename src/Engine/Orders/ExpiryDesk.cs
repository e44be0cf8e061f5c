using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>
/// Ends orders whose time is over. Every message carries the time, so that an order is ended by the first message behind its end, before
/// that message acts; clock ticks see to it that one comes.
/// </summary>
sealed class ExpiryDesk(EngineState state, CancelDesk cancels)
{
    static readonly CancelCause Over = new(RejectReason.None, Unsolicited: true, Expires: true);

    static readonly CancelCause ClaimOver = new(RejectReason.RiskBudget, Unsolicited: true, Expires: true);

    internal void Run<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        while (state.Expiries.NextTime <= state.Now)
        {
            var slot = state.Expiries.Next;
            state.Expiries.Remove(slot); // At a venue the order goes on until the venue agrees.
            cancels.Cancel(slot, IsClaimOver(slot) ? ClaimOver : Over, default, ref outbox);
        }

        if (!state.DayEnded) return;
        state.DayEnded = false;
        EndDay(-1, ref outbox);
    }

    // R062
    bool IsClaimOver(int slot) => state.Orders.Terms(slot) is { ClaimUntil: > 0 } terms && terms.EndsAt == terms.ClaimUntil;

    /// <summary>Ends the day's orders of an instrument; -1 for all whose day ends at midnight. Orders at a venue are the venue's to end.</summary>
    internal void EndDay<TOutbox>(int instrument, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        for (var session = 0; session < state.Registry.Sessions.Length; session++)
            for (var slot = state.Registry.Sessions[session].FirstOrder; slot != 0;)
            {
                var next = NextOutside(slot);
                if (EndsToday(slot, instrument)) cancels.Cancel(slot, in Over, default, ref outbox);
                slot = next;
            }
    }

    bool EndsToday(int slot, int instrument)
    {
        ref var order = ref state.Orders[slot];
        if (order.Parent != 0 || order.VenueLeg != 0) return false;
        if (instrument < 0) return order.TimeInForce == TimeInForce.Day && state.Registry.Instruments[order.Instrument].DayEnd == DayEnd.Midnight;
        if (order.Instrument != instrument) return false;
        if (order.TimeInForce == TimeInForce.Day) return true;
        var date = state.Orders.Terms(slot).ExpireDate;
        return order.TimeInForce == TimeInForce.GoodTillDate && date != 0 && date <= state.Day;
    }

    // A parent takes its children along.
    int NextOutside(int slot)
    {
        var next = state.Orders.Next(slot);
        if (state.Orders[slot].IsParent)
            while (next != 0 && state.Orders[next].Parent == slot)
                next = state.Orders.Next(next);
        return next;
    }
}
