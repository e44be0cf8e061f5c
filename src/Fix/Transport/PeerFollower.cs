using System.Buffers.Text;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Fix.Transport;

/// <summary>
/// Brings the thread to the processor of a peer that asks one thing at a time. Where each has a processor of its own, every message wakes one that
/// has been halted (20 µs and more on a virtual machine); on the same, the wake-up is a switch. The kernel often has the two together, but leaves
/// them apart once they are. Nothing is pinned: the thread is moved once and may be moved on. Where it then waits for the processor (the peer goes
/// on working after it has asked), the next move is put off, each time for twice as long.
/// </summary>
/// <remarks>
/// Belongs to the thread that created it; calls of any other do nothing. The peer's processor is that on which its last packet was
/// processed (SO_INCOMING_CPU, socket(7)); over loopback it is the sender's, on a network card the queue's.
/// </remarks>
sealed unsafe class PeerFollower : IDisposable
{
    const int LookEvery = 4;
    const int ApartLooks = 2;
    const int TrialTurns = 16;
    const long RunDelayMax = 20_000; // Of a turn, nanoseconds: what it costs to wake a halted processor.
    const long PauseMin = 500_000;
    const long PauseFailed = 1_000_000_000;
    const long PauseMax = 60_000_000_000;

    readonly int _thread = Environment.CurrentManagedThreadId;
    readonly SafeFileHandle _statistics;
    readonly Affinity _affinity = new();
    int _turns;
    int _apart;
    int _trial;
    int _slow;
    long _runDelay;
    long _pause = PauseMin;
    long _notBefore;

    PeerFollower(SafeFileHandle statistics) => _statistics = statistics;

    /// <summary>How often the thread was moved.</summary>
    public int Moves { get; private set; }

    /// <summary>For the calling thread; null where the system has no such statistics, or does not show them.</summary>
    public static PeerFollower? Create()
    {
        try
        {
            return OperatingSystem.IsLinux() ? new PeerFollower(File.OpenHandle("/proc/thread-self/schedstat")) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>To be called once a request that had ended the thread's sleep is answered, before it sleeps again.</summary>
    /// <param name="descriptor">The socket the request came by.</param>
    public void Answered(int descriptor)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            return; // What the system tells of the thread ends with it.
        if (_trial > 0)
            Try();
        else if (++_turns % LookEvery == 0)
            Look(descriptor);
    }

    void Look(int descriptor)
    {
        int theirs = IncomingProcessor(descriptor);
        _apart = theirs < 0 || theirs == Libc.CurrentProcessor() ? 0 : _apart + 1;
        if (_apart < ApartLooks || Stopwatch.GetTimestamp() < _notBefore)
            return;
        _apart = 0;
        if (!_affinity.MoveTo(theirs))
            return;
        Moves++;
        (_trial, _slow, _runDelay) = (TrialTurns, 0, RunDelay());
    }

    // Counted, not added up: one slice of an unrelated thread (3 ms) says nothing of the peer.
    void Try()
    {
        long runDelay = RunDelay();
        if (runDelay - _runDelay > RunDelayMax)
            _slow++;
        _runDelay = runDelay;
        if (--_trial > 0)
            return;
        _pause = _slow > TrialTurns / 2 ? Math.Clamp(_pause * 2, PauseFailed, PauseMax) : PauseMin;
        _notBefore = Stopwatch.GetTimestamp() + _pause;
    }

    /// <summary>Nanoseconds that the thread has waited for a processor: the second of the file's fields.</summary>
    long RunDelay()
    {
        Span<byte> text = stackalloc byte[96];
        text = text[..RandomAccess.Read(_statistics, text, 0)];
        text = text[(text.IndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(text, out long nanos, out _) ? nanos : 0;
    }

    static int IncomingProcessor(int descriptor)
    {
        int processor;
        int length = sizeof(int);
        return Libc.GetSocketOption(descriptor, Libc.SocketLevel, Libc.IncomingProcessor, &processor, &length) == 0 ? processor : -1;
    }

    public void Dispose() => _statistics.Dispose();
}
