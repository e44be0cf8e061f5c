namespace Gateway.Journal.Writing;

/// <summary>
/// Lets a committer sleep until the log before it is committed far enough: to spin would take the processor from the thread that is waited for.
/// </summary>
sealed class CommitSignal
{
    // Also how late a failure of the log is seen, which tells nobody.
    const int LookMillis = 10;

    readonly object _gate = new();
    int _waiters;

    /// <summary>Waits until a log is committed up to a sequence; false when it has failed.</summary>
    internal bool WaitFor(LogWriter log, long sequence)
    {
        if (log.CommittedSequence >= sequence) return true;
        Interlocked.Increment(ref _waiters);
        lock (_gate)
            while (log.CommittedSequence < sequence && log.Health != JournalHealth.Failed) Monitor.Wait(_gate, LookMillis);
        Interlocked.Decrement(ref _waiters);
        return log.CommittedSequence >= sequence;
    }

    /// <summary>The log has been committed further.</summary>
    internal void Tell()
    {
        // A waiter counts itself before it looks: one of the two sees the other.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiters) == 0) return;
        lock (_gate) Monitor.PulseAll(_gate);
    }
}
