using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Sessions;
using Gateway.Journal.Writing;
using Gateway.Messages;
using Gateway.Messages.MessagePack;
using Gateway.Strategies;

namespace Gateway.Pipeline;

/// <summary>
/// Brings engine and sessions to where the journal leads, and writes what the crash kept from the outbound log. Nothing that
/// the process might have said is lost: what was logged counts as said.
/// </summary>
sealed class Recovery : ReplayObserver, IDisposable
{
    readonly OutboundLog _log;
    readonly StrategyEgress _egress;
    readonly LogReader _records;
    readonly long _logged;
    SessionRecord _record;
    bool _hasRecord;

    /// <param name="directory">The journal directory.</param>
    /// <param name="log">The outbound log, opened for appending.</param>
    /// <param name="egress">Its sessions' stores are restored.</param>
    /// <param name="files">The file system.</param>
    internal Recovery(string directory, OutboundLog log, StrategyEgress egress, IJournalFiles files)
    {
        (_log, _egress) = (log, egress);
        _logged = log.LastSequence;
        _records = LogReader.Open(directory, LogName.Sessions, files: files);
        ReadRecord();
    }

    /// <summary>Sequence of the last outbound message that the engine has said.</summary>
    internal long Outbound { get; private set; }

    /// <summary>Outbound messages that were missing in the log.</summary>
    internal long Appended => Math.Max(0, Outbound - _logged);

    /// <summary>Assets that an account has a balance of, as the journal tells; opening balances are for the others.</summary>
    internal HashSet<(Text16 Account, Text16 Asset)> Balances { get; } = [];

    /// <inheritdoc/>
    internal override void OnInbound(in Inbound inbound)
    {
        if (inbound.Kind == InboundKind.BalanceSet) Balances.Add((inbound.BalanceSet.Account, inbound.BalanceSet.Asset));
        if (inbound.Session != 0) _egress.Find(inbound.Session)?.Store.Restore(in inbound);
    }

    /// <inheritdoc/>
    internal override void OnOutbound(in Outbound outbound)
    {
        RestoreRecordsBefore(outbound.Sequence);
        Outbound = outbound.Sequence;
        if (outbound.Sequence > _logged && !_log.TryAppend(in outbound)) throw new JournalFailedException(_log);
        _egress.Restore(in outbound);
    }

    /// <summary>After the replay: what sessions said last, and the check that the evidence does not reach beyond the truth.</summary>
    /// <exception cref="UserErrorException">The outbound log holds more than the inbound log leads to.</exception>
    internal void Complete()
    {
        RestoreRecordsBefore(long.MaxValue);
        _egress.Restored(Outbound);
        if (_logged > Outbound)
            throw new UserErrorException(
                $"The outbound log reaches sequence {_logged}, but the inbound log leads only to {Outbound}: the inbound log has lost its end.", ExitCode.Findings);
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    // A record tells how far the egress had come in the outbound log: it stands between that message and the next.
    void RestoreRecordsBefore(long outboundSequence)
    {
        while (_hasRecord && _record.OutboundSequence < outboundSequence)
        {
            _egress.Find(_record.Session)?.Store.Restore(in _record);
            ReadRecord();
        }
    }

    void ReadRecord() => _hasRecord = _records.TryRead(out var frame) && frame.Decode(out _record).IsOk;
}
