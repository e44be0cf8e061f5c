using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>
/// Gives reports to the sessions they are for, and reports and refusals to the drop copies that may see them. What is sent takes its
/// MsgSeqNum whether or not the peer is there: what it misses it fetches by resend.
/// </summary>
sealed class StrategyEgress(SessionDirectory sessions, EgressProgress progress)
{
    /// <summary>Sends one outbound message, or keeps its place in line; messages for others pass by.</summary>
    internal void Send(in Outbound outbound)
    {
        progress.Sequence = outbound.Sequence;
        if (ReportEncoder.TypeOf(in outbound) == 0) return;
        if (sessions.Find(outbound.Session) is { } session) Send(session, in outbound);
        foreach (var dropCopy in sessions.DropCopies)
            if (dropCopy.Number != outbound.Session && dropCopy.View.Sees(in outbound)) Send(dropCopy, in outbound);
    }

    /// <summary>Recovery is done: the egress goes on behind this message.</summary>
    internal void Restored(long outboundSequence) => progress.Sequence = outboundSequence;

    static void Send(StrategySession session, in Outbound outbound)
    {
        var fix = session.Fix;
        session.Store.Sending = outbound.Sequence;
        if (fix.SendsLive)
        {
            var writer = fix.Begin(ReportEncoder.TypeOf(in outbound), outbound.Time.Nanos);
            ReportEncoder.Write(ref writer, in outbound, session.Dialect, session.DropCopy);
            fix.Send(ref writer);
        }
        else
        {
            fix.Assign(outbound.Time.Nanos);
        }

        session.Store.Sending = 0;
    }
}
