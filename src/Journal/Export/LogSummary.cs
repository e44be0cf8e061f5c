using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>One file of a log.</summary>
/// <param name="Name">File name.</param>
/// <param name="FirstSequence">First sequence.</param>
/// <param name="LastSequence">Last sequence; one below the first when it has no frame.</param>
/// <param name="FirstTime">Stamp of the first frame.</param>
/// <param name="LastTime">Stamp of the last frame.</param>
/// <param name="FrameBytes">Bytes of its frames.</param>
public sealed record SegmentSummary(
    string Name, long FirstSequence, long LastSequence, Timestamp FirstTime, Timestamp LastTime, long FrameBytes);

/// <summary>What one log holds; made by reading and checking all of it.</summary>
public sealed class LogSummary
{
    const int StepLength = 4096;

    readonly List<SegmentSummary> _segments = [];
    readonly long[] _kinds = new long[256];
    Open _segment;

    LogSummary(LogReader reader, bool decode, Action<int>? step)
    {
        Log = reader.Log;
        var message = new JournalMessage();
        while (reader.TryRead(out var frame))
        {
            Add(reader.Segment, frame);
            if (frame.Sequence % StepLength == 0) step?.Invoke(StepLength);
            if (!decode) continue;
            message.Set(Log, frame);
            Undecodable ??= message.Fault;
        }

        EndSegment();
        End = reader.FindPresentEnd();
    }

    /// <summary>Which log.</summary>
    public LogName Log { get; }

    /// <summary>Its files that hold frames, in order.</summary>
    public IReadOnlyList<SegmentSummary> Segments => _segments;

    /// <summary>How it ends.</summary>
    public LogEnd End { get; }

    /// <summary>The first message that cannot be decoded, or null.</summary>
    public string? Undecodable { get; }

    /// <summary>Frames.</summary>
    public long Count => _kinds.Sum();

    /// <summary>How many of each kind, by name.</summary>
    public IEnumerable<(string Kind, long Count)> Kinds
        => _kinds.Select((count, kind) => (JournalMessage.NameOfKind(Log, (byte)kind), count)).Where(entry => entry.count > 0);

    /// <summary>Reads all logs whole, at the same time.</summary>
    /// <param name="directory">The journal directory.</param>
    /// <param name="decode">Whether payloads are decoded too.</param>
    /// <param name="step">Called with the number of messages read since it was called last, by several threads.</param>
    /// <exception cref="IOException">The directory or a file cannot be read.</exception>
    public static IReadOnlyList<LogSummary> ReadAll(string directory, bool decode, Action<int>? step = null)
    {
        var reading = Array.ConvertAll(Enum.GetValues<LogName>(), log => Task.Run(() => Read(directory, log, decode, step: step)));
        return Array.ConvertAll(reading, task => task.GetAwaiter().GetResult());
    }

    /// <summary>Reads a whole log.</summary>
    /// <param name="directory">The journal directory.</param>
    /// <param name="log">Which log.</param>
    /// <param name="decode">Whether payloads are decoded too.</param>
    /// <param name="files">The file system; the machine's when not given.</param>
    /// <param name="step">Called with the number of messages read since it was called last.</param>
    /// <exception cref="IOException">The directory or a file cannot be read.</exception>
    public static LogSummary Read(string directory, LogName log, bool decode, IJournalFiles? files = null, Action<int>? step = null)
    {
        using var reader = LogReader.Open(directory, log, 0, files);
        return new(reader, decode, step);
    }

    void Add(string segment, Frame frame)
    {
        _kinds[frame.Kind]++;
        if (_segment.Name != segment) BeginSegment(segment, frame);
        _segment.FrameBytes += frame.Bytes.Length;
        (_segment.LastSequence, _segment.LastTime) = (frame.Sequence, frame.Time);
    }

    void BeginSegment(string name, Frame frame)
    {
        EndSegment();
        _segment = new() { Name = name, FirstSequence = frame.Sequence, FirstTime = frame.Time };
    }

    void EndSegment()
    {
        if (_segment.Name is { } name)
            _segments.Add(new(name, _segment.FirstSequence, _segment.LastSequence, _segment.FirstTime, _segment.LastTime, _segment.FrameBytes));
    }

    /// <summary>The segment that is being read.</summary>
    struct Open
    {
        internal string? Name;
        internal long FirstSequence, LastSequence, FrameBytes;
        internal Timestamp FirstTime, LastTime;
    }
}
