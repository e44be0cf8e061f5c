using Gateway.Latency;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>
/// Records how long requests took, by stage, session and kind of report; names are <c>stage/session/kind</c>. The stages:
/// <c>queue</c> from the read of the bytes to the pipeline, <c>decide</c> from there to the report being written for its
/// socket (journal, risk, matching and encoding), <c>gateway</c> both together.
/// </summary>
sealed class LatencyStages
{
    static readonly string[] Stages = ["queue", "decide", "gateway"];
    const int Kinds = 128;

    // To one in a hundred: with a digit more the counts of a few sessions fill the second cache, and each note misses it.
    const int Digits = 2;

    readonly string?[] _sessions;
    readonly IntervalRecorder?[] _recorders;
    readonly Lock _growth = new();

    /// <param name="sessions">Names by session number; null where there is none yet.</param>
    internal LatencyStages(string?[] sessions)
    {
        _sessions = sessions;
        _recorders = new IntervalRecorder?[sessions.Length * Kinds * Stages.Length];
    }

    /// <summary>Records one report that has just been written. Called by the egress only.</summary>
    internal void Record(in Outbound outbound, long now)
    {
        if (outbound.Session == 0 || outbound.Session >= _sessions.Length) return;
        var kind = KindOf(in outbound);
        if (kind == 0) return;
        var first = (outbound.Session * Kinds + kind) * Stages.Length;
        var (received, taken) = (outbound.Trace.Received, outbound.Trace.Taken);
        Recorder(first, outbound.Session, kind, 0).Record(taken - received);
        Recorder(first, outbound.Session, kind, 1).Record(now - taken);
        Recorder(first, outbound.Session, kind, 2).Record(now - received);
    }

    /// <summary>Ends the interval of every recorder and writes those that counted something.</summary>
    internal void WriteInterval(HistogramLogWriter log, long nowMillis)
    {
        foreach (var recorder in _recorders)
            if (recorder?.NextInterval(nowMillis) is { TotalCount: > 0 } interval) log.Write(interval);
    }

    IntervalRecorder Recorder(int first, ushort session, byte kind, int stage)
        => _recorders[first + stage] ?? Create(first, session, kind, stage);

    IntervalRecorder Create(int first, ushort session, byte kind, int stage)
    {
        var name = $"{Stages[stage]}/{_sessions[session] ?? "none"}/{NameOf(kind)}";
        var recorder = new IntervalRecorder(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), name, highest: 60_000_000_000, Digits);
        lock (_growth) return _recorders[first + stage] = recorder;
    }

    static byte KindOf(in Outbound outbound) => outbound.Kind switch
    {
        OutboundKind.ExecutionReport => (byte)outbound.ExecutionReport.ExecType,
        OutboundKind.CancelReject => (byte)'9',
        _ => 0,
    };

    static string NameOf(byte kind) => kind == (byte)'9' ? "cancelReject" : char.ToLowerInvariant(((ExecType)kind).ToString()[0]) + ((ExecType)kind).ToString()[1..];
}
