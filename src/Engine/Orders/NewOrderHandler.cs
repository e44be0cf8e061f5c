using Gateway.Engine.Allocation;
using Gateway.Engine.Reference;
using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Guards;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>The way of a new order: appraise, check, open, then match in the own book or send to a venue.</summary>
sealed class NewOrderHandler(
    EngineState state, CandidateFactory candidates, RiskGate gate, OrderDesk desk, Matcher matcher, Router router, Allocator allocator,
    StopDesk stops, RefusalGuard refusals, StatusHandler statuses, ReportWriter reports)
{
    internal void On<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref readonly var request = ref message.NewOrder;
        if ((request.Flags & OrderFlags.PossResend) != 0 && statuses.Repeats(in message, in request.ClOrdId, default, in request.Symbol, request.Side, ref outbox)) return;
        if (request.Legs > 0 || state.Registry.GroupNames.Find(in request.Account) >= 0)
        {
            allocator.On(in message, ref outbox);
            return;
        }

        var candidate = candidates.Of(in message);
        var rejection = Check(ref candidate, in request);
        if (rejection.IsRejected)
        {
            reports.Reject(message.Session, in request, in rejection, ref outbox);
            refusals.AfterCheck(in candidate, in rejection, ref outbox);
            return;
        }

        var slot = desk.Open(in candidate, in request);
        Work(slot, in candidate, ref outbox);
        refusals.AfterCheck(in candidate, in rejection, ref outbox);
    }

    /// <summary>Checks a request and remembers its id; a refused id is used up as well.</summary>
    internal Rejection Check(ref Candidate candidate, ref readonly NewOrder request)
    {
        desk.FindStrategy(ref candidate, in request);
        var verdict = new FirstFailure();
        gate.Run(ref candidate, ref verdict);
        if (!verdict.Failure.IsRejected && NeedsVenue(in candidate)) verdict.Failure = router.Choose(ref candidate);
        gate.Count(in candidate, !verdict.Failure.IsRejected);
        desk.Remember(in candidate);
        return verdict.Failure;
    }

    bool NeedsVenue(in Candidate candidate)
        => candidate.StopPrice == 0 && state.Registry.Instruments[candidate.Instrument].Matching == MatchingPlace.Routed;

    /// <summary>Lets an accepted order act.</summary>
    internal void Work<TOutbox>(int slot, in Candidate candidate, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        if (candidate.Route >= 0)
        {
            router.Attach(slot, candidate.Route);
            reports.Change(slot, ExecType.PendingNew, ref outbox);
            router.Send(slot, ref outbox);
            return;
        }

        if (candidate.AskedPrice != 0) ReportSlide(slot, candidate.AskedPrice, ref outbox);
        else reports.Change(slot, ExecType.New, ref outbox);
        if (candidate.StopPrice != 0) stops.Hold(slot, ref outbox);
        else matcher.Execute(slot, candidate.WorstPrice, ref outbox);
    }

    // Acknowledged as it was asked for, then told at what price it stands.
    void ReportSlide<TOutbox>(int slot, long askedPrice, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        reports.Describe(slot, ExecType.New, ref outbox).Price = new Price(askedPrice);
        outbox.Commit();
        reports.Restate(slot, RejectReason.PostOnlyWouldTake, ref outbox);
    }
}
