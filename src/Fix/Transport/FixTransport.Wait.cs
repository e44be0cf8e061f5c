using System.Diagnostics;

namespace Gateway.Fix.Transport;

public sealed partial class FixTransport
{
    static readonly TimeSpan s_sleepMin = TimeSpan.FromMicroseconds(3); // A wait that finds something ready takes less than one.

    PeerFollower? _follower;
    bool _hasWaited;
    int _asker = -1;

    /// <summary>Waits until a socket is ready, <see cref="Wake"/> is called or the time is over. At once when work is left.</summary>
    /// <param name="timeoutMillis">Longest wait; ticks of sessions need one of some ten milliseconds.</param>
    public bool Wait(int timeoutMillis)
    {
        if (timeoutMillis == 0 || _stalled.Count > 0 || _dirty.Count > 0 || _tickAt >= 0)
        {
            _asker = -1;
            _poller.Poll(0);
        }
        else
            Sleep(timeoutMillis);
        _hasEvents = true;
        return _poller.Count > 0;
    }

    /// <summary>Ends a <see cref="Wait"/>; from any thread.</summary>
    public void Wake() => _poller.Wake();

    void Sleep(int timeoutMillis)
    {
        if (!_hasWaited)
            (_hasWaited, _follower) = (true, PeerFollower.Create()); // Here: it is the thread's.
        if (_asker >= 0)
            _follower?.Answered(_asker);
        long began = Stopwatch.GetTimestamp();
        _poller.Poll(timeoutMillis);
        bool slept = Stopwatch.GetElapsedTime(began) > s_sleepMin;
        _asker = slept && _poller.Count == 1 ? Descriptor(_poller.Ready[0].Key) : -1;
    }

    int Descriptor(int key) => _slots[key] is FixConnection { Plain: TcpWire wire } ? wire.Descriptor : -1;
}
