using System.Collections.Concurrent;

namespace Gateway.Venues;

/// <summary>
/// The one thread that owns an adapter's state. Every continuation of its asynchronous work comes back here (it is their
/// synchronization context), so flows can be written top to bottom and need no lock; between two of them runs the turn.
/// </summary>
sealed class VenueLoop : SynchronizationContext, IDisposable
{
    readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posted = new();
    readonly AutoResetEvent _wake = new(false);
    readonly VenueThread _thread;
    readonly Func<int> _turn;
    readonly Func<int> _idleMillis;
    volatile bool _sleeping;
    volatile bool _stopped;

    /// <param name="name">Of the thread.</param>
    /// <param name="turn">A turn of work that never waits; returns how much was done.</param>
    /// <param name="idleMillis">How long the thread may sleep when nothing wakes it; -1 without limit.</param>
    public VenueLoop(string name, Func<int> turn, Func<int> idleMillis)
    {
        _turn = turn;
        _idleMillis = idleMillis;
        _thread = new VenueThread(name, Run);
    }

    public void Start() => _thread.Start();

    /// <summary>Ends the thread after what is already posted; completes when it has.</summary>
    public Task StopAsync()
    {
        _stopped = true;
        Wake();
        return _thread.Ended;
    }

    /// <summary>Makes the thread take a turn soon. Costs a system call only when it sleeps.</summary>
    public void Wake()
    {
        Interlocked.MemoryBarrier(); // What was queued must be visible before the sleeper is looked at.
        if (_sleeping) _wake.Set();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _posted.Enqueue((d, state));
        Wake();
    }

    /// <summary>Starts a flow on the thread.</summary>
    public Task RunAsync(Func<Task> flow)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async _ =>
        {
            try
            {
                await flow();
                done.TrySetResult();
            }
            catch (OperationCanceledException)
            {
                done.TrySetCanceled();
            }
            catch (Exception exception)
            {
                done.TrySetException(exception);
            }
        }, null);
        return done.Task;
    }

    /// <summary>After <see cref="StopAsync"/>.</summary>
    public void Dispose() => _wake.Dispose();

    /// <summary>Without the thread: a turn on the caller's, for which it is the owner of the state.</summary>
    public int RunTurn()
    {
        var callers = Current;
        SetSynchronizationContext(this);
        try
        {
            return RunPosted() + _turn();
        }
        finally
        {
            SetSynchronizationContext(callers);
        }
    }

    void Run()
    {
        SetSynchronizationContext(this);
        while (!_stopped)
        {
            if (RunPosted() + _turn() > 0) continue;
            Sleep();
        }

        RunPosted();
    }

    int RunPosted()
    {
        var done = 0;
        for (; done < 64 && _posted.TryDequeue(out var item); done++) item.Callback(item.State);
        return done;
    }

    void Sleep()
    {
        _sleeping = true;
        Interlocked.MemoryBarrier(); // Announce the sleep before the last look: a producer sees one of the two.
        if (_posted.IsEmpty && _turn() == 0 && !_stopped) _wake.WaitOne(_idleMillis());
        _sleeping = false;
    }
}
