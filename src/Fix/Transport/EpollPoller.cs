using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gateway.Fix.Transport;

/// <summary>epoll with an eventfd to be woken by.</summary>
sealed unsafe class EpollPoller : SocketPoller
{
    const int WakeKey = -1;

    // struct epoll_event is packed on x86-64 only: u32 events, u64 data.
    static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    static readonly int EventSize = DataOffset + 8;

    readonly int _epoll;
    readonly int _wake;
    readonly byte* _events;

    public EpollPoller()
    {
        _epoll = Check(Libc.EpollCreate(Libc.CloseOnExec));
        _wake = Check(Libc.EventFd(0, Libc.CloseOnExec | Libc.NonBlocking));
        _events = (byte*)NativeMemory.AllocZeroed((nuint)(EventSize * EventsMax));
        Control(Libc.Add, _wake, WakeKey, Readiness.Read);
    }

    public override void Add(NetworkHandle handle, int key, Readiness interest) => Control(Libc.Add, Descriptor(handle), key, interest);

    public override void Modify(NetworkHandle handle, int key, Readiness interest) => Control(Libc.Modify, Descriptor(handle), key, interest);

    public override void Remove(NetworkHandle handle, int key) => Control(Libc.Delete, Descriptor(handle), key, Readiness.None);

    static int Descriptor(NetworkHandle handle) => (int)((ISocketOwner)handle).Socket.Handle;

    protected override void Collect(int timeoutMillis)
    {
        int count = Libc.EpollWait(_epoll, _events, EventsMax, timeoutMillis);
        for (int i = 0; i < count; i++)
        {
            byte* one = _events + i * EventSize;
            uint flags = *(uint*)one;
            int key = *(int*)(one + DataOffset);
            if (key == WakeKey)
                DrainWake();
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

    void DrainWake()
    {
        ulong count;
        Libc.Read(_wake, &count, 8);
    }

    void Control(int operation, int fd, int key, Readiness interest)
    {
        byte* change = stackalloc byte[16];
        *(uint*)change = ((interest & Readiness.Read) != 0 ? (uint)Libc.EpollIn : 0) | ((interest & Readiness.Write) != 0 ? (uint)Libc.EpollOut : 0);
        *(long*)(change + DataOffset) = (uint)key;
        Check(Libc.EpollControl(_epoll, operation, fd, change));
    }

    static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    protected override void Dispose(bool disposing)
    {
        Libc.Close(_epoll);
        Libc.Close(_wake);
        NativeMemory.Free(_events);
    }
}
