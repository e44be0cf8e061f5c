using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>Reads several logs as one, by time; at the same time the cause comes before its effect.</summary>
public sealed class MergedReader : IDisposable
{
    readonly List<Source> _sources = [];
    readonly JournalMessage _message = new();

    /// <summary>Opens the logs of a journal directory.</summary>
    /// <exception cref="IOException">The directory or a file cannot be read.</exception>
    public MergedReader(string directory, IEnumerable<LogName> logs, long fromSequence = 0, IJournalFiles? files = null)
    {
        foreach (var log in logs.Order()) _sources.Add(new(LogReader.Open(directory, log, fromSequence, files)));
    }

    /// <summary>The next message in time; valid until the next call. False at the end of all logs, where a later call may find more.</summary>
    public bool TryRead(out JournalMessage message)
    {
        message = _message;
        if (!TryReadFrame(out var log, out var frame)) return false;
        message.Set(log, frame);
        return true;
    }

    /// <summary>As <see cref="TryRead"/>, of what nobody may want decoded.</summary>
    internal bool TryReadFrame(out LogName log, out Frame frame)
    {
        // Effects are looked for before their causes: of a log that is being written, whatever is found has its cause found too.
        Source? first = null;
        for (var i = _sources.Count - 1; i >= 0; i--)
            if ((_sources[i].IsFilled || _sources[i].TryFill(FillsBesides(i))) && (first is null || _sources[i].Time <= first.Time)) first = _sources[i];
        if (first is not null)
        {
            log = first.Reader.Log;
            frame = first.Take();
            return true;
        }

        _sources.ForEach(source => source.LookAgain());
        log = default;
        frame = default;
        return false;
    }

    long FillsBesides(int index)
    {
        var fills = 0L;
        for (var i = 0; i < _sources.Count; i++)
            if (i != index) fills += _sources[i].Reader.Fills;
        return fills;
    }

    /// <summary>How each log ended.</summary>
    public IEnumerable<LogEnd> FindEnds() => _sources.Select(source => source.Reader.FindPresentEnd());

    /// <inheritdoc/>
    public void Dispose() => _sources.ForEach(source => source.Reader.Dispose());

    sealed class Source(LogReader reader)
    {
        const long Never = -1;

        long _emptySince = Never;

        internal LogReader Reader => reader;

        /// <summary>Stamp of the frame that it has.</summary>
        internal Timestamp Time { get; private set; }

        /// <summary>Has a frame that was not taken yet.</summary>
        internal bool IsFilled { get; private set; }

        /// <summary>
        /// Gets a frame, if there is one. The end of a log costs a look into its file and directory: it is not looked at again before another log
        /// has been read further from its file, because until then nothing is known that this one could belong before.
        /// </summary>
        internal bool TryFill(long fillsBesides)
        {
            if (_emptySince == fillsBesides) return false;
            if (!reader.TryRead(out var frame))
            {
                _emptySince = fillsBesides;
                return false;
            }

            _emptySince = Never;
            Time = frame.Time;
            return IsFilled = true;
        }

        internal Frame Take()
        {
            IsFilled = false;
            return reader.Latest;
        }

        internal void LookAgain() => _emptySince = Never;
    }
}
