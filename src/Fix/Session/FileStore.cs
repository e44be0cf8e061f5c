namespace Gateway.Fix.Session;

/// <summary>
/// A store in append-only files: what is recorded survives the process (kill -9) as soon as <see cref="Flush"/> returns, which the
/// transport calls before bytes leave. It does not wait for the disk, so a power cut may lose the tail. Two segments are kept; messages
/// older than that are gap-filled. A torn or damaged tail is cut at opening and reported in <see cref="Recovery"/>.
/// </summary>
public sealed class FileStore : FixStore, IDisposable
{
    readonly Dictionary<long, (StoreSegment Segment, long Offset, int Length)> _messages = [];
    readonly string _prefix;
    readonly long _segmentBytesMax;
    StoreSegment? _previous;
    StoreSegment _current;
    long _nextSender = 1;
    long _nextTarget = 1;
    long _resetTime;
    byte[] _read = new byte[1_024];

    /// <summary>Opens or creates a store. One process at a time may have it open.</summary>
    /// <param name="directory">Where the files lie; created when missing.</param>
    /// <param name="name">Name of the files, one per session.</param>
    /// <param name="bytesMax">Most bytes on disk, both segments together.</param>
    /// <exception cref="IOException">Another process has the store open, or the directory can't be written.</exception>
    public FileStore(string directory, string name, long bytesMax = 128 << 20)
    {
        Directory.CreateDirectory(directory);
        _prefix = Path.Combine(directory, name);
        _segmentBytesMax = Math.Max(bytesMax / 2, 4_096);
        long[] numbers = [.. Directory.GetFiles(directory, $"{name}.*.fixlog").Select(NumberOf).Where(n => n >= 0).Order()];
        for (int i = 0; i < numbers.Length - 2; i++)
            File.Delete(PathOf(numbers[i]));
        if (numbers.Length > 1)
            Load(_previous = new StoreSegment(PathOf(numbers[^2]), numbers[^2]));
        Load(_current = new StoreSegment(PathOf(numbers.Length > 0 ? numbers[^1] : 1), numbers.Length > 0 ? numbers[^1] : 1));
    }

    /// <summary>What was cut off at opening, or empty.</summary>
    public string Recovery { get; private set; } = "";

    /// <inheritdoc/>
    public override long NextSenderMsgSeqNum => _nextSender;

    /// <inheritdoc/>
    public override long NextTargetMsgSeqNum => _nextTarget;

    /// <inheritdoc/>
    public override long ResetTime => _resetTime;

    /// <summary>Bytes on disk and in the buffer.</summary>
    public long BytesUsed => _current.Length + (_previous?.Length ?? 0);

    /// <inheritdoc/>
    public override void OnSent(long msgSeqNum, bool admin, ReadOnlySpan<byte> frame, long now)
    {
        _nextSender = msgSeqNum + 1;
        Append(admin || frame.IsEmpty ? StoreRecord.SentAdmin : StoreRecord.Sent, msgSeqNum, admin ? default : frame);
    }

    /// <inheritdoc/>
    public override void SetNextTarget(long next, bool admin) => Append(StoreRecord.NextTarget, _nextTarget = next, default);

    /// <inheritdoc/>
    public override void SetNextSender(long next) => Append(StoreRecord.NextSender, _nextSender = next, default);

    /// <inheritdoc/>
    public override void Reset(long now)
    {
        _messages.Clear();
        _nextSender = _nextTarget = 1;
        Append(StoreRecord.Reset, _resetTime = now, default);
    }

    /// <inheritdoc/>
    public override bool Flush()
    {
        _current.Flush();
        return true;
    }

    /// <inheritdoc/>
    public override ReplayResult Replay(long msgSeqNum, FixSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (!_messages.TryGetValue(msgSeqNum, out (StoreSegment Segment, long Offset, int Length) place))
            return ReplayResult.Gap;
        if (_read.Length < place.Length)
            _read = new byte[place.Length * 2];
        place.Segment.Flush();
        if (!place.Segment.Read(place.Offset, _read.AsSpan(0, place.Length)))
            return ReplayResult.Gap;
        session.ReplayFrame(_read.AsSpan(0, place.Length));
        return ReplayResult.Message;
    }

    /// <summary>Writes what is buffered and closes the files.</summary>
    public void Dispose()
    {
        try
        {
            _current.Flush();
        }
        finally
        {
            _current.Dispose();
            _previous?.Dispose();
        }
    }

    void Append(StoreRecord kind, long number, ReadOnlySpan<byte> frame)
    {
        if (_current.Length + frame.Length + StoreSegment.HeaderLength > _segmentBytesMax && _current.Length > StoreSegment.HeaderLength * 4)
            Roll();
        long offset = _current.Append(kind, number, frame);
        if (kind == StoreRecord.Sent)
            _messages[number] = (_current, offset, frame.Length);
    }

    /// <summary>Begins a new segment with the numbers as they are, and forgets the one before the last.</summary>
    void Roll()
    {
        _current.Flush();
        StoreSegment? oldest = _previous;
        _previous = _current;
        _current = new StoreSegment(PathOf(_current.Number + 1), _current.Number + 1);
        _current.Append(StoreRecord.ResetTime, _resetTime, default);
        _current.Append(StoreRecord.NextSender, _nextSender, default);
        _current.Append(StoreRecord.NextTarget, _nextTarget, default);
        _current.Flush();
        if (oldest is null)
            return;
        foreach (long number in _messages.Where(m => m.Value.Segment == oldest).Select(m => m.Key).ToArray())
            _messages.Remove(number);
        oldest.Dispose();
        File.Delete(oldest.Path);
    }

    void Load(StoreSegment segment)
    {
        Recovery += segment.Load((kind, number, offset, length) =>
        {
            switch (kind)
            {
                case StoreRecord.Sent or StoreRecord.SentAdmin:
                    _nextSender = number + 1;
                    if (kind == StoreRecord.Sent)
                        _messages[number] = (segment, offset, length);
                    break;
                case StoreRecord.NextTarget:
                    _nextTarget = number;
                    break;
                case StoreRecord.NextSender:
                    _nextSender = number;
                    break;
                case StoreRecord.Reset:
                    _messages.Clear();
                    _nextSender = _nextTarget = 1;
                    _resetTime = number;
                    break;
                case StoreRecord.ResetTime:
                    _resetTime = number;
                    break;
            }
        });
    }

    string PathOf(long number) => $"{_prefix}.{number:D8}.fixlog";

    static long NumberOf(string path)
    {
        string[] parts = path.Split('.');
        return long.TryParse(parts[^2], out long number) ? number : -1;
    }
}
