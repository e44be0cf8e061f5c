using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Writing;
using Gateway.Messages;
using Gateway.Strategies;

namespace Gateway.Pipeline;

/// <summary>
/// Brings the sessions to where the journal leads, and writes what the crash kept from the outbound log. Nothing that
/// the process might have said is lost: what was logged counts as said.
/// </summary>
sealed class Recovery : ReplayObserver, IDisposable
{
    readonly OutboundLog _log;
    readonly SessionHistory _history;
    readonly SessionRecords _records;
    readonly long _logged;

    /// <param name="directory">The journal directory.</param>
    /// <param name="log">The outbound log, opened for appending.</param>
    /// <param name="start">Where the replay begins.</param>
    /// <param name="files">The file system.</param>
    internal Recovery(string directory, OutboundLog log, StartingPoint start, IJournalFiles files)
    {
        (_log, _history, _logged, Outbound) = (log, start.History, log.LastSequence, start.Outbound);
        _records = new SessionRecords(directory, _history, files);
        GiveLogged(directory, files);
    }

    /// <summary>Sequence of the last outbound message that the engine has said.</summary>
    internal long Outbound { get; private set; }

    /// <summary>Outbound messages that were missing in the log.</summary>
    internal long Appended => Math.Max(0, Outbound - _logged);

    /// <inheritdoc/>
    internal override void OnInbound(in Inbound inbound) => _history.OnInbound(in inbound);

    /// <inheritdoc/>
    internal override void OnOutbound(in Outbound outbound)
    {
        Outbound = outbound.Sequence;
        if (outbound.Sequence > _logged && !_log.TryAppend(in outbound)) throw new JournalFailedException(_log);
        _records.GiveBefore(outbound.Sequence);
        _history.OnOutbound(in outbound);
    }

    /// <summary>After the replay: what sessions said last, and the check that the evidence does not reach beyond the truth.</summary>
    /// <exception cref="UserErrorException">The outbound log holds more than the inbound log leads to.</exception>
    internal void Complete()
    {
        _records.GiveBefore(long.MaxValue);
        _history.Complete();
        if (_logged > Outbound)
            throw new UserErrorException(
                $"The outbound log reaches sequence {_logged}, but the inbound log leads only to {Outbound}: the inbound log has lost its end.", ExitCode.Findings);
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    // A snapshot's sessions may stand behind its state: what lies between is in the log.
    void GiveLogged(string directory, IJournalFiles files)
    {
        if (_history.Sent >= Outbound) return;
        using var reader = LogReader.Open(directory, LogName.Outbound, _history.Sent + 1, files);
        while (_history.Sent < Outbound && reader.TryRead(out var frame) && frame.Decode(out Outbound message).IsOk)
        {
            _records.GiveBefore(message.Sequence);
            _history.OnOutbound(in message);
        }
    }
}
