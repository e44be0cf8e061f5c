using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Latency;

/// <summary>
/// Records on one thread while another thread takes what was recorded, interval by interval. The writer never waits and executes no
/// fence; every value is in exactly one interval.
/// </summary>
/// <remarks>
/// Two histograms change places. The writer marks its entry, loads the active histogram, records, and marks its exit. The
/// reader exchanges the active histogram, then lets every processor of this process pass a barrier, and then waits until the writer has left
/// the entry that it can see. A writer whose load came before the barrier has made its entry visible by it; one
/// whose load comes later sees the new histogram. So the price of order is paid once an interval by the reader (some
/// microseconds), not by each record.
/// </remarks>
public sealed class IntervalRecorder
{
    readonly LatencyHistogram _first;
    readonly LatencyHistogram _second;
    readonly Lock _readers = new();
    Writer _writer;
    LatencyHistogram _active;
    long _intervalStartMillis;

    /// <summary>Creates both histograms; nothing is allocated afterwards.</summary>
    /// <param name="startMillis">The start of the first interval in milliseconds since 1970.</param>
    /// <param name="tag">What is measured, as in an interval log; null for none.</param>
    /// <param name="highest">The largest value told apart, in nanoseconds.</param>
    /// <param name="digits">Significant decimal digits, 0 to 5.</param>
    public IntervalRecorder(long startMillis, string? tag = null, long highest = LatencyHistogram.HourNanos, int digits = 3)
    {
        _first = new LatencyHistogram(highest, digits) { Tag = tag };
        _second = new LatencyHistogram(highest, digits) { Tag = tag };
        _active = _first;
        _intervalStartMillis = startMillis;
    }

    /// <summary>What is measured; null for none.</summary>
    public string? Tag => _first.Tag;

    /// <summary>Counts one value. Called by one thread only.</summary>
    /// <param name="nanos">The latency.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(long nanos)
    {
        var entry = _writer.Entered + 1;
        Volatile.Write(ref _writer.Entered, entry);
        Volatile.Read(ref _active).Record(nanos);
        Volatile.Write(ref _writer.Exited, entry);
    }

    /// <summary>Ends the interval and gives what was recorded in it. Any thread but the writer's.</summary>
    /// <param name="nowMillis">The end of this interval and the start of the next one, in milliseconds since 1970.</param>
    /// <returns>The interval, the caller's to read until the next call, which reuses it.</returns>
    public LatencyHistogram NextInterval(long nowMillis)
    {
        lock (_readers)
        {
            var ended = _active;
            var next = ended == _first ? _second : _first;
            next.Reset();
            Volatile.Write(ref _active, next);
            Interlocked.MemoryBarrierProcessWide();
            AwaitExit(Volatile.Read(ref _writer.Entered));
            (ended.StartMillis, ended.EndMillis) = (_intervalStartMillis, nowMillis);
            _intervalStartMillis = nowMillis;
            return ended;
        }
    }

    void AwaitExit(long entry)
    {
        var wait = new SpinWait();
        while (Volatile.Read(ref _writer.Exited) < entry) wait.SpinOnce();
    }

    /// <summary>Written at every record: kept off the cache lines of other writers' recorders.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct Writer
    {
        [FieldOffset(128)] public long Entered;
        [FieldOffset(136)] public long Exited;
    }
}
