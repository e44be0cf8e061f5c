using Gateway.Engine.Orders;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Operators;

/// <summary>Answers an operator's act when all that follows from it has been told, so that whoever waits has seen everything.</summary>
sealed class ActReporter(EngineState state, ReportWriter reports)
{
    internal void Answer<TOutbox>(ref readonly Inbound message, ref TOutbox outbox) where TOutbox : struct, IOutbox
    {
        ref var report = ref reports.Begin(OutboundKind.OperatorReport, 0, state.Cause, ref outbox).OperatorReport;
        report.Request = message.SessionSequence;
        report.Act = message.Kind;
        report.Rejection = state.Outcome.Refusal;
        report.Affected = state.Outcome.Affected;
        outbox.Commit();
    }
}
