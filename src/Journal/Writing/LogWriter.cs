using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Gateway.Journal.Format;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Writing;

/// <summary>
/// Appends frames to one log. One thread appends; it makes no system call and waits for nobody, except when a segment is full and
/// its successor is not ready yet (<see cref="RollWaits"/> counts that).
/// </summary>
public abstract unsafe class LogWriter
{
    const int FetchedAhead = 512;
    const int MarkBytes = 256 * 1024;

    readonly SegmentSupply _supply;
    readonly Committer? _committer;
    readonly Text64 _runId;
    byte* _tail;
    byte* _start;
    byte* _claimEnd;
    byte* _mark; // Where appends next tell how far they are; never behind the claims' end.
    Segment _active;
    Segment? _previous;
    long _filedBytes;
    long _lastSequence;
    long _committed;
    volatile string? _failure;

    internal LogWriter(SegmentSupply supply, Committer? committer, Segment active, long tail, long lastSequence, Text64 runId)
    {
        _supply = supply;
        _committer = committer;
        _active = active;
        _runId = runId;
        _lastSequence = _committed = lastSequence;
        supply.Failed = Fail;
        Enter(active, tail);
        committer?.Begin(this, active, tail, lastSequence);
    }

    /// <summary>Which log.</summary>
    public LogName Log => _supply.Log;

    /// <summary>Sequence of the latest frame appended; for the appending thread.</summary>
    public long LastSequence => _lastSequence;

    /// <summary>
    /// Everything up to it is as durable as the dial says. Any thread may read it; it never goes back and stands still for ever
    /// after a failure.
    /// </summary>
    public long CommittedSequence => Volatile.Read(ref _committed);

    /// <summary>How often an append found its next segment not ready and had to wait.</summary>
    public long RollWaits { get; private set; }

    /// <summary>How long appends have waited for segments in all.</summary>
    public TimeSpan RollWaitTime { get; private set; }

    /// <summary>Bytes of all frames that this process appended, padding included.</summary>
    public long AppendedBytes => _filedBytes + (_tail - _start);

    /// <summary>What may still be written.</summary>
    public JournalHealth Health
        => _failure is not null ? JournalHealth.Failed : _supply.Shortage is not null ? JournalHealth.ReserveOnly : JournalHealth.Writable;

    /// <summary>Why it is not <see cref="JournalHealth.Writable"/>; empty when it is.</summary>
    public string HealthReason => _failure ?? _supply.Shortage ?? "";

    /// <summary>Bytes left in the present segment: the reserve when no other can be prepared.</summary>
    public long RoomInSegment => _active.Start + _active.Length - _tail;

    /// <summary>
    /// No other segment can be prepared, and of the present one nothing is left but what is kept for the shutdown's own records; false as soon as
    /// <see cref="IsShuttingDown"/>. For the appending thread, which then appends nothing else.
    /// </summary>
    public bool IsAtLastPart => _supply.Shortage is not null && RoomInSegment < LastPart && !IsShuttingDown;

    /// <summary>The shutdown has begun: what is kept for it may be used.</summary>
    public bool IsShuttingDown { get; set; }

    /// <summary>Bytes left for anything but the shutdown; <see cref="long.MaxValue"/> when the next segment is or can be prepared.</summary>
    internal long ReserveBytes => _supply.Shortage is null ? long.MaxValue : Math.Max(0, RoomInSegment - LastPart);

    long LastPart => Math.Min(JournalOptions.LastPartBytes, _active.Length / 4);

    internal Segment Active => _active;

    internal Segment? Previous => _previous;

    internal SegmentSupply Supply => _supply;

    internal Action? Changed { get; set; }

    /// <summary>Publishes this log and those that must be committed before it.</summary>
    internal Action? PublishAll { get; set; }

    /// <summary>Where the payload of the next frame is to be written, or null when the log has failed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected byte* BeginFrame(long sequence, Timestamp time)
    {
        if (sequence != _lastSequence + 1) ThrowGap(sequence);
        if ((_tail > _mark || _failure is not null) && !TryGoOn(sequence, time)) return null;
        return _tail + FrameLayout.Payload;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void EndFrame(int payloadLength, long sequence, Timestamp time, byte kind)
    {
        // What comes next is written word by word and read again for its checksum: let its lines be there.
        if (Sse.IsSupported) for (var line = 0; line < FetchedAhead; line += 64) Sse.Prefetch0(_tail + FetchedAhead + line);
        _tail += FrameLayout.Seal(ref *_tail, payloadLength, sequence, time.Nanos, kind, Payload.SchemaVersion);
        _lastSequence = sequence;
        if (_committer is null) Volatile.Write(ref _committed, sequence);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool TryGoOn(long sequence, Timestamp time)
    {
        if (_failure is not null) return false;
        if (_tail > _claimEnd) return TryRoll(sequence, time);
        SetMark();
        _supply.Filled(_tail - _active.Start);
        return true;
    }

    bool TryRoll(long sequence, Timestamp time)
    {
        if (_committer is null) _active.Settled = true;
        else PublishAll?.Invoke();
        if (_supply.TryTake() is not { } next)
        {
            RollWaits++;
            var since = Stopwatch.GetTimestamp();
            var waited = _supply.Wait(() => _failure is not null);
            RollWaitTime += Stopwatch.GetElapsedTime(since);
            if (waited is not { } late)
            {
                Fail($"the {Log} log is full and its next segment cannot be prepared: {_supply.Shortage}");
                return false;
            }

            next = late;
        }

        next.Begin(Log, sequence, time, _runId);
        _active.Next = next;
        var retired = _previous;
        _previous = _active;
        _active = next;
        Enter(next, SegmentHeader.Length);
        _supply.Rolled(retired);
        return true;
    }

    void Enter(Segment segment, long tail)
    {
        _filedBytes += _tail - _start;
        _tail = _start = segment.Start + tail;
        _claimEnd = segment.Start + segment.Length - FrameLayout.ClaimLength;
        SetMark();
        _supply.Filled(tail);
    }

    void SetMark() => _mark = _claimEnd - _tail < MarkBytes ? _claimEnd : _tail + MarkBytes;

    /// <summary>Asks for everything appended so far to be committed.</summary>
    internal void Publish() => _committer?.Publish(_lastSequence);

    internal void Advance(long committed)
    {
        Volatile.Write(ref _committed, committed);
        Changed?.Invoke();
    }

    internal void Fail(string reason)
    {
        if (Interlocked.CompareExchange(ref _failure, reason, null) is null) Changed?.Invoke();
    }

    internal void Release()
    {
        Publish();
        _committer?.Dispose();
        _failure ??= $"the {Log} log is closed";
        _supply.Dispose();
        _previous?.Dispose();
        _active.Dispose();
    }

    void ThrowGap(long sequence)
        => throw new InvalidOperationException($"The {Log} log ends at sequence {_lastSequence}: {sequence} cannot be appended.");
}
