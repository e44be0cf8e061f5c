namespace Gateway.Fix.Transport;

/// <summary>What a socket is ready for.</summary>
[Flags]
enum Readiness : byte
{
    None = 0,
    Read = 1,
    Write = 2,
}

/// <summary>One ready socket.</summary>
readonly record struct ReadyEvent(int Key, Readiness Readiness);

/// <summary>Waits for many sockets at once, level triggered. One thread polls; <see cref="Wake"/> may come from any.</summary>
abstract class SocketPoller : IDisposable
{
    /// <summary>Most events of one poll; the others come with the next.</summary>
    protected const int EventsMax = 256;

    readonly ReadyEvent[] _ready = new ReadyEvent[EventsMax];
    int _waiting;
    int _woken;

    /// <summary>Events of the last poll.</summary>
    public ReadOnlySpan<ReadyEvent> Ready => _ready.AsSpan(0, Count);

    /// <summary>Number of events of the last poll.</summary>
    public int Count { get; private set; }

    /// <summary>Begins to watch a socket; <paramref name="key"/> comes back with its events.</summary>
    public abstract void Add(NetworkHandle handle, int key, Readiness interest);

    /// <summary>Changes what is watched for.</summary>
    public abstract void Modify(NetworkHandle handle, int key, Readiness interest);

    /// <summary>Stops watching. To be called before the socket is closed.</summary>
    public abstract void Remove(NetworkHandle handle, int key);

    /// <summary>Fills <see cref="Ready"/>; waits up to the time-out when nothing is ready and nobody calls <see cref="Wake"/>.</summary>
    public void Poll(int timeoutMillis)
    {
        Count = 0;
        if (timeoutMillis == 0)
        {
            Collect(0);
            return;
        }
        Volatile.Write(ref _waiting, 1);
        // Full fence: a waker either sees that we wait, or we see that we were woken.
        if (Interlocked.Exchange(ref _woken, 0) != 0)
            timeoutMillis = 0;
        Collect(timeoutMillis);
        Volatile.Write(ref _waiting, 0);
        Volatile.Write(ref _woken, 0);
    }

    /// <summary>Ends the wait under way, or the next one.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0 && Volatile.Read(ref _waiting) != 0)
            Signal();
    }

    protected abstract void Collect(int timeoutMillis);

    protected abstract void Signal();

    protected void Report(int key, Readiness readiness) => _ready[Count++] = new ReadyEvent(key, readiness);

    protected bool IsFull => Count == EventsMax;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
