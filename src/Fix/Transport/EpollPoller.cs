using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gateway.Fix.Transport;

/// <summary>
/// epoll with an eventfd to be woken by, and a timer that ticks as often as waits time out: a time-out of its own for each wait would have the
/// processor's timer set and taken back around every message, 0.5 µs of a round trip.
/// </summary>
sealed unsafe class EpollPoller : SocketPoller
{
    const int WakeKey = -1;
    const int TickKey = -2;
    const long NanosPerMilli = 1_000_000;

    // struct epoll_event is packed on x86-64 only: u32 events, u64 data.
    static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    static readonly int EventSize = DataOffset + 8;

    readonly int _epoll;
    readonly int _wake;
    readonly int _timer;
    readonly byte* _events;
    int _tickMillis;

    public EpollPoller()
    {
        _epoll = Check(Libc.EpollCreate(Libc.CloseOnExec));
        _wake = Check(Libc.EventFd(0, Libc.CloseOnExec | Libc.NonBlocking));
        _timer = Check(Libc.TimerCreate(Libc.MonotonicClock, Libc.CloseOnExec | Libc.NonBlocking));
        _events = (byte*)NativeMemory.AllocZeroed((nuint)(EventSize * EventsMax));
        Control(Libc.Add, _wake, WakeKey, Libc.EpollIn);
        Control(Libc.Add, _timer, TickKey, Libc.EpollIn);
    }

    public override void Add(NetworkHandle handle, int key, Readiness interest) => Control(Libc.Add, Descriptor(handle), key, Flags(interest));

    public override void Modify(NetworkHandle handle, int key, Readiness interest) => Control(Libc.Modify, Descriptor(handle), key, Flags(interest));

    public override void Remove(NetworkHandle handle, int key) => Control(Libc.Delete, Descriptor(handle), key, 0);

    static int Descriptor(NetworkHandle handle) => (int)((ISocketOwner)handle).Socket.Handle;

    protected override void Collect(int timeoutMillis)
    {
        if (timeoutMillis > 0 && timeoutMillis != _tickMillis)
            Tick(timeoutMillis);
        int count = Libc.EpollWait(_epoll, _events, EventsMax, timeoutMillis > 0 ? -1 : timeoutMillis);
        for (int i = 0; i < count; i++)
        {
            byte* one = _events + i * EventSize;
            uint flags = *(uint*)one;
            int key = *(int*)(one + DataOffset);
            if (key == WakeKey)
                Drain(_wake);
            else if (key == TickKey)
                Drain(_timer); // The read sets it for the next tick.
            else
                Report(key, Translate(flags));
        }
    }

    // An error or a hang-up is found by the read that follows; a connect that failed by the write.
    static Readiness Translate(uint flags)
    {
        if ((flags & (Libc.EpollErr | Libc.EpollHup)) != 0)
            return Readiness.Read | Readiness.Write;
        return ((flags & Libc.EpollIn) != 0 ? Readiness.Read : 0) | ((flags & Libc.EpollOut) != 0 ? Readiness.Write : 0);
    }

    protected override void Signal()
    {
        ulong one = 1;
        Libc.Write(_wake, &one, 8);
    }

    static void Drain(int descriptor)
    {
        ulong count;
        Libc.Read(descriptor, &count, 8);
    }

    // A tick that falls between two waits ends the next one at once: a wait may be shorter than asked for, never longer.
    void Tick(int millis)
    {
        (long seconds, long rest) = Math.DivRem(millis, 1_000L);
        long* times = stackalloc long[4] { seconds, rest * NanosPerMilli, seconds, rest * NanosPerMilli }; // struct itimerspec: interval, first.
        Check(Libc.TimerSet(_timer, 0, times, null));
        _tickMillis = millis;
    }

    static uint Flags(Readiness interest) =>
        ((interest & Readiness.Read) != 0 ? Libc.EpollIn : 0) | ((interest & Readiness.Write) != 0 ? Libc.EpollOut : 0);

    void Control(int operation, int fd, int key, uint flags)
    {
        byte* change = stackalloc byte[16];
        *(uint*)change = flags;
        *(long*)(change + DataOffset) = (uint)key;
        Check(Libc.EpollControl(_epoll, operation, fd, change));
    }

    static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    protected override void Dispose(bool disposing)
    {
        Libc.Close(_epoll);
        Libc.Close(_wake);
        Libc.Close(_timer);
        NativeMemory.Free(_events);
    }
}
