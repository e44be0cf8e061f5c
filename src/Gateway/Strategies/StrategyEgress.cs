using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Strategies;

/// <summary>
/// Gives reports to the sessions they are for and to every drop copy. A report takes its MsgSeqNum whether or not the strategy
/// is there: what it misses it fetches by resend.
/// </summary>
sealed class StrategyEgress
{
    readonly StrategySession?[] _sessions;
    readonly StrategySession[] _dropCopies;
    readonly EgressProgress _progress;

    /// <param name="sessions">All sessions; their numbers are small.</param>
    /// <param name="progress">Shared with the sessions' stores.</param>
    internal StrategyEgress(IReadOnlyCollection<StrategySession> sessions, EgressProgress progress)
    {
        _sessions = new StrategySession?[sessions.Count == 0 ? 1 : sessions.Max(session => session.Number) + 1];
        foreach (var session in sessions) _sessions[session.Number] = session;
        _dropCopies = [.. sessions.Where(session => session.DropCopy)];
        _progress = progress;
    }

    /// <summary>Sends one outbound message, or keeps its place in line; messages for others pass by.</summary>
    internal void Send(in Outbound outbound)
    {
        _progress.Sequence = outbound.Sequence;
        if (ReportEncoder.TypeOf(in outbound) == 0) return;
        if (Find(outbound.Session) is { } session) Send(session, in outbound);
        if (outbound.Kind != OutboundKind.ExecutionReport) return;
        foreach (var dropCopy in _dropCopies) Send(dropCopy, in outbound);
    }

    /// <summary>Recovery is done: the egress goes on behind this message.</summary>
    internal void Restored(long outboundSequence) => _progress.Sequence = outboundSequence;

    /// <summary>The session of a number, or null.</summary>
    internal StrategySession? Find(ushort number) => number < _sessions.Length ? _sessions[number] : null;

    static void Send(StrategySession session, in Outbound outbound)
    {
        session.Store.Sending = outbound.Sequence;
        var fix = session.Fix;
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
