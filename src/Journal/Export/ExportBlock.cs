using Gateway.Journal.Reading;

namespace Gateway.Journal.Export;

/// <summary>Some hundred frames that are decoded and written together, on any thread.</summary>
sealed class ExportBlock
{
    const int FramesMax = 512;

    readonly MessageFilter _filter;
    readonly ExportOutput _output = new();
    readonly IMessageWriter _writer;
    readonly JournalMessage _message = new();
    readonly (LogName Log, int Begin, int Length)[] _places = new (LogName, int, int)[FramesMax];
    byte[] _frames = new byte[FramesMax * 128];
    int _count, _length;
    Task<string?> _work = Task.FromResult<string?>(null);

    internal ExportBlock(ExportFormat format, MessageFilter filter)
    {
        _filter = filter with { }; // It is in the middle of a message while it looks at one.
        _writer = format.Begin(_output);
    }

    /// <summary>No frame has place any more.</summary>
    internal bool IsFull => _count == FramesMax;

    /// <summary>Takes a copy of a frame.</summary>
    internal void Add(LogName log, Frame frame)
    {
        if (_frames.Length - _length < frame.Bytes.Length) Array.Resize(ref _frames, 2 * _frames.Length);
        frame.Bytes.CopyTo(_frames.AsSpan(_length));
        _places[_count++] = (log, _length, frame.Bytes.Length);
        _length += frame.Bytes.Length;
    }

    /// <summary>Has its frames decoded and written.</summary>
    internal void Begin() => _work = Task.Run(Write);

    string? Write()
    {
        string? fault = null;
        foreach (var (log, begin, length) in _places.AsSpan(0, _count))
        {
            _message.Set(log, new(_frames.AsSpan(begin, length)));
            fault ??= _message.Fault;
            if (_filter.Matches(_message)) _writer.Write(_message);
        }

        return fault;
    }

    /// <summary>Waits for what was begun, sends it, and is empty again; tells of the first message that could not be decoded.</summary>
    internal string? Send(Stream output)
    {
        var fault = _work.GetAwaiter().GetResult();
        output.Write(_output.Written);
        _output.Clear();
        (_count, _length) = (0, 0);
        return fault;
    }

    /// <summary>Waits for what was begun, however it ends.</summary>
    internal void Wait() => Task.WaitAny(_work);
}
