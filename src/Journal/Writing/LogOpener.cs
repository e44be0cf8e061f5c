using Gateway.Journal.Format;
using Gateway.Journal.Reading;
using Gateway.Journal.Recovery;
using Gateway.Messages;

namespace Gateway.Journal.Writing;

/// <summary>Recovers one log after the other and finds the place where each goes on.</summary>
sealed class LogOpener(string directory, JournalOptions options, Text64 runId, Timestamp now, Housekeeper? housekeeper)
{
    readonly List<LogEnd> _ends = [];

    internal IReadOnlyList<LogEnd> Ends => _ends;

    internal T Open<T>(LogName log, Func<SegmentSupply, Segment, long, long, T> make)
    {
        var end = LogRecovery.Recover(directory, log, options.Files, options.Checked.Of(log));
        _ends.Add(end);
        var factory = new SegmentFactory(directory, log, options);
        var segments = SegmentList.Load(options.Files, directory, log);
        if (segments.Count == 0) return make(Supply(factory), Begin(factory, log, end.LastSequence + 1), SegmentHeader.Length, end.LastSequence);
        var last = segments[^1];
        // A torn tail that was a whole segment is gone: the one before it goes on.
        var tail = last.Name == end.Segment ? end.Offset : LastOffset(log, last.FirstSequence);
        var active = factory.Reopen(Path.Combine(directory, last.Name), last.FirstSequence);
        return make(Supply(factory), active, tail, end.LastSequence);
    }

    SegmentSupply Supply(SegmentFactory factory) => new(factory, housekeeper, (int)options.PrepareRetry.TotalMilliseconds);

    long LastOffset(LogName log, long fromSequence)
    {
        using var reader = LogReader.Open(directory, log, fromSequence, options.Files);
        while (reader.TryRead(out _)) { }
        return reader.Offset;
    }

    Segment Begin(SegmentFactory factory, LogName log, long firstSequence)
    {
        var segment = factory.Prepare();
        segment.Begin(log, firstSequence, now, runId);
        factory.WriteHeader(segment);
        factory.GiveName(segment);
        return segment;
    }
}
