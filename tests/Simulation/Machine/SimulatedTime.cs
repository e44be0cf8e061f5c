namespace Gateway.Simulation.Machine;

/// <summary>Time that passes when the simulation says so. The wall clock may jump; the monotonic one does not.</summary>
sealed class SimulatedTime : TimeProvider
{
    // 2026-03-02 09:29:48 UTC, a Monday: a little before days, weeks and sessions end and begin.
    const long Start = 1_772_443_788_000_000_000;

    readonly PriorityQueue<Timer, (long Due, long Number)> _timers = new();
    long _number;
    long _jumped;

    /// <summary>Nanoseconds since the world began.</summary>
    internal long Nanos { get; private set; }

    /// <summary>A clock that is right, nanoseconds since 1970-01-01 UTC.</summary>
    internal long TrueUtcNanos => Start + Nanos;

    /// <summary>The wall clock of the gateway's machine, which may have jumped.</summary>
    internal long UtcNanos => Start + Nanos + _jumped;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Nanos;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(UtcNanos / 100);

    /// <summary>The wall clock is set.</summary>
    /// <param name="nanos">By how much it is wrong from now on.</param>
    internal void JumpTo(long nanos) => _jumped = nanos;

    /// <summary>Lets time pass; what is due meanwhile is called in its order.</summary>
    internal void Advance(long nanos)
    {
        var end = Nanos + nanos;
        while (_timers.TryPeek(out var timer, out var at) && at.Due <= end)
        {
            _timers.Dequeue();
            if (timer.Due != at.Due) continue; // It was changed or ended meanwhile.
            Nanos = Math.Max(Nanos, at.Due);
            timer.Fire();
        }

        Nanos = end;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    void Enter(Timer timer) => _timers.Enqueue(timer, (timer.Due, _number++));

    sealed class Timer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
    {
        long _period;

        internal long Due { get; private set; } = -1;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period <= TimeSpan.Zero ? 0 : period.Ticks * 100;
            Due = dueTime < TimeSpan.Zero ? -1 : time.Nanos + dueTime.Ticks * 100;
            if (Due >= 0) time.Enter(this);
            return true;
        }

        internal void Fire()
        {
            Due = _period > 0 ? Due + _period : -1;
            if (Due >= 0) time.Enter(this);
            callback(state);
        }

        public void Dispose() => Due = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
