namespace Gateway.Venues.Simulated;

/// <summary>
/// What a simulated exchange does wrong, on purpose. Counts are of the next messages and count down to zero; all members may be
/// set while it runs, from any thread.
/// </summary>
public sealed class ExchangeFaults
{
    int _loseAnswers;
    int _loseRequests;
    int _throttle;
    int _bans;
    int _hideOrders;
    int _dropFrames;
    int _duplicateFrames;

    /// <summary>Milliseconds by which each answer to an order request is late.</summary>
    public int AnswerDelayMillis { get; set; }

    /// <summary>Order requests that are carried out and answered with 504 (FIX: the connection breaks instead of the report).</summary>
    public int LoseAnswers { get => Volatile.Read(ref _loseAnswers); set => Volatile.Write(ref _loseAnswers, value); }

    /// <summary>Order requests that are answered with 504 and never carried out (FIX: not read).</summary>
    public int LoseRequests { get => Volatile.Read(ref _loseRequests); set => Volatile.Write(ref _loseRequests, value); }

    /// <summary>Requests that are answered with 429.</summary>
    public int Throttle { get => Volatile.Read(ref _throttle); set => Volatile.Write(ref _throttle, value); }

    /// <summary>Requests that are answered with 418, as one is banned who goes on after 429.</summary>
    public int Bans { get => Volatile.Read(ref _bans); set => Volatile.Write(ref _bans, value); }

    /// <summary>Retry-After of both, in seconds.</summary>
    public int RetryAfterSeconds { get; set; } = 1;

    /// <summary>Order queries that are answered with "no such order" although there is one: the query side lags behind.</summary>
    public int HideOrders { get => Volatile.Read(ref _hideOrders); set => Volatile.Write(ref _hideOrders, value); }

    /// <summary>Execution reports that the stream loses.</summary>
    public int DropFrames { get => Volatile.Read(ref _dropFrames); set => Volatile.Write(ref _dropFrames, value); }

    /// <summary>Execution reports that come twice.</summary>
    public int DuplicateFrames { get => Volatile.Read(ref _duplicateFrames); set => Volatile.Write(ref _duplicateFrames, value); }

    /// <summary>Everything is answered with 503, streams and sessions are refused.</summary>
    public bool Unavailable { get; set; }

    /// <summary>Milliseconds by which the exchange's clock is ahead.</summary>
    public long ClockSkewMillis { get; set; }

    /// <summary>Takes over all of another's settings.</summary>
    internal void Set(ExchangeFaults other)
    {
        AnswerDelayMillis = other.AnswerDelayMillis;
        LoseAnswers = other.LoseAnswers;
        LoseRequests = other.LoseRequests;
        Throttle = other.Throttle;
        Bans = other.Bans;
        RetryAfterSeconds = other.RetryAfterSeconds;
        HideOrders = other.HideOrders;
        DropFrames = other.DropFrames;
        DuplicateFrames = other.DuplicateFrames;
        Unavailable = other.Unavailable;
        ClockSkewMillis = other.ClockSkewMillis;
    }

    internal bool TakeLoseAnswer() => Take(ref _loseAnswers);

    internal bool TakeLoseRequest() => Take(ref _loseRequests);

    /// <summary>Status of the answer to a request that is held back.</summary>
    internal int? TakeThrottle() => Take(ref _bans) ? 418 : Take(ref _throttle) ? 429 : null;

    internal bool TakeHideOrder() => Take(ref _hideOrders);

    internal bool TakeDropFrame() => Take(ref _dropFrames);

    internal bool TakeDuplicateFrame() => Take(ref _duplicateFrames);

    static bool Take(ref int count)
    {
        var seen = Volatile.Read(ref count);
        while (seen > 0)
        {
            var before = Interlocked.CompareExchange(ref count, seen - 1, seen);
            if (before == seen) return true;
            seen = before;
        }

        return false;
    }
}
