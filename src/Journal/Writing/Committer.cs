using System.Buffers.Binary;
using Gateway.Journal.Files;
using Gateway.Journal.Format;

namespace Gateway.Journal.Writing;

/// <summary>
/// Group commit for the <see cref="Durability.Disk"/> dial: writes out whatever was published, in whole blocks that are durable when the write
/// returns. While one write is under way the next group gathers. A failed write is final.
/// </summary>
sealed class Committer : IDisposable
{
    /// <summary>Largest write: a compromise between bandwidth and the wait of the group behind it.</summary>
    internal const int GroupBytes = 1 << 20;

    readonly Committer? _after;
    readonly NativeMemory _bounce = NativeMemory.Anonymous(GroupBytes + 4 * JournalOptions.BlockBytes);
    readonly AutoResetEvent _wake = new(false);
    readonly CommitSignal _signal = new();
    readonly Thread? _thread;
    LogWriter? _log;
    Segment? _segment;
    long _offset;
    long _block;
    long _sequence;
    long _published;
    int _sleeping;
    volatile bool _stopping;

    /// <summary>Makes a committer.</summary>
    /// <param name="background">On its own thread; else <see cref="Publish"/> itself writes.</param>
    /// <param name="name">Name of the log, for the thread.</param>
    /// <param name="after">A log that must be committed up to what it had published first: the cause before its effect.</param>
    internal Committer(bool background, string name, Committer? after)
    {
        _after = after;
        if (background) _thread = new(Run) { IsBackground = true, Name = "journal-" + name };
    }

    /// <summary>Called once by the log, before anything is published.</summary>
    internal void Begin(LogWriter log, Segment active, long tail, long lastSequence)
    {
        _log = log;
        _segment = active;
        _offset = tail;
        _block = tail / JournalOptions.BlockBytes * JournalOptions.BlockBytes;
        _sequence = _published = lastSequence;
        _thread?.Start();
    }

    /// <summary>Goes on when the log before it has failed: what it holds may be known without its cause.</summary>
    internal bool OutlivesCause { get; init; }

    /// <summary>Without a thread: whether the disk is too slow just now. What was published is then written when more is published, or at the end.</summary>
    internal Func<bool>? Postpone { get; init; }

    internal void Publish(long sequence)
    {
        // Nothing new: a wake-up would take a processor from those who have something to do.
        if (_thread is not null && sequence == _published) return;
        Volatile.Write(ref _published, sequence);
        if (_thread is null)
        {
            if (Postpone?.Invoke() != true) WriteUpTo(sequence);
        }
        else
        {
            // The committer says that it sleeps before it looks a last time: one of the two sees the other.
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _sleeping) != 0) _wake.Set();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        if (_thread is not null)
        {
            _wake.Set();
            _thread.Join();
        }
        else if (_log is { Health: not JournalHealth.Failed })
        {
            WriteUpTo(_published);
        }

        _bounce.Dispose();
        _wake.Dispose();
    }

    void Run()
    {
        while (true)
        {
            var target = Volatile.Read(ref _published);
            if (target != _sequence && _log!.Health != JournalHealth.Failed) WriteUpTo(target);
            else if (_stopping) return;
            else Sleep();
        }
    }

    void Sleep()
    {
        Volatile.Write(ref _sleeping, 1);
        Interlocked.MemoryBarrier();
        var idle = Volatile.Read(ref _published) == _sequence || _log!.Health == JournalHealth.Failed;
        if (idle && !_stopping) _wake.WaitOne();
        Volatile.Write(ref _sleeping, 0);
    }

    void WriteUpTo(long target)
    {
        if (_after is not null && !_after.WaitFor(Volatile.Read(ref _after._published), this) && !OutlivesCause)
        {
            _log!.Fail($"the {_after._log!.Log} log failed, on which the {_log.Log} log follows");
            return;
        }

        try
        {
            while (_sequence < target && _log!.Health != JournalHealth.Failed) WriteGroup(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What the page cache or the disk now holds is unknown: no second try in this process.
            _log!.Fail(e.Message);
        }
    }

    /// <summary>Waits until this log is committed up to a sequence; false when it has failed.</summary>
    bool WaitFor(long sequence, Committer waiter)
    {
        if (waiter._thread is not null && _thread is not null) return _signal.WaitFor(_log!, sequence);
        while (_log!.CommittedSequence < sequence)
        {
            if (_log.Health == JournalHealth.Failed) return false;
            WriteUpTo(sequence);
        }

        return true;
    }

    void WriteGroup(long target)
    {
        var segment = _segment!;
        var end = _offset;
        var sequence = _sequence;
        var limit = _block + GroupBytes;
        var last = segment.Length - FrameLayout.ClaimLength;
        while (sequence < target && end <= last)
        {
            var next = end + FrameLayout.Padded(BinaryPrimitives.ReadInt32LittleEndian(segment.Image.Span(end, 4)));
            if (next > limit) break;
            end = next;
            sequence++;
        }

        // A full group ends at a whole block: the frame that crosses it is published and may be there in part before its turn.
        var isFull = sequence < target && end <= last;
        if (isFull) WriteFully(segment, segment.Image.Span(_block, GroupBytes), _block);
        else if (end != _offset) WriteBlocks(segment, end);
        _block = isFull ? limit : end / JournalOptions.BlockBytes * JournalOptions.BlockBytes;
        _offset = end;
        _sequence = sequence;
        // The same rule by which the writer rolled, and it linked the next segment before it published more.
        if (sequence < target && end > last) Enter(segment.Next!);
        _log!.Advance(sequence);
        _signal.Tell();
    }

    void Enter(Segment next)
    {
        _segment!.Settled = true;
        _segment = next;
        _offset = SegmentHeader.Length; // The header stands in the first block, and goes with the first frames.
        _block = 0;
    }

    /// <summary>
    /// Writes the blocks up to a frame's end. The last block is copied first and zeroed behind the frame, so that nothing reaches the
    /// disk before its turn; it is written again, with the same bytes first, when the next group completes it.
    /// </summary>
    void WriteBlocks(Segment segment, long end)
    {
        const int block = JournalOptions.BlockBytes;
        var whole = (int)(end / block * block - _block);
        var rest = (int)(end - _block) - whole;
        var source = segment.Image.Span(_block, rest == 0 ? whole : whole + block);
        if (rest != 0)
        {
            var bounce = _bounce.Span(0, source.Length);
            source[..(whole + rest)].CopyTo(bounce);
            bounce[(whole + rest)..].Clear();
            source = bounce;
        }

        WriteFully(segment, source, _block);
    }

    static void WriteFully(Segment segment, ReadOnlySpan<byte> source, long offset)
    {
        while (source.Length > 0)
        {
            // A short write goes on at a whole block, as writes past the page cache must.
            var count = segment.File.Write(source, offset) / JournalOptions.BlockBytes * JournalOptions.BlockBytes;
            if (count <= 0) throw new JournalIOException($"write {source.Length} bytes at {offset}", segment.Path, 0);
            source = source[count..];
            offset += count;
        }
    }
}
