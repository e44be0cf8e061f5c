using System.Diagnostics;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>Lets a replay take as long as the recorded time did, or a factor less.</summary>
sealed class PacedObserver(ReplayObserver inner, double factor) : ReplayObserver
{
    readonly Stopwatch _watch = Stopwatch.StartNew();
    long _started;
    long _first;

    /// <inheritdoc/>
    internal override void OnInbound(in Inbound inbound)
    {
        if (_first == 0) (_first, _started) = (inbound.Time.Nanos, Elapsed);
        var due = _started + (long)((inbound.Time.Nanos - _first) / factor);
        var wait = due - Elapsed;
        if (wait > 1_000_000) Thread.Sleep((int)(wait / 1_000_000));
        inner.OnInbound(in inbound);
    }

    long Elapsed => _watch.Elapsed.Ticks * 100;

    /// <inheritdoc/>
    internal override void OnOutbound(in Outbound outbound) => inner.OnOutbound(in outbound);
}
