using Gateway.Journal;
using Gateway.Journal.Export;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Recovery;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>Compares every outbound message that a replay says with the one in the outbound log, and tells of the first difference.</summary>
sealed class JournalComparer : ReplayObserver, IDisposable
{
    static readonly Text32 s_stopped = Text32.From("stopped");

    readonly string _directory;
    readonly IJournalFiles? _files;
    readonly OutboundComparison _comparison;

    /// <param name="directory">The journal directory.</param>
    /// <param name="files">The file system; the machine's when not given.</param>
    /// <param name="from">The outbound sequence behind which is compared.</param>
    internal JournalComparer(string directory, IJournalFiles? files = null, long from = 0)
    {
        (_directory, _files, _comparison) = (directory, files, OutboundComparison.Open(directory, from + 1, files));
        // Who was killed between the files of the two logs has said nothing yet.
        if (_comparison.Absence is { Length: > 0 } absence && HasInbound(1)) Divergence = $"There is nothing to compare with in '{directory}': {absence}.";
    }

    /// <summary>Whether there is anything to compare with.</summary>
    internal bool HasEvidence => _comparison.Absence.Length == 0;

    /// <summary>Messages that were equal.</summary>
    internal long Equal => _comparison.SameCount;

    /// <summary>Messages that the replay says beyond the end of the log; a crash between the two logs leaves some.</summary>
    internal long Missing => _comparison.MissingCount;

    /// <summary>The first difference in words, or null.</summary>
    internal string? Divergence { get; private set; }

    /// <inheritdoc/>
    internal override void OnInbound(in Inbound inbound)
    {
        if (Divergence is null && Missing > 0 && EndsRun(in inbound) && _comparison.IsShort(out var last))
            Divergence = $"The Outbound log has lost its end: it ends after sequence {last}, but the run that said more has ended (inbound {inbound.Sequence}). A start writes it anew.";
    }

    // A stop in good order leaves nothing out, and a start first writes what the crash before it left out.
    static bool EndsRun(in Inbound inbound)
        => inbound.Kind == InboundKind.RunStarted || (inbound.Kind == InboundKind.RunStopped && inbound.RunStopped.Cause == s_stopped);

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
        using var reader = LogReader.Open(_directory, LogName.Inbound, sequence, _files);
        return reader.TryRead(out _);
    }

    /// <inheritdoc/>
    public void Dispose() => _comparison.Dispose();

    static string Describe(in Outbound said, in Outbound logged)
        => $"First divergence at outbound sequence {said.Sequence} (caused by inbound {said.Cause}):\n  logged   {LineWriter.Of(in logged)}\n  replayed {LineWriter.Of(in said)}";
}
