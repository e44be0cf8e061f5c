using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>
/// Finds outbound messages again by their sequence, for resends. Resends ask in rising order, so a reader goes on from where
/// it stands; only a step back opens the log anew.
/// </summary>
sealed class OutboundArchive(string directory) : IDisposable
{
    LogReader? _reader;

    /// <summary>The message, or false when the log does not hold it (any more).</summary>
    internal bool TryRead(long sequence, out Outbound outbound)
    {
        if (_reader is null || _reader.LastSequence >= sequence) Reopen(sequence);
        while (_reader!.TryRead(out var frame))
        {
            if (frame.Sequence == sequence) return frame.Decode(out outbound).IsOk;
            if (frame.Sequence > sequence) break;
        }

        outbound = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

    void Reopen(long sequence)
    {
        _reader?.Dispose();
        _reader = LogReader.Open(directory, LogName.Outbound, sequence);
    }
}
