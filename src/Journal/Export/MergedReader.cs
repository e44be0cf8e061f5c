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
        Source? first = null;
        foreach (var source in _sources)
        {
            if (source.TryFill() && (first is null || source.Message.Time < first.Message.Time)) first = source;
        }

        message = first?.Message!;
        first?.Take();
        return first is not null;
    }

    /// <summary>How each log ended.</summary>
    public IEnumerable<LogEnd> FindEnds() => _sources.Select(source => source.Reader.FindEnd());

    /// <inheritdoc/>
    public void Dispose() => _sources.ForEach(source => source.Reader.Dispose());

    sealed class Source(LogReader reader)
    {
        bool _filled;

        internal LogReader Reader => reader;

        internal JournalMessage Message { get; } = new();

        internal bool TryFill()
        {
            if (_filled || !reader.TryRead(out var frame)) return _filled;
            Message.Set(reader.Log, frame);
            return _filled = true;
        }

        internal void Take() => _filled = false;
    }
}
