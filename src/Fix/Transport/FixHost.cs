using System.Collections.Concurrent;
using System.Net;
using Gateway.Fix.Session;

namespace Gateway.Fix.Transport;

/// <summary>
/// A transport with a thread of its own, for programs that want FIX sessions and no duty cycle. Applications are called on that thread;
/// other threads reach a session by <see cref="Post"/>.
/// </summary>
public sealed class FixHost : IDisposable
{
    readonly ConcurrentQueue<Action<long>> _posted = new();
    readonly Thread _thread;
    volatile bool _stopping;

    /// <summary>Creates the host; nothing runs before <see cref="Start"/>.</summary>
    public FixHost() => _thread = new Thread(Run) { IsBackground = true, Name = "fix" };

    /// <summary>The transport; to be touched only before <see cref="Start"/> or by what <see cref="Post"/> runs.</summary>
    public FixTransport Transport { get; } = new();

    /// <summary>Opens a port for sessions.</summary>
    public FixAcceptor Listen(IPEndPoint address, params ReadOnlySpan<FixSession> sessions)
    {
        FixAcceptor acceptor = Transport.Listen(address);
        foreach (FixSession session in sessions)
            acceptor.Add(session);
        return acceptor;
    }

    /// <summary>Connects a session and keeps it connected.</summary>
    public FixInitiator Connect(FixSession session, EndPoint address) =>
        Transport.Connect(session, new FixInitiatorSettings { Addresses = [address] });

    /// <summary>Starts the thread.</summary>
    public FixHost Start()
    {
        _thread.Start();
        return this;
    }

    /// <summary>Runs <paramref name="action"/> on the host's thread, in order; its argument is the time of the turn.</summary>
    public void Post(Action<long> action)
    {
        _posted.Enqueue(action);
        Transport.Wake();
    }

    /// <summary>Stops the thread and closes all connections. Log sessions out first if their peers should hear of it.</summary>
    public void Dispose()
    {
        _stopping = true;
        Transport.Wake();
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
            _thread.Join();
        Transport.Dispose();
    }

    void Run()
    {
        while (!_stopping)
        {
            int work = RunPosted(FixClock.NowNanos());
            work += Transport.DoWork(FixClock.NowNanos());
            if (work == 0)
                Transport.Wait(10);
        }
    }

    int RunPosted(long now)
    {
        int count = 0;
        while (_posted.TryDequeue(out Action<long>? action))
        {
            action(now);
            count++;
        }
        return count;
    }
}
