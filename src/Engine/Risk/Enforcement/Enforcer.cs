using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Enforcement;

/// <summary>Does at the end of each message what the breaches in it asked for.</summary>
sealed class Enforcer(EngineState state, EnforcementQueue queue, MassCancelHandler cancels)
{
    internal void Run<TOutbox>(ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        while (queue.TryTake(out var request)) CancelWorking(in request, ref outbox);
    }

    void CancelWorking<TOutbox>(in EnforcementRequest request, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        var cause = new CancelCause(request.Locks ? RejectReason.LockedOut : request.What.Reason, Unsolicited: true);
        if (request.Position < 0)
        {
            cancels.CancelScope(request.Scope, in cause, ref outbox);
            return;
        }

        ref var position = ref state.Positions[request.Position];
        cancels.CancelAll(OrderFilter.All with { Account = position.Account, Instrument = position.Instrument }, in cause, ref outbox);
    }
}
