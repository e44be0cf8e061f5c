namespace Gateway.Journal.Writing;

/// <summary>
/// Always has the next segment of one log ready, gives begun segments their names and lets go of old ones. The appending thread takes; the
/// housekeeper (or, without background threads, the appending thread itself) supplies.
/// </summary>
sealed class SegmentSupply(SegmentFactory factory, Housekeeper? housekeeper, int retryMillis) : IDisposable
{
    // Wanted -> Ready by the housekeeper, Ready -> Taken -> Begun by the appending thread, Begun -> Wanted by the housekeeper:
    // whoever the phase names owns the fields, and the file with the name for the time being.
    const int SettleMillis = 1;
    const int WaitMillis = 1;
    // Half as much again as is filled, and some: ready well before it is needed at any rate, and never quicker than that takes.
    const long Ahead = 4 << 20;
    const int Wanted = 0, Ready = 1, Taken = 2, Begun = 3;

    readonly AutoResetEvent _tried = new(false);
    int _phase;
    long _filled;
    volatile bool _isAwaited;
    Segment? _segment;
    Segment? _retired;
    volatile string? _shortage;

    internal LogName Log => factory.Log;

    /// <summary>Why the next segment cannot be prepared; null when it can.</summary>
    internal string? Shortage => _shortage;

    internal Action? ShortageChanged { get; set; }

    /// <summary>Hears of a failure after which nothing more may be written.</summary>
    internal Action<string>? Failed { get; set; }

    internal Segment? TryTake()
        => Interlocked.CompareExchange(ref _phase, Taken, Ready) == Ready ? _segment : null;

    /// <summary>Waits for the housekeeper to have tried; null when it failed.</summary>
    internal Segment? Wait(Func<bool> stop)
    {
        if (housekeeper is null)
        {
            Keep();
            return TryTake();
        }

        _isAwaited = true;
        var segment = Await(housekeeper, stop);
        _isAwaited = false;
        return segment;
    }

    Segment? Await(Housekeeper keeper, Func<bool> stop)
    {
        var tries = keeper.Tries;
        keeper.Wake();
        while (!stop())
        {
            if (TryTake() is { } segment) return segment;
            // Two whole rounds: the first may have begun before the wake-up.
            if (_shortage is not null && keeper.Tries > tries + 1) return TryTake();
            keeper.Wake();
            // Not by spinning: the processor is wanted by those who are waited for.
            _ = _tried.WaitOne(WaitMillis);
        }

        return null;
    }

    /// <summary>Told by the appending thread from time to time: the next segment is made at the rate at which the present one is filled.</summary>
    /// <param name="bytes">How far the present one is filled.</param>
    internal void Filled(long bytes)
    {
        Volatile.Write(ref _filled, bytes);
        if (Volatile.Read(ref _phase) == Wanted) housekeeper?.Wake();
    }

    /// <summary>The segment that was taken has its header.</summary>
    internal void Rolled(Segment? retired)
    {
        _retired = retired;
        Volatile.Write(ref _phase, Begun);
        if (housekeeper is null) Keep();
        else housekeeper.Wake();
    }

    /// <summary>Does what is to be done; tells after how many milliseconds to try again, or -1 when all is done.</summary>
    internal int Keep()
    {
        try
        {
            if (Volatile.Read(ref _phase) == Begun && !TryFinishRoll()) return SettleMillis;
            if (Volatile.Read(ref _phase) == Wanted) Supply();
            return -1;
        }
        catch (NamesNotSyncedException e)
        {
            Failed?.Invoke(e.Message);
            return -1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            SetShortage(e.Message);
            return retryMillis;
        }
    }

    bool TryFinishRoll()
    {
        factory.GiveName(_segment!);
        if (!TryLetGo()) return false;
        _segment = null;
        Volatile.Write(ref _phase, Wanted);
        return true;
    }

    void Supply()
    {
        _segment = factory.Prepare(housekeeper is null || _isAwaited ? long.MaxValue : Ahead + Volatile.Read(ref _filled) * 3 / 2);
        if (_segment is null) return;
        Volatile.Write(ref _phase, Ready);
        SetShortage(null);
        factory.MakeSpare();
    }

    /// <summary>A segment that the committer still writes out is kept a little longer.</summary>
    bool TryLetGo()
    {
        if (_retired is not null && !_retired.Settled) return false;
        if (_retired is not null) factory.Retire(_retired);
        _retired = null;
        return true;
    }

    void SetShortage(string? reason)
    {
        var changed = _shortage is null != reason is null;
        _shortage = reason;
        if (changed) ShortageChanged?.Invoke();
        _tried.Set();
    }

    public void Dispose()
    {
        TryTake()?.Dispose();
        _retired?.Dispose();
        factory.Dispose();
        _tried.Dispose();
    }
}
