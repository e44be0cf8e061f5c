using Gateway.Journal;
using Gateway.Journal.Export;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Recovery;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>Compares every outbound message that a replay says with the one in the outbound log, and tells of the first difference.</summary>
sealed class JournalComparer(string directory, IJournalFiles? files = null, long from = 0) : ReplayObserver, IDisposable
{
    readonly OutboundComparison _comparison = OutboundComparison.Open(directory, from + 1, files);

    /// <summary>Messages that were equal.</summary>
    internal long Equal => _comparison.SameCount;

    /// <summary>Messages that the replay says beyond the end of the log; a crash between the two logs leaves some.</summary>
    internal long Missing => _comparison.MissingCount;

    /// <summary>The first difference in words, or null.</summary>
    internal string? Divergence { get; private set; }

    /// <inheritdoc/>
    internal override void OnOutbound(in Outbound outbound)
    {
        if (Divergence is not null) return;
        var outcome = _comparison.Next(in outbound);
        if (outcome == ComparisonOutcome.Unreadable) Divergence = _comparison.Fault;
        else if (outcome == ComparisonOutcome.Different) Divergence = Describe(in outbound, in _comparison.Logged);
    }

    /// <summary>After the replay: whether the log says more than the replay did.</summary>
    /// <param name="inbound">The inbound sequence up to which was replayed.</param>
    internal void Complete(long inbound)
    {
        if (Divergence is not null || !_comparison.IsLonger(out var cause)) return;
        // A gateway may write on while its journal is read: then both logs go on behind what was replayed.
        if (cause <= inbound || !HasInbound(inbound + 1)) Divergence = "The outbound log goes on where the replay has nothing more to say.";
    }

    bool HasInbound(long sequence)
    {
        using var reader = LogReader.Open(directory, LogName.Inbound, sequence, files);
        return reader.TryRead(out _);
    }

    /// <inheritdoc/>
    public void Dispose() => _comparison.Dispose();

    static string Describe(in Outbound said, in Outbound logged)
        => $"First divergence at outbound sequence {said.Sequence} (caused by inbound {said.Cause}):\n  logged   {LineWriter.Of(in logged)}\n  replayed {LineWriter.Of(in said)}";
}
