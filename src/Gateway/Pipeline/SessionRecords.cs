using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Sessions;
using Gateway.Strategies;

namespace Gateway.Pipeline;

/// <summary>
/// Gives the records of the sessions log to a history, each in its place: it tells how far the egress had come in the outbound log and
/// stands between that message and the next.
/// </summary>
sealed class SessionRecords : IDisposable
{
    readonly SessionHistory _history;
    readonly LogReader _reader;
    SessionRecord _record;
    bool _hasRecord;

    /// <summary>Begins behind what the history has taken in.</summary>
    internal SessionRecords(string directory, SessionHistory history, IJournalFiles? files)
    {
        _history = history;
        _reader = LogReader.Open(directory, LogName.Sessions, history.Records + 1, files);
        Read();
    }

    /// <summary>Outbound sequence of the next record; null when there is none.</summary>
    internal long? Next => _hasRecord ? _record.OutboundSequence : null;

    /// <summary>Gives the records that stand before an outbound message.</summary>
    internal void GiveBefore(long outboundSequence)
    {
        while (_hasRecord && _record.OutboundSequence < outboundSequence)
        {
            _history.OnRecord(in _record);
            Read();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    void Read() => _hasRecord = _reader.TryRead(out var frame) && frame.Decode(out _record).IsOk;
}
