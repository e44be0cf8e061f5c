using Gateway.Journal.Files;
using Gateway.Journal.Reading;

namespace Gateway.Journal.Export;

/// <summary>Reads several logs as one, by time; at the same time the cause comes before its effect.</summary>
public sealed class MergedReader : IDisposable
{
    readonly List<Source> _sources = [];

    /// <summary>Opens the logs of a journal directory.</summary>
    /// <exception cref="IOException">The directory or a file cannot be read.</exception>
    public MergedReader(string directory, IEnumerable<LogName> logs, long fromSequence = 0, IJournalFiles? files = null)
    {
        foreach (var log in logs.Order()) _sources.Add(new(LogReader.Open(directory, log, fromSequence, files)));
    }

    /// <summary>The next message in time; valid until the next call. False at the end of all logs, where a later call may find more.</summary>
    public bool TryRead(out JournalMessage message)
    {
        // Effects are looked for before their causes: of a log that is being written, whatever is found has its cause found too.
        Source? first = null;
        for (var i = _sources.Count - 1; i >= 0; i--)
            if ((_sources[i].IsFilled || _sources[i].TryFill(FillsBesides(i))) && (first is null || _sources[i].Message.Time <= first.Message.Time)) first = _sources[i];
        message = first?.Message!;
        if (first is not null) first.Take();
        else _sources.ForEach(source => source.LookAgain());
        return first is not null;
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

        internal JournalMessage Message { get; } = new();

        /// <summary>Has a message that was not taken yet.</summary>
        internal bool IsFilled { get; private set; }

        /// <summary>
        /// Gets a message, if there is one. The end of a log costs a look into its file and directory: it is not looked at again before another log
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
            Message.Set(reader.Log, frame);
            return IsFilled = true;
        }

        internal void Take() => IsFilled = false;

        internal void LookAgain() => _emptySince = Never;
    }
}
