namespace Gateway.Venues;

/// <summary>A thread whose end can be awaited without another one standing still for it.</summary>
sealed class VenueThread
{
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Thread _thread;
    volatile bool _started;

    /// <param name="name">Of the thread.</param>
    /// <param name="run">What it does until it is told to end; it must not throw.</param>
    internal VenueThread(string name, Action run) => _thread = new Thread(() => Run(run)) { Name = name, IsBackground = true };

    /// <summary>Completes when it has come to its end, at once if it was never started.</summary>
    internal Task Ended => _started ? _ended.Task : Task.CompletedTask;

    internal void Start()
    {
        _started = true;
        _thread.Start();
    }

    void Run(Action run)
    {
        try
        {
            run();
        }
        finally
        {
            _ended.TrySetResult();
        }
    }
}
